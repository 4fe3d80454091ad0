"""The pictures of the pages that README shows: python -m tests.dashboard.pictures STORE

STORE is a demo's: `coverline demo --no-serve` makes coverline-demo.db. Run again after a page has
changed, look at each, and commit them.
"""

from __future__ import annotations

import argparse
import logging
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from werkzeug.serving import make_server

from dashboard.app import create_app
from feeds.opening import open_demo
from feeds.store.protocol import Store

HELP = Path(__file__).parent.parent.parent / "dashboard" / "help"
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1280, 860
LONG = 120_000  # milliseconds: a busy machine draws slowly
SETTLED = 2000  # milliseconds until the last row has come to its place
WHOLE = ("timeline",)  # shown to its foot
PAGES = {
    "timeline": ("/", "#timeline-graph .annotation-text"),
    "page-overview": ("/overview", "#overview-graph .xtick"),
    "page-event": ("/events?event={event}", "#page .js-plotly-plot .xtick"),
    "page-feeds": ("/feeds", "#feeds-grid .ag-row"),
    "page-arabic": ("/?lang=ar&theme=dark", "#timeline-graph .xtick"),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write each page as a picture into dashboard/help."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", help="a demo's store, sqlite:///coverline-demo.db")
    parser.add_argument("--only", nargs="*", default=[], help="pictures with any of these words")
    options = parser.parse_args(arguments)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    opened = open_demo(options.store)
    wanted = {name: page for name, page in PAGES.items() if _meant(name, options.only)}
    with closing(opened.store):
        server = make_server(
            "127.0.0.1", 0, create_app(opened.store, opened.subject).server, threaded=True
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        _draw(f"http://127.0.0.1:{server.server_port}", wanted, _largest(opened.store))
        server.shutdown()
        thread.join(timeout=5)


def _meant(name: str, words: Sequence[str]) -> bool:
    return not words or any(word in name for word in words)


def _largest(store: Store) -> str:
    """The event of most outlets, then most stories: the one worth a picture."""
    from feeds import coverage
    from feeds.coverage import Selection

    span = store.span()
    if span is None:
        return ""
    events = coverage.events(store, Selection(*span, "UTC"))
    held = events.sort_values(["outlets", "stories", "event_id"], ascending=[False, False, True])
    return str(held["event_id"].iloc[0]) if len(held) else ""


def _draw(address: str, pages: dict[str, tuple[str, str]], event: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        for name, (path, useful) in pages.items():
            page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.set_default_timeout(LONG)
            page.goto(address + path.format(event=event))
            page.locator(useful).first.wait_for()
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(SETTLED)
            page.screenshot(path=HELP / f"{name}.png", full_page=name in WHOLE)
            page.close()
            print(f"{name}.png", flush=True)
        chromium.close()


if __name__ == "__main__":
    main()
