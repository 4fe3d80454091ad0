"""A browser at the dashboard of the river country, or of three days of the demo, shared by all
tests that only read."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from dashboard.app import create_app
from feeds.opening import Opened, open_demo
from tests.dashboard.fakes.world import river, subject
from tests.dashboard.reader import Reader
from tests.demo import few_days

CHROMIUM = Path("/usr/bin/chromium")


def _absent() -> str:
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return "" if os.access(CHROMIUM, os.X_OK) else f"{CHROMIUM} is missing"


def _need_browser() -> None:
    if reason := _absent():
        if os.environ.get("COVERLINE_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@contextmanager
def _served(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    _need_browser()
    with _served(create_app(river(), subject())) as url:
        yield url


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Three days of the demo, with something in every table."""
    _need_browser()
    folder = Path(tmp_path_factory.mktemp("demo"))
    few_days.fill(folder)
    opened = open_demo(f"sqlite:///{folder / 'coverline-demo.db'}")
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def demo_address(demo: Opened) -> Iterator[str]:
    """The demo's dashboard, which Nour may edit."""
    with _served(create_app(demo.store, demo.subject, "nour")) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    _need_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM))
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Any, address: str) -> Iterator[Reader]:
    one = Reader(browser, address)
    yield one
    one.page.close()


@pytest.fixture
def analyst(browser: Any, demo_address: str) -> Iterator[Reader]:
    """A reader of the demo."""
    one = Reader(browser, demo_address)
    one.page.set_default_timeout(60_000)  # an event's page asks for much at once
    yield one
    one.page.close()
