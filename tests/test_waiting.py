"""Whoever reads what waits for an event, the store says the same afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.derive import Deriver
from feeds.engine import engine_for
from feeds.identity.reprints import Found, ReprintIndex, Sketched
from feeds.model import Story
from feeds.placing.kept import Headlines
from feeds.store import open_store
from tests.engine.killing import Killer
from tests.rebuilding.conftest import SUBJECT, Press, contents

DASK = pytest.param("local:2", id="dask")
STORIES = 56
Contents = dict[str, list[tuple[object, ...]]]
Tick = Callable[[int, int], None]


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of entries of which nothing was made yet: news, and far more that came late."""
    path = tmp_path_factory.mktemp("waiting") / "press.db"
    store = open_store(f"sqlite:///{path}")
    press = Press(store)
    for number in range(16):
        place = ("harbour", "valley", "market", "bridge")[number // 4]
        what = ("Strike shuts", "Fire closes", "Flood reaches", "Storm hits")[number % 4]
        days = number // 5 + 5
        press.lists("tide", f"{what} the {place} of Orsa", number, days_old=days)
        press.lists("buoy", f"{place.title()} of Orsa: {what.lower()} it", number, days_old=days)
        key = press.lists("mast", f"Council of Orsa talks of rents in quarter {number}", number)
        if number % 4 == 2:  # reprinted a day later
            long = f"{what} the {place} of Orsa while dockworkers, farmers and traders wait"
            press.lists("tide", long, number, days_old=days)
            press.lists("reef", long, number, days_old=days - 1)
        if number % 4 == 0:  # edited before it is placed: its first words are what counts
            press.lists("mast", f"Council of Orsa agrees on quarter {number}", number + 1, key=key)
    store.close()
    return path


@pytest.fixture
def derived(
    waiting: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Contents]:
    """What all of it comes to with an engine; few are placed at once."""
    monkeypatch.setattr("feeds.placing.placer.BATCH", 7)

    def derive(engine: str, tick: Tick = lambda done, total: None) -> Contents:
        path = shutil.copy(waiting, tmp_path / f"{engine.partition(':')[0]}.db")
        store = open_store(f"sqlite:///{path}")
        with engine_for(engine, 0) as workers:
            Deriver(store, SUBJECT, engine=workers).run(tick)
        found = contents(store)
        store.close()
        return found

    return derive


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many vectors this process made, each time."""
    found: list[int] = []
    init = Headlines.__init__

    def noting(self: Headlines, *given: object) -> None:
        init(self, *given)  # type: ignore[arg-type]
        encode = self._encode
        self._encode = lambda titles: (found.append(len(titles)), encode(titles))[1]  # type: ignore[func-returns-value]

    monkeypatch.setattr(Headlines, "__init__", noting)
    return found


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> list[Sketched]:
    """The texts that were worked out ahead and compared as reprints."""
    found: list[Sketched] = []
    add = ReprintIndex.add

    def noting(self: ReprintIndex, story: Story, text: Sketched | None = None) -> Found:
        found.extend([text] if text else [])
        return add(self, story, text)

    monkeypatch.setattr(ReprintIndex, "add", noting)
    return found


@pytest.mark.parametrize("engine", ["pool:1", "pool:2", DASK])
def test_any_engine_gives_the_same(
    derived: Callable[..., Contents], made_here: list[int], used: list[Sketched], engine: str
) -> None:
    alone = derived("")
    assert sum(made_here) == STORIES
    assert len(alone["events"]) < STORIES, "something was grouped"
    assert any("same headline as" in str(row) for row in alone["stories"]), "there are reprints"
    made_here.clear()
    assert derived(engine) == alone
    assert made_here == [], "all vectors came from the engine"
    assert len(used) > STORIES / 2, "what the stories say came from it, too"


def test_a_worker_killed_in_the_middle_changes_nothing(derived: Callable[..., Contents]) -> None:
    killer = Killer()
    assert derived("pool:2", killer) == derived("")
    assert killer.killed
