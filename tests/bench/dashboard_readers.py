"""Readers at once, each in a thread, at a server of its own process in which a poller writes."""

from __future__ import annotations

import http.client
import json
import logging
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Event, Thread

import numpy as np

from feeds.store import Store, open_store

LASTS, THINKS = 45.0, 5.0  # seconds: of the whole, and that a reader looks at a view
HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
PATIENCE = 30  # seconds until an answer that does not come is an error
BATCH, PASS = 50, 5.0  # new stories, and seconds between them


def measure(url: str, readers: int, workers: int = 1) -> None:
    """A table of one line: views asked, errors, p50 and p95 of milliseconds. With more server
    processes each takes its part of the readers; one of them polls."""
    with ExitStack() as stack:
        ports = [stack.enter_context(_served(url, polls=not n)) for n in range(workers)]
        times, errors = _readers(ports, readers)
    p50, p95 = np.quantile(times, 0.5), np.quantile(times, 0.95)
    print(f"{'readers at once':>15} {'views':>7} {'errors':>7} {'p50 ms':>7} {'p95 ms':>7}")
    print(f"{readers:15} {len(times):7} {len(errors):7} {p50:7.0f} {p95:7.0f}", flush=True)
    for error in errors[:3]:
        print(f"  {error}", flush=True)


@contextmanager
def _served(url: str, polls: bool) -> Iterator[int]:
    """The port of a server of its own process."""
    words = [sys.executable, "-m", "tests.bench.dashboard_readers", url]
    with subprocess.Popen(
        [*words, *(["poll"] if polls else [])], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def _readers(ports: Sequence[int], readers: int) -> tuple[list[float], list[str]]:
    times: list[float] = []
    errors: list[str] = []
    until = time.monotonic() + LASTS
    threads = [
        Thread(target=_read, args=(ports[number % len(ports)], number, until, times, errors))
        for number in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, errors


def _read(port: int, number: int, until: float, times: list[float], errors: list[str]) -> None:
    """One reader: a view, a look at it, another view."""
    from tests.bench.dashboard import asking, views

    draw = random.Random(number)
    asked = [url for name, url in views(12) if name != "a feed"]
    time.sleep(draw.uniform(0, THINKS))
    while time.monotonic() < until:
        url = draw.choice(asked)
        began = time.perf_counter()
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            url, _, part = url.partition("#")
            target = (f"overview-{part}", "overview-of") if part else ("page", "view")
            body = json.dumps(asking(*target, url))
            line.request("POST", "/_dash-update-component", body, HEADERS)
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                errors.append(f"{answer.status} {url}")
            line.close()
        except OSError as error:
            errors.append(str(error))
        times.append((time.perf_counter() - began) * 1000)
        time.sleep(draw.uniform(0.6, 1.4) * THINKS)


def serve(url: str, polls: bool) -> None:
    """The server; its port is printed. Where it polls, a thread writes stories all the while."""
    from waitress.server import create_server

    from dashboard.app import create_app
    from dashboard.warming import begin
    from dashboard.workers import SETTLES
    from tests.bench.dashboard import subject

    logging.getLogger("waitress").setLevel(logging.ERROR)  # how long its queue is
    store = open_store(url)
    store.settle(SETTLES)
    app = create_app(store, subject())
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    begin(app.desk, threading.Event())  # as `coverline serve` does
    if polls:
        Thread(target=_write, args=(store, threading.Event()), daemon=True).start()
    print(server.effective_port, flush=True)  # type: ignore[union-attr]
    server.run()


def _write(store: Store, stopped: Event) -> None:
    from tests.bench.made_month import more

    number = int(time.time())
    while not stopped.wait(PASS):
        number += 1
        batch = more(store, BATCH)
        names = {story.id: f"{story.id}-{number}" for story in batch.stories}
        store.save_derived(
            replace(
                batch,
                stories=tuple(
                    replace(s, id=names[s.id], url=f"{s.url}-{number}", link=f"{s.link}-{number}")
                    for s in batch.stories
                ),
                story_entries=tuple((names[a], b, names[c]) for a, b, c in batch.story_entries),
                topics=tuple(replace(t, story_id=names[t.story_id]) for t in batch.topics),
            )
        )


if __name__ == "__main__":
    serve(sys.argv[1], "poll" in sys.argv[2:])
