"""The dashboard while PostgreSQL is away: a page in words that comes back by itself."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread
from time import sleep

import pytest
from sqlalchemy import make_url

from dashboard import forever
from dashboard.access.rules import Access
from feeds.errors import Unreachable
from feeds.store import open_store
from tests.access.line import Line
from tests.access.visitor import READING, Visitor, by_password
from tests.dashboard.fakes.world import subject
from tests.store.conftest import postgres, server
from tests.store.server import new_schema

__all__ = ["postgres", "server"]  # the fixtures
pytestmark = pytest.mark.postgres


@pytest.fixture
def line(postgres: str) -> Iterator[Line]:
    found = Line(make_url(postgres).port or 5432)
    found.up()
    yield found
    found.down()


@pytest.fixture
def url(postgres: str, line: Line) -> str:
    """A store that is reached through the line."""
    return new_schema(postgres).replace(f":{make_url(postgres).port}/", f":{line.port}/")


@pytest.mark.parametrize("access", [Access("open"), by_password()], ids=["open", "password"])
def test_a_page_says_so_and_comes_back(url: str, line: Line, access: Access) -> None:
    store = open_store(url)
    store.save_outlets(subject().outlets)
    visitor = Visitor(store, access)
    if access.logs_in:
        visitor.logs_in("Rana", READING)
    assert visitor.visits("/").status_code == 200
    line.down()
    away = visitor.visits("/")
    assert (away.status_code, away.headers["Retry-After"]) == (503, "10")
    assert "cannot be reached just now" in away.text
    assert '<meta http-equiv="refresh" content="10">' in away.text
    assert "127.0.0.1" not in away.text, "where the data lie is nobody's business"
    assert "لا يمكن الوصول" in visitor.visits("/?lang=ar").text
    drawn = visitor.visits("/_dash-layout", Accept="application/json")
    assert (drawn.status_code, drawn.is_json, drawn.headers["Retry-After"]) == (503, True, "10")
    assert visitor.visits("/health").status_code == 503
    line.up()
    assert visitor.visits("/").status_code == 200
    assert visitor.visits("/health").status_code == 200
    store.close()


def test_nobody_logs_in_while_tries_cannot_be_counted(url: str, line: Line) -> None:
    store = open_store(url)
    store.save_outlets(subject().outlets)
    visitor = Visitor(store, by_password())
    visitor.visits("/login")
    line.down()
    assert visitor.logs_in("Rana", READING).status_code == 503
    line.up()
    assert visitor.logs_in("Rana", READING).status_code == 303
    store.close()


def test_a_server_that_starts_first_waits_for_the_database(
    url: str, line: Line, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(forever, "FIRST_WAIT", 0.05)
    open_store(url).close()
    line.down()
    with pytest.raises(Unreachable, match="Check that PostgreSQL runs"):
        open_store(url)

    def mend() -> None:
        sleep(0.3)
        line.up()

    Thread(target=mend).start()
    forever.patiently(lambda: open_store(url)).close()
    told = capsys.readouterr().err
    assert "cannot be reached" in told
    assert "Trying again in" in told
    assert "can be reached again" in told
