"""Who told of an event is what its stories say, whatever was saved, re-dated or regrouped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.model import Derived, Story
from feeds.store.counts import rollups
from feeds.store.protocol import Clock
from feeds.store.sql import SqlStore
from feeds.store.wanted import Wanted
from tests.store import make
from tests.store.conftest import emptied
from tests.store.make import FIRST, LAST, NOON

TOPICS = ("harbour", "ships")
OUTLETS = {"s0": "lantern", "s1": "lantern", "s2": "anchor", "s3": "anchor", "s4": "lantern"}
Saved = tuple[Story, frozenset[str]]
Told = list[tuple[object, ...]]


@st.composite
def saved(draw: st.DrawFn) -> Saved:
    """A story anew, or as it was re-dated, moved, retitled or found to be a reprint."""
    name = draw(st.sampled_from(tuple(OUTLETS)))
    story = make.story(
        name,
        draw(st.sampled_from((0, 1, 26, -1))),
        draw(st.sampled_from((0, 1, 30))),
        outlet_id=OUTLETS[name],
        language=draw(st.sampled_from(("en", "ar"))),
        copy_of=draw(st.sampled_from(("", "s0"))) if name != "s0" else "",
        event_id=draw(st.sampled_from(("", "e1", "e2"))),
        form=draw(st.sampled_from(("news", "opinion"))),
    )
    return story, draw(st.frozensets(st.sampled_from(TOPICS)))


@st.composite
def wanted(draw: st.DrawFn) -> Wanted:
    """Anything that may be asked for."""
    return Wanted(
        topics=draw(st.sampled_from(((), ("ships",), TOPICS))),
        outlets=draw(st.sampled_from(((), ("anchor",)))),
        events=draw(st.sampled_from(((), ("e1",), ("e1", "e2")))),
        languages=draw(st.sampled_from(((), ("ar",)))),
        forms=draw(st.sampled_from(((), ("news",)))),
        on_topic=draw(st.booleans()),
        original=draw(st.booleans()),
    )


def by_hand(
    held: dict[str, Saved], span: tuple[datetime, datetime], clock: Clock, asked: Wanted
) -> Told:
    """The same, story by story."""

    def at(story: Story) -> datetime:
        return story.date.published_at if clock == "published" else story.first_seen_at

    def compared(story: Story) -> bool:
        return (
            at(story) < span[1]
            and (not asked.outlets or story.outlet_id in asked.outlets)
            and (not asked.languages or story.language in asked.languages)
            and (not asked.forms or story.form in asked.forms)
            and not (asked.original and story.copy_of)
        )

    tellers: dict[str, set[str]] = {}
    for story, _ in held.values():
        tellers.setdefault(story.event_id, set()).add(story.outlet_id)
    chosen = {
        story.event_id
        for story, topics in held.values()
        if compared(story) and at(story) >= span[0] and story.event_id
        and (not asked.topics or topics & set(asked.topics))
        and (asked.topics or not asked.on_topic or topics)
        and (story.event_id in asked.events if asked.events else len(tellers[story.event_id]) > 1)
    }  # fmt: skip
    return sorted(
        _line(story, held)
        for story, _ in held.values()
        if story.event_id in chosen and compared(story)
    )


def _line(story: Story, held: dict[str, Saved]) -> tuple[object, ...]:
    origin = held[story.copy_of][0].outlet_id if story.copy_of in held else "?"
    date = story.date
    return (
        story.event_id, date.published_at, story.id, story.outlet_id, story.feed_id,
        origin if story.copy_of else "", story.form, story.language, date.basis,
        date.earliest_at, date.latest_at, story.first_seen_at,
    )  # fmt: skip


def read(store: SqlStore, span: tuple[datetime, datetime], clock: Clock, asked: Wanted) -> Told:
    """What the store tells, checked to be in order."""
    table = store.told_table(*span, clock, asked)
    order = ["event_id", "published_at", "id", "outlet_id", "feed_id", "origin", "form", "language",
             "date_basis", "earliest_at", "latest_at", "first_seen_at"]  # fmt: skip
    lines = [tuple(line) for line in table[order].itertuples(index=False)]
    assert lines == sorted(lines)
    without = store.told_table(*span, clock, asked, ids=False)
    assert without.equals(table.drop(columns="id"))
    if clock == "published" and not asked.events:
        gathered = store.told_lines(*span, asked)
        assert_same_lines(gathered, in_lines(table))
        assert store.told_lines(*span, asked, ids=False).equals(gathered.drop(columns="id"))
    return [
        tuple(v.to_pydatetime() if hasattr(v, "to_pydatetime") else v for v in line)
        for line in lines
    ]


def in_lines(table: pd.DataFrame) -> pd.DataFrame:
    """The stories gathered by all that the lines tell apart."""
    table = table.astype(dict.fromkeys(table.select_dtypes("category"), "str"))
    same = ["event_id", "outlet_id", "origin", "form", "language", "date_basis", "topic_ids"]
    found = table.groupby(same, sort=False).agg(
        id=("id", "first"),
        feed_id=("feed_id", "first"),
        published_at=("published_at", "first"),
        last_at=("published_at", "last"),
        earliest_at=("earliest_at", "min"),
        latest_at=("latest_at", "min"),
        stories=("id", "size"),
    )
    return found.reset_index().sort_values(["event_id", "published_at", "id"], ignore_index=True)


def assert_same_lines(gathered: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Equal in every cell and in order."""
    names = list(expected.columns)
    assert sorted(names) == sorted(gathered.columns)
    lines, wanted = (
        table[names].astype("str").to_numpy().tolist() for table in (gathered, expected)
    )
    assert lines == wanted


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    batches=st.lists(st.lists(saved(), max_size=5), min_size=1, max_size=4),
    asked=wanted(),
    clock=st.sampled_from(("published", "seen")),
    span=st.sampled_from(
        ((FIRST, LAST), (NOON, NOON + timedelta(hours=2)), (LAST, LAST + timedelta(1)))
    ),
)
def test_what_is_packed_equals_the_stories(
    store: SqlStore,
    batches: list[list[Saved]],
    asked: Wanted,
    clock: Clock,
    span: tuple[datetime, datetime],
) -> None:
    emptied(store)
    store.save_outlets([make.outlet("lantern"), make.outlet("anchor")])
    held: dict[str, Saved] = {}
    for number, batch in enumerate(batches, 1):
        latest = {story.id: (story, topics) for story, topics in batch}
        # An origin is kept before what reprints it.
        known = held | latest
        latest = {n: (_placed(s, known), topics) for n, (s, topics) in latest.items()}
        held |= latest
        store.save_derived(derived(number, latest))
        assert read(store, span, clock, asked) == by_hand(held, span, clock, asked)
    with store.writing() as conn:
        assert not rollups.rebuild(conn, store.inserter).changed
    assert read(store, span, clock, asked) == by_hand(held, span, clock, asked)


def _placed(story: Story, known: dict[str, Saved]) -> Story:
    return story if story.copy_of in known else replace(story, copy_of="")


def derived(cursor: int, batch: dict[str, Saved]) -> Derived:
    """The batch that saves the stories with their places and topics."""
    stories = tuple(story for story, _ in batch.values())
    return Derived(
        cursor,
        stories,
        memberships=tuple(make.placed(s.id, s.event_id) for s in stories if s.event_id),
        events=(make.event("e1"), make.event("e2")),
        topics=tuple(make.topic(s.id, topic) for s, topics in batch.values() for topic in topics),
    )
