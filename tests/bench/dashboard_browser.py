"""What a reader waits in Chromium, on loopback: the first useful paint, a page that can be worked
with, and a month's zoom.

A browser that holds nothing opens each page of a server that has drawn it before, as the standing
selection is; a zoom asks for days that no one asked for before. A paint counts as useful from the
first in which the page's own numbers, titles and figures or rows stand, all of them real (the
still of the document, see dashboard/still); on a page without a still, from where its picture or
rows stand. "Live" is where the still has gone: figures, tables and controls can be worked with.
A second visit has the scripts in its cache.
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
READ = "#still .drawn, #still .rows"  # figures and rows that need no script
# When the first frame is painted after what is looked for stands.
WATCH = """() => {
  const told = window.coverlineSeen = {};
  const look = () => {
    const stands = (path) => path.split(", ").some((one) => document.querySelector(one));
    if (!told.read && stands(READ)) {
      requestAnimationFrame(() => setTimeout(() => { told.read = performance.now(); }));
      told.read = Infinity;
    }
    if (!told.live && document.querySelector("#page > *") && !document.getElementById("still")
        && stands(LIVE)) told.live = performance.now();
    if (!told.live) requestAnimationFrame(look);
  };
  look();
}"""
MONTH = "span=dates&from_day=2026-03-01&to_day=2026-03-30"
PLOTTED = """() => new Promise(done => {
  const held = () => (document.querySelector('#timeline-graph .js-plotly-plot') || {})._fullLayout;
  const from = () => held() && held().xaxis && String(held().xaxis.range[0]);
  const seen = from();
  const look = () => {
    const drawn = from() && from() !== seen;
    return requestAnimationFrame(drawn ? () => done(performance.now()) : look);
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
        print(f"{'in Chromium':30} {'p50 ms':>7} {'p95 ms':>7}")
        for path, useful in USEFUL.items():
            _first(chromium, address + path, useful)  # what a server does once
            asking = partial(_first, chromium, address + path, useful)
            both = list(_rounds(asking))
            _print(f"first useful paint, {path}", [read for read, _ in both])
            _print(f"live, {path}", [live for _, live in both])
        for path, useful in USEFUL.items():
            _print(f"live, second visit, {path}", _again(chromium, address + path, useful))
        page = chromium.new_page()
        page.goto(f"{address}/?{MONTH}")
        page.wait_for_selector(USEFUL["/"], timeout=PATIENCE)
        times = [_zoom(page, number) for number in range(ROUNDS * 2)]
        _print("a month's zoom", times)
        chromium.close()


def _rounds(measured: Callable[[], tuple[float, float]]) -> Iterator[tuple[float, float]]:
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


def _first(chromium: Any, url: str, useful: str) -> tuple[float, float]:
    """Milliseconds from asking for a page until it is read, and until it can be worked with, in a
    browser that holds nothing."""
    context = chromium.new_context()
    found = _opened(context, url, useful)
    context.close()
    return found


def _again(chromium: Any, url: str, useful: str) -> list[float]:
    """Milliseconds until the page can be worked with, in a browser that was here before."""
    context = chromium.new_context()
    times = [_opened(context, url, useful)[1] for _ in range(ROUNDS)]
    context.close()
    return times[2:]  # compiled scripts are kept from the second time on


def _opened(context: Any, url: str, useful: str) -> tuple[float, float]:
    page = context.new_page()
    watch = WATCH.replace("READ", repr(READ)).replace("LIVE", repr(useful))
    page.add_init_script(f"({watch})()")
    page.goto(url)
    page.wait_for_selector(useful, timeout=PATIENCE)
    page.wait_for_function("() => window.coverlineSeen.live", timeout=PATIENCE)
    told = page.evaluate("() => [window.coverlineSeen.read, window.coverlineSeen.live]")
    page.close()
    read, live = told
    return float(live if read is None else read), float(live)


def _zoom(page: Any, number: int) -> float:
    """Milliseconds from a new span in the address to the picture of it."""
    query = f"span=dates&from_day=2026-03-{number + 2:02}&to_day=2026-03-30"
    return float(page.evaluate(PLOTTED.replace("QUERY", repr(query))))


def _print(name: str, times: list[float]) -> None:
    p50, p95 = np.quantile(times, 0.5), np.quantile(times, 0.95)
    print(f"{name:30} {p50:7.0f} {p95:7.0f}", flush=True)
