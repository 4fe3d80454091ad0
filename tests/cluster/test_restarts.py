"""Whatever a stream holds, stopping anywhere and batches of any size change nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.cluster import nearest, tidy
from feeds.cluster.assign import Clusterer, Placed
from feeds.model import Form, Story
from tests.cluster.telling import by_words, place, stored, told, where

WORDS = [
    "flood",
    "bridge",
    "river",
    "market",
    "fire",
    "minister",
    "inquiry",
    "school",
    "port",
    "ferry",
    "strike",
    "border",
]
FORMS: tuple[Form, ...] = ("news", "news", "news", "live", "round-up")

headlines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
steps = st.tuples(headlines, st.integers(0, 9), st.sampled_from(FORMS), st.integers(0, 2))
streams = st.lists(steps, min_size=2, max_size=40)


@pytest.fixture(autouse=True)
def plain_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "odds", by_words)
    monkeypatch.setattr(tidy, "odds", by_words)


def stories_of(stream: list[tuple[str, int, Form, int]]) -> list[Story]:
    hours, found = 0, []
    for number, (title, later, form, outlet) in enumerate(stream):
        hours += later
        found.append(told(f"s{number:02}", title, hours, form, by=f"outlet-{outlet}"))
    return found


def in_batches(clusterer: Clusterer, stories: list[Story], size: int) -> Iterator[Placed]:
    for start in range(0, len(stories), size):
        yield place(clusterer, *stories[start : start + size])


def log(*batches: Placed) -> list[object]:
    return [change for placed in batches for change in placed.changes]


common = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@common
@given(streams, st.integers(1, 12))
def test_the_size_of_the_batches_changes_nothing(
    stream: list[tuple[str, int, Form, int]], size: int
) -> None:
    stories = stories_of(stream)
    whole = place(Clusterer(), *stories)
    parts = list(in_batches(Clusterer(), stories, size))
    assert where(*parts) == where(whole)
    assert log(*parts) == log(whole)


@common
@given(streams, st.data())
def test_a_restart_changes_nothing(
    stream: list[tuple[str, int, Form, int]], data: st.DataObject
) -> None:
    stories = stories_of(stream)
    cut = data.draw(st.integers(1, len(stories) - 1))
    steady = Clusterer()
    before = place(steady, *stories[:cut])
    kept = stored(before)
    vectors = dict(before.vectors)
    again = Clusterer.restore(kept, vectors)
    assert place(again, *stories[cut:]) == place(steady, *stories[cut:])


def test_such_streams_do_merge_and_split() -> None:
    headlines = [" ".join(WORDS[at % 9 : at % 9 + 3 + at % 4]) for at in range(60)]
    stories = [told(f"s{at:02}", title, at / 2) for at, title in enumerate(headlines)]
    kinds = {change.kind for change in place(Clusterer(), *stories).changes}
    assert kinds == {"created", "merged", "split"}
