"""`coverline up` without a network: what is stored, or else the demo in a store of its own."""

from __future__ import annotations

from datetime import datetime

import pytest

import dashboard.demo
import dashboard.listening
import dashboard.running
from feeds.opening import Opened
from feeds.settings import Settings
from feeds.store import open_store
from tests.cli.desk import Desk, free_port
from tests.cli.newsroom import Newsroom


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subject and story count of each store that is served; serving ends at once."""
    seen: list[str] = []

    def serve(opened: Opened, settings: Settings) -> None:
        seen.append(f"{opened.subject.id}, {opened.store.counts()['stories']} stories")

    class Listening:
        def __init__(self, opened: Opened, settings: Settings) -> None:
            serve(opened, settings)

        def __enter__(self) -> None:
            raise KeyboardInterrupt

        def __exit__(self, *details: object) -> None:
            """Nothing listens."""

    monkeypatch.setattr(dashboard.demo, "serve_opened", serve)
    monkeypatch.setattr(dashboard.running, "listening", Listening)
    return seen


@pytest.fixture
def short_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo without its eight weeks, which take a minute."""

    def fill(opened: Opened, settings: Settings, seed: int, now: datetime) -> None:
        opened.store.set_meta("demo", f"{seed} {now.isoformat()}")

    monkeypatch.setattr(dashboard.demo, "fill", fill)


def silence(newsroom: Newsroom) -> None:
    """No feed is a feed any more."""
    newsroom.bodies |= dict.fromkeys(("/gull", "/beacon", "/tern"), b"<html>Log in</html>")


def test_with_stories_it_serves_what_is_stored(
    desk: Desk, newsroom: Newsroom, served: list[str]
) -> None:
    desk("--subject", "quay", "poll", "--at", "2026-01-02T06:00Z")
    silence(newsroom)
    done = desk("up", "--port", str(free_port()))
    assert all(name in done.err for name in ("gull-all", "beacon-all", "tern-all"))
    assert served == ["quay, 6 stories"]
    assert not (desk.folder / "coverline-demo.db").exists()


@pytest.mark.usefixtures("short_demo")
def test_without_stories_it_says_so_and_shows_the_demo(
    desk: Desk, newsroom: Newsroom, served: list[str]
) -> None:
    silence(newsroom)
    for _ in range(2):  # a second try does not wait for the feeds' next turn
        done = desk("--subject", "quay", "up", "--port", str(free_port()))
        assert done.code == 0
        assert "gull-all: " in done.err
        assert "No feed answered and nothing is stored yet: showing the demo" in done.err
    assert served == ["demo, 0 stories"] * 2
    demo = open_store(f"sqlite:///{desk.folder}/coverline-demo.db", create=False)
    assert (demo.meta("kind"), demo.meta("subject")) == ("demo", "demo")
    demo.close()
    real = open_store(desk.store, create=False)
    assert real.meta("kind") == "real"
    assert {outlet.id for outlet in real.outlets()} == {"gull", "beacon", "tern"}
    real.close()


def test_with_the_network_back_the_next_up_is_real(
    desk: Desk, newsroom: Newsroom, served: list[str], short_demo: None
) -> None:
    silence(newsroom)
    desk("--subject", "quay", "up", "--port", str(free_port()))
    newsroom.bodies.clear()
    desk("up", "--port", str(free_port()))
    assert served == ["demo, 0 stories", "quay, 6 stories"]
