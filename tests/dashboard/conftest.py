"""A browser at the dashboard of the river country, shared by all its tests."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from dashboard.app import create_app
from tests.dashboard.fakes.world import river, subject
from tests.dashboard.reader import Reader

CHROMIUM = Path("/usr/bin/chromium")


def _absent() -> str:
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return "" if os.access(CHROMIUM, os.X_OK) else f"{CHROMIUM} is missing"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if reason := _absent():
        if os.environ.get("COVERLINE_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    app = create_app(river(), subject())
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Any]:
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
