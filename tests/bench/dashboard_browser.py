"""What a reader waits in Chromium, on loopback: the first useful picture, and a month's zoom.

A browser that holds nothing opens each page of a server that has drawn it before, as the standing
selection is; a zoom asks for days that no one asked for before.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
from werkzeug.serving import make_server

from dashboard.app import create_app
from feeds.model import Subject
from feeds.store import Store

CHROMIUM = "/usr/bin/chromium"
ROUNDS, LONGEST = 5, 15  # and seconds for a page's rounds
PATIENCE = 60_000  # milliseconds until a picture that does not come is an error
USEFUL = {
    "/": "#timeline-graph .xtick text",
    "/overview": "#overview-graph .xtick text",
    "/outlets": "#page .js-plotly-plot .xtick text",
    "/events": "#events-grid .ag-row",
    "/stories": "#page .ag-row",
    "/feeds": "#feeds-grid .ag-row",
}
MONTH = "span=dates&from_day=2026-03-01&to_day=2026-03-30"
PLOTTED = """() => new Promise(done => {
  const seen = document.querySelector('#timeline-graph .xtick text').textContent;
  const look = () => {
    const tick = document.querySelector('#timeline-graph .xtick text');
    const drawn = tick && tick.textContent !== seen;
    return drawn ? done(performance.now()) : requestAnimationFrame(look);
  };
  window.zoomed = performance.now();
  history.pushState({}, '', location.pathname + '?' + QUERY);
  window.dispatchEvent(new PopStateEvent('popstate'));
  look();
}).then(at => at - window.zoomed)"""


def measure(store: Store, subject: Subject) -> None:
    """A line a page, then one for the zoom."""
    from playwright.sync_api import sync_playwright

    with _served(store, subject) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        print(f"{'in Chromium':26} {'p50 ms':>7} {'p95 ms':>7}")
        for path, useful in USEFUL.items():
            _first(chromium, address + path, useful)  # what a server does once
            asking = partial(_first, chromium, address + path, useful)
            _print(f"first picture of {path}", list(_rounds(asking)))
        page = chromium.new_page()
        page.goto(f"{address}/?{MONTH}")
        page.wait_for_selector(USEFUL["/"], timeout=PATIENCE)
        times = [_zoom(page, number) for number in range(ROUNDS * 2)]
        _print("a month's zoom", times)
        chromium.close()


def _rounds(measured: Callable[[], float]) -> Iterator[float]:
    """ROUNDS times, fewer on a machine so busy that they would take long."""
    until = time.monotonic() + LONGEST
    for number in range(ROUNDS):
        if not number or time.monotonic() < until:
            yield measured()


@contextmanager
def _served(store: Store, subject: Subject) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(store, subject).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line a request tells nothing here
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)


def _first(chromium: Any, url: str, useful: str) -> float:
    """Milliseconds from asking for a page to its picture, in a browser that holds nothing."""
    context = chromium.new_context()
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(useful, timeout=PATIENCE)
    spent = (time.perf_counter() - began) * 1000
    context.close()
    return spent


def _zoom(page: Any, number: int) -> float:
    """Milliseconds from a new span in the address to the picture of it."""
    query = f"span=dates&from_day=2026-03-{number + 2:02}&to_day=2026-03-30"
    return float(page.evaluate(PLOTTED.replace("QUERY", repr(query))))


def _print(name: str, times: list[float]) -> None:
    p50, p95 = np.quantile(times, 0.5), np.quantile(times, 0.95)
    print(f"{name:26} {p50:7.0f} {p95:7.0f}", flush=True)
