"""Readers at once under gunicorn while a poller polls.

`python -m tests.bench.load STORE [MINUTES]` works on a copy of a store of real feeds. The readers
log in and look at views as people do; the poller asks feeds on loopback all the while. Prints
views, errors, p50 and p95, and what /metrics counted.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import numpy as np

from feeds.store import open_store
from tests.cli.desk import free_port

READERS, WORKERS = 50, 2
PAGES = ("overview", "", "outlets", "events", "names", "stories", "feeds")
THINKS = 5.0  # seconds that a reader looks at a view
ALLOWED = 0.7  # seconds that 95 of 100 views may take
PASSWORD = "four plain words here"
# Looks at what is due all the time, so that feeds are asked throughout.
POLLER = """
import itertools, sys
from datetime import UTC, datetime, timedelta
from dashboard import forever, running
from dashboard.cli import main
passes = itertools.count()
forever.EVERY = 2.0
running.now = lambda: datetime.now(UTC) + timedelta(minutes=next(passes))
main()
"""


@dataclass
class Tally:
    """What readers saw."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def measure(store: Path, minutes: float) -> bool:
    """Print the figures of a copy of a store; whether they are as they should be."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "desk.db"
        shutil.copy(store, copy)
        days = _days(copy)
        with _polled(copy, Path(folder)) as polled, _served(copy, Path(folder)) as port:
            tally = _readers(port, days, minutes * 60)
            counted = _metrics(port)
        polls = polled()
    p50, p95 = (float(np.quantile(tally.seconds, part)) for part in (0.5, 0.95))
    print(
        f"{READERS} readers, {minutes:g} minutes, {WORKERS} processes, {polls} polls meanwhile:"
        f" {len(tally.seconds)} views ({counted} counted), {len(tally.errors)} errors,"
        f" p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
    )
    for error in sorted(set(tally.errors))[:5]:
        print(f"  {error}")
    return not tally.errors and p95 <= ALLOWED


@contextmanager
def _served(store: Path, folder: Path) -> Iterator[int]:
    from dashboard.access.passwords import hashed

    port = free_port()
    words = ["--store", f"sqlite:///{store}", "serve", "--port", str(port)]
    settings = {"COVERLINE_READER_PASSWORD": hashed(PASSWORD), "COVERLINE_WORKERS": str(WORKERS)}
    with _process(["-m", "dashboard.cli", *words], folder, settings):
        _wait(port)
        yield port


@contextmanager
def _polled(store: Path, folder: Path) -> Iterator[Callable[[], int]]:
    """A poller of feeds on loopback beside the server; how many polls it made, once it ended."""
    from tests.cli.newsroom import Newsroom

    with Newsroom().open() as newsroom:
        outlines = "".join(
            f'<outline type="rss" text="{name}" xmlUrl="{newsroom.url}/{name}"/>'
            for name in ("gull", "beacon", "tern")
        )
        opml = folder / "feeds.opml"
        opml.write_text(f'<opml version="2.0"><head/><body>{outlines}</body></opml>', "utf-8")
        words = ["--store", f"sqlite:///{store}", "poll", "--forever", "--opml", str(opml)]
        settings = {"COVERLINE_ALLOW_PRIVATE": "1", "COVERLINE_POLL_MINUTES": "1",
                    "COVERLINE_FASTEST_MINUTES": "1", "COVERLINE_HOST_SPACING": "0"}  # fmt: skip
        with _process(["-c", POLLER, *words], folder, settings):
            yield lambda: newsroom.asked.total()


@contextmanager
def _process(words: list[str], folder: Path, settings: dict[str, str]) -> Iterator[None]:
    root = Path(__file__).parents[2]
    told = {**os.environ, "PYTHONPATH": str(root), **settings}
    with (
        (folder / f"{len(list(folder.iterdir()))}.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, *words], cwd=folder, env=told, stdout=log, stderr=log
        ) as process,
    ):
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _wait(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
                line.request("GET", "/health")
                if line.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not answer within two minutes.")


def _readers(port: int, days: list[date], seconds: float) -> Tally:
    tally, until = Tally(), time.monotonic() + seconds
    threads = [
        Thread(target=_reader, args=(port, number, days, until, tally)) for number in range(READERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _reader(port: int, number: int, days: list[date], until: float, tally: Tally) -> None:
    """One reader: logs in, then a view, a look at it, another view."""
    from tests.bench.dashboard import asking

    draw = random.Random(number)
    time.sleep(draw.uniform(0, THINKS))
    try:
        cookies, token = _logged_in(port, number)
    except (OSError, http.client.HTTPException) as error:
        tally.errors.append(f"login: {error!r}")
        return
    while time.monotonic() < until:
        url = _view(draw, days)
        body = json.dumps(asking("page", "view", url))
        began = time.perf_counter()
        try:
            status, _, _ = _ask(port, "POST", "/_dash-update-component", body, cookies, token)
            if status != 200:
                tally.errors.append(f"{status} {url}")
        except (OSError, http.client.HTTPException) as error:
            tally.errors.append(repr(error))
        tally.seconds.append(time.perf_counter() - began)
        time.sleep(draw.uniform(0.6, 1.4) * THINKS)


def _view(draw: random.Random, days: list[date]) -> str:
    """A page over up to two weeks of the store."""
    first = draw.randrange(max(1, len(days) - 1))
    last = min(len(days) - 1, first + draw.choice((2, 6, 13)))
    span = {"span": "dates", "from": days[first].isoformat(), "to": days[last].isoformat()}
    return f"/{draw.choice(PAGES)}?{urlencode(span)}"


def _days(store: Path) -> list[date]:
    """The days in which a store was polled."""
    held = open_store(f"sqlite:///{store}")
    span = held.span()
    held.close()
    if span is None:
        raise SystemExit(f"{store} holds no polls.")
    count = (span[1].date() - span[0].date()).days + 1
    return [span[0].date() + timedelta(days=number) for number in range(count)]


def _logged_in(port: int, number: int) -> tuple[str, str]:
    """The cookies of a session, and the token that pages send along."""
    _, set_, page = _ask(port, "GET", "/login", "", "", "")
    found = re.search(r'name="token" value="([^"]+)"', page)
    token = found[1] if found else ""
    form = urlencode({"name": f"reader {number}", "password": PASSWORD, "token": token})
    _, more, _ = _ask(port, "POST", "/login", form, set_, "")
    return f"{set_}; {more}", token


def _ask(
    port: int, method: str, path: str, body: str, cookies: str, token: str
) -> tuple[int, str, str]:
    """Status, cookies that were set, and text of an answer."""
    kind = "application/json" if token else "application/x-www-form-urlencoded"
    headers = {"Content-Type": kind, "Cookie": cookies, "X-CSRFToken": token, "Accept": "text/html"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
    given = [held.split(";")[0] for held in answer.msg.get_all("Set-Cookie", [])]
    return answer.status, "; ".join(given), text


def _metrics(port: int) -> int:
    _, _, text = _ask(port, "GET", "/metrics", "", "", "")
    drawn = re.findall(r'coverline_view_seconds_count\{view="(\w+)"\} ([\d.]+)', text)
    return int(sum(float(number) for view, number in drawn if view not in ("login", "control")))


if __name__ == "__main__":
    good = measure(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
    raise SystemExit(0 if good else 1)
