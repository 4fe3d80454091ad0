"""Whoever does the heavy part of a rebuild, the store says the same afterwards, id for id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds import saying
from feeds.cluster.models import BUNDLED
from feeds.cluster.nearest import Compared
from feeds.cluster.window import Seen
from feeds.model import Story
from feeds.placing import is_late
from feeds.rebuilding import EVER, rebuild
from tests.cluster.own_model import own_model
from tests.engine.killing import Killer
from tests.rebuilding.conftest import MONDAY, SUBJECT, Press, contents

NOW = MONDAY + timedelta(days=9)
DASK = pytest.param("local:2", id="dask")


@pytest.fixture
def week(empty: Press, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Eight days of stories that come and go, cut up for engines into several stretches."""
    monkeypatch.setattr("feeds.placing.ahead.STRETCH", timedelta(days=2))
    for hour in range(0, 8 * 24, 8):
        place = ("harbour", "valley", "market", "bridge")[hour // 24 % 4]
        what = ("Strike shuts", "Fire closes", "Flood reaches")[hour // 24 % 3]
        empty.lists("tide", f"{what} the {place} of Orsa, {hour // 6} hurt", hour)
        empty.lists(
            "buoy", f"{place.title()} of Orsa: {what.lower()} it with {hour // 6} hurt", hour
        )
        empty.lists(
            "mast", f"Orsa talks of rents in quarter {hour % 7}, according to Tide", hour + 1
        )
        if hour % 48 == 16:
            empty.lists("reef", f"{what} the {place} of Orsa", hour + 1, days_old=4)
    empty.derive()
    return empty


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Seen]:
    """What was worked out ahead and then used in placing."""
    found: list[Seen] = []
    take: Callable[[Compared, Seen], None] = Compared.take

    def noting(self: Compared, seen: Seen) -> None:
        found.append(seen)
        take(self, seen)

    monkeypatch.setattr(Compared, "take", noting)
    return found


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stories whose sources or topics were looked for in this process."""
    found: list[str] = []

    def noting(work: Callable[..., Any]) -> Callable[..., Any]:
        def noted(reader: object, story: Story, *rest: object) -> Any:
            found.append(story.id)
            return work(reader, story, *rest)

        return noted

    monkeypatch.setattr("feeds.sourcing.cited", noting(saying.cited))
    monkeypatch.setattr("feeds.threads.weaving.outlets_in", noting(saying.outlets_in))
    monkeypatch.setattr("feeds.placing.topics.on_topics", noting(saying.on_topics))
    return found


@pytest.mark.parametrize("engine", ["pool:1", "pool:2", DASK])
def test_any_engine_gives_the_same(week: Press, taken: list[Seen], engine: str) -> None:
    before = contents(week.store)
    assert len(before["events"]) < len(before["stories"]), "something was grouped"
    report = rebuild(week.store, SUBJECT, NOW, engine=engine)
    assert contents(week.store) == before
    assert not report.changes
    assert len(taken) > len(before["stories"]) / 2
    assert any(seen.odds for seen in taken)


def test_what_came_as_news_is_read_elsewhere(week: Press, read_here: list[str]) -> None:
    before = contents(week.store)
    assert before["story_citations"]
    assert before["topic_stories"]
    key = week.lists("tide", "Fire closes the mill of Orsa, according to Buoy", 8 * 24)
    week.derive()
    week.lists("tide", "Fire closes two mills of Orsa, according to Buoy", 8 * 24 + 1, key=key)
    week.derive()
    read_here.clear()
    before = contents(week.store)
    rebuild(week.store, SUBJECT, NOW, engine="pool:2")
    assert contents(week.store) == before
    late = {s.id for s in week.store.stories_seen(EVER, NOW) if is_late(s)}
    edited = week.titled("Fire closes two mills of Orsa, according to Buoy")
    assert set(read_here) == late | {edited}


def test_the_later_days_alone_give_the_same(week: Press, taken: list[Seen]) -> None:
    before = contents(week.store)
    from_at = MONDAY + timedelta(days=3)
    rebuild(week.store, SUBJECT, NOW, from_at=from_at, engine="pool:2")
    assert contents(week.store) == before
    assert 0 < len(taken) < len(before["stories"])


def test_vectors_made_elsewhere_are_those_made_here(week: Press, tmp_path: Path) -> None:
    model = own_model(tmp_path)
    rebuild(week.store, SUBJECT, NOW, vectors=str(model))
    here = contents(week.store)
    rebuild(week.store, SUBJECT, NOW, vectors=str(model), engine="pool:2")
    assert contents(week.store) == here


def test_with_the_bundled_model_vectors_are_the_same_bit_by_bit(
    week: Press, tmp_path: Path
) -> None:
    """Of which the last bits hang on what is read together."""
    found = []
    for engine in ("", "pool:2"):
        rebuild(week.store, SUBJECT, NOW, vectors=str(own_model(tmp_path)))
        rebuild(week.store, SUBJECT, NOW, vectors=BUNDLED, engine=engine)
        found.append(contents(week.store))
    assert found[0] == found[1]


def test_a_worker_killed_in_the_middle_changes_nothing(week: Press) -> None:
    before, killer = contents(week.store), Killer()
    rebuild(week.store, SUBJECT, NOW, tick=killer, engine="pool:2")
    assert killer.killed
    assert contents(week.store) == before
