"""Several server processes: what gunicorn is told, and what is said where it is not there."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil
import pytest

from dashboard import workers
from feeds.errors import ConfigError
from feeds.settings import Settings
from feeds.store import open_store
from tests.cli.desk import ends, free_port
from tests.dashboard.fakes.world import subject


def test_a_stop_leaves_requests_less_than_ten_seconds() -> None:
    told = workers.options(Settings(host="::1", port=8060, workers=3))
    assert (told["bind"], told["workers"]) == ("[::1]:8060", 3)
    assert told["graceful_timeout"] < 10
    assert told["control_socket_disable"]


def test_without_gunicorn_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gunicorn.app.base", None)
    with pytest.raises(ConfigError, match=r"coverline\[serve\]"):
        workers.serve(Settings(workers=2))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`serve --workers 2` on a store of its own, and where it listens."""
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    store.set_meta("subject", "demo")
    store.save_outlets(subject().outlets)
    store.close()
    port = free_port()
    command = (sys.executable, "-m", "dashboard.cli", "--store", store.url)
    process = subprocess.Popen(
        [*command, "serve", "--workers", "2", "--port", str(port)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith(f"Coverline is up: http://127.0.0.1:{port}")
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        process.kill()
        process.communicate()


def get(url: str, **headers: str) -> tuple[int, str]:
    """What is answered; a worker that still starts is waited for."""
    try:
        with urlopen(Request(url, headers=headers), timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, ""


def test_two_processes_serve_count_together_and_stop_within_ten_seconds(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, url = served
    assert json.loads(get(f"{url}/health")[1])["status"] == "ok"
    workers = psutil.Process(process.pid).children()
    assert len(workers) == 2
    for _ in range(6):
        assert get(f"{url}/help")[0] == 200
    told = get(f"{url}/metrics")[1]
    assert 'coverline_view_seconds_count{view="first document"} 6.0' in told
    assert get(f"{url}/metrics", **{"X-Forwarded-For": "192.0.2.7"})[0] == 403
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    done = ends(process)
    assert time.monotonic() - begun < 10
    assert (done.code, done.err) == (0, "")
    assert not [worker for worker in workers if worker.is_running()]


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "ended"])
def test_a_process_that_is_gone_is_replaced_and_the_others_go_on(
    served: tuple[subprocess.Popen[str], str], sent: signal.Signals
) -> None:
    process, url = served
    assert get(f"{url}/health")[0] == 200
    arbiter = psutil.Process(process.pid)
    gone, other = arbiter.children()
    gone.send_signal(sent)
    until = time.monotonic() + 60
    while not {one.pid for one in arbiter.children()} - {gone.pid, other.pid}:
        assert time.monotonic() < until, "nobody took its place"
        time.sleep(0.1)
    other.kill()
    assert get(f"{url}/metrics")[0] == 200, "the one that came answers"
    assert process.poll() is None
