"""What a rebuild changes: the rows that differ, and a report for a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from feeds.model import (
    CitedSource,
    Derived,
    Event,
    EventChange,
    EventLink,
    Membership,
    NameUse,
    Story,
    TopicMatch,
)
from feeds.rebuilding.arriving import arrivals
from feeds.store import Store

WHY = "events were rebuilt"
T = TypeVar("T")


@dataclass(slots=True)
class Report:
    """What a rebuild changed."""

    stories: int = 0
    moved: list[tuple[str, str, str]] = field(default_factory=list)  # (story, from, to)
    reprints: int = 0  # stories whose origin is another, or none, now
    topics: int = 0  # stories whose topics are others now
    kept: int = 0  # events that have the id they had
    merged: list[tuple[str, str]] = field(default_factory=list)  # (event that is gone, where)
    split: list[tuple[str, str]] = field(default_factory=list)  # (new event, where from)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)  # (event, was, is)
    links: int = 0  # events whose links to earlier ones are others now

    @property
    def changes(self) -> bool:
        """Whether anything is different at all."""
        return bool(
            self.moved
            or self.reprints
            or self.topics
            or self.merged
            or self.split
            or self.renamed
            or self.links
        )


@dataclass(slots=True)
class _Found:
    """Rows that differ, as they are gathered."""

    stories: list[Story] = field(default_factory=list)
    places: list[Membership] = field(default_factory=list)
    topics: list[TopicMatch] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    names: list[NameUse] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    citations: list[CitedSource] = field(default_factory=list)
    vectors: list[tuple[str, bytes]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    links: list[EventLink] = field(default_factory=list)
    threads: list[tuple[str, str]] = field(default_factory=list)
    went: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    came: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def compared(store: Store, copy: Store, now: datetime) -> tuple[Derived, Report]:
    """All that has to be written so that a store says what its shadow says, and the report."""
    found, report = _Found(), Report()
    for stories in arrivals(store):
        _stories(store, copy, stories, now, found, report)
    held = set(found.went) - {""}
    made = set(found.came) - {""}
    for event_ids in _parts(sorted(held | made)):
        _events(store, copy, event_ids, found, report)
    gone = [(old, _most(found.went[old])) for old in sorted(held - made)]
    new = [(event_id, _most(found.came[event_id])) for event_id in sorted(made - held)]
    report.kept, report.merged, report.split = len(held & made), gone, new
    return _derived(store, found, report, now), report


def _derived(store: Store, found: _Found, report: Report, now: datetime) -> Derived:
    log = [EventChange(old, now, "merged", to, WHY) for old, to in report.merged]
    log += [EventChange(new, now, "split", of, WHY) for new, of in report.split]
    return Derived(
        cursor=store.cursor(),
        stories=tuple(found.stories),
        memberships=tuple(found.places),
        events=tuple(found.events),
        removed_events=tuple(old for old, _ in report.merged),
        event_changes=tuple(log),
        topics=tuple(found.topics),
        vectors=tuple(found.vectors),
        named=tuple(found.named),
        names=tuple(found.names),
        cited=tuple(found.cited),
        citations=tuple(found.citations),
        aliases=tuple(report.merged),
        linked=tuple(found.linked),
        links=tuple(found.links),
        threads=tuple(found.threads),
    )


def _stories(
    store: Store,
    copy: Store,
    stories: Sequence[Story],
    now: datetime,
    found: _Found,
    report: Report,
) -> None:
    """Compare stories with all that hangs on each."""
    ids = [story.id for story in stories]
    after, places = copy.stories(ids), (store.places(ids), copy.places(ids))
    topics, names = (
        (store.topics_of(ids), copy.topics_of(ids)),
        (
            store.names_of(ids),
            copy.names_of(ids),
        ),
    )
    vectors = store.vectors(ids), copy.vectors(ids)
    sources = store.citations_of(ids), copy.citations_of(ids)
    for story in stories:
        name, made = story.id, after[story.id]
        report.stories += 1
        found.went[story.event_id][made.event_id] += 1
        found.came[made.event_id][story.event_id] += 1
        moved = made.event_id != story.event_id
        changed = replace(
            story,
            event_id=made.event_id,
            copy_of=made.copy_of,
            copy_evidence=made.copy_evidence,
        )
        _note_place(story, places[0].get(name), places[1].get(name), moved, now, found)
        if moved:
            report.moved.append((name, story.event_id, made.event_id))
        report.reprints += made.copy_of != story.copy_of
        had, has = topics[0].get(name, []), topics[1].get(name, [])
        report.topics += {t.topic_id for t in had} != {t.topic_id for t in has}
        if changed != story or _keys(had) != _keys(has):
            found.stories.append(changed)
            found.topics += has
        if names[0].get(name, []) != names[1].get(name, []):
            found.named.append(name)
            found.names += names[1].get(name, [])
        if sources[0].get(name, []) != sources[1].get(name, []):
            found.cited.append(name)
            found.citations += sources[1].get(name, [])
        if vectors[1].get(name, b"") != vectors[0].get(name, b""):
            found.vectors.append((name, vectors[1][name]))


def _note_place(
    story: Story,
    had: Membership | None,
    has: Membership | None,
    moved: bool,
    now: datetime,
    found: _Found,
) -> None:
    """A new place is dated when it was given; a new reason for the same place changes no date."""
    if has is None or (had is not None and not moved and _by_hand(has)):
        return
    if had is None or moved:
        found.places.append(replace(has, at=now, reason=has.reason))
    elif (had.score, had.reason) != (has.score, has.reason):
        found.places.append(replace(has, at=had.at))


def _by_hand(place: Membership) -> bool:
    """Whether an analyst put it there: the line of that correction says more."""
    return place.reason.endswith(" by hand")


def _events(
    store: Store, copy: Store, event_ids: Sequence[str], found: _Found, report: Report
) -> None:
    before, after = store.events(event_ids), copy.events(event_ids)
    links = _by_event(store.event_links(event_ids)), _by_event(copy.event_links(event_ids))
    for event_id, event in after.items():
        had = before.get(event_id)
        if had is None or replace(had, thread_id=event.thread_id) != event:
            found.events.append(event)
        if had is not None and had.label != event.label:
            report.renamed.append((event_id, had.label, event.label))
        if (had.thread_id if had else "") != event.thread_id:
            found.threads.append((event_id, event.thread_id))
        if links[0].get(event_id, []) != links[1].get(event_id, []):
            report.links += 1
            found.linked.append(event_id)
            found.links += links[1].get(event_id, [])


def _by_event(links: Iterable[EventLink]) -> dict[str, list[EventLink]]:
    found: defaultdict[str, list[EventLink]] = defaultdict(list)
    for link in links:
        found[link.from_event_id].append(link)
    return {
        name: sorted(some, key=lambda x: (x.to_event_id, x.kind)) for name, some in found.items()
    }


def _keys(matches: Iterable[TopicMatch]) -> list[tuple[str, float, str]]:
    return sorted((m.topic_id, m.score, m.reason) for m in matches)


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def _parts(ids: Sequence[str], size: int = 5000) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
