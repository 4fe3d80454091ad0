"""The found topics of a store: read its events in short | follow them over weeks | name | save.

A step of its own, at most once a day in a pass, since it looks at a quarter of a year of events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from itertools import islice

from feeds.cluster.vectors import unpack
from feeds.model import OFF_SUBJECT, FoundTopic, Story
from feeds.store.protocol import Store
from feeds.topics.lasting import Lasting, ended_at, followed, id_from
from feeds.topics.naming import label, told_by, usual
from feeds.topics.sketch import Sketch, sketch, told

Tick = Callable[[int, int], None]
BACK = timedelta(weeks=13)  # events older than this stay in the topics that they have
BATCH = 1000  # events read at a time
EVERY = timedelta(days=1)
FOUND_AT = "found_topics_at"  # fact: when they were last looked for


def is_due(store: Store, now: datetime) -> bool:
    """Whether found topics were last looked for a day ago or more."""
    last = store.meta(FOUND_AT)
    return last is None or now - datetime.fromisoformat(last) >= EVERY


def find_topics(store: Store, now: datetime, tick: Tick = lambda done, total: None) -> int:
    """Find the topics of the last 13 weeks anew and keep them; how many there are.

    The weeks end with the last poll: a store that nobody polls any more stays as it is.
    """
    span = store.span()
    now = min(now, span[1]) if span else now
    kept, before = store.found_topics()
    sketches = list(_sketches(store, now))
    known = {one.event_id: one for one in sketches}
    topics = [t for t in followed(sketches, now, tick) if t.events or t.merged_into]
    ids = same_ids(topics, before)
    new = _records(topics, ids, known, now)
    old = [topic for topic in kept if topic.last_at < now - BACK and topic.id not in ids.values()]
    stays = {topic.id for topic in old}
    pairs = {event: topic for event, topic in before.items() if topic in stays}
    pairs |= {event: ids[topic.id] for topic in topics for event in topic.events}
    store.save_found_topics([*old, *new], sorted(pairs.items()))
    store.set_meta(FOUND_AT, now.isoformat())
    return len(new)


def same_ids(topics: Sequence[Lasting], before: Mapping[str, str]) -> dict[str, str]:
    """The id by which each topic is kept: the one that most of its known events had before,
    where no older topic has it already. Weeks later its first event is out of sight.

    No two get one id: events that were regrouped may bring one topic the id that another
    would have by itself.
    """
    found: dict[str, str] = {}
    for topic in topics:
        had = Counter(before[event] for event in sorted(topic.events) if event in before)
        best = had.most_common(1)[0] if had else (topic.id, 0)
        agreed = 2 * best[1] > had.total() and best[0] not in found.values()
        found[topic.id] = best[0] if agreed else _free(topic.id, set(found.values()))
    return found


def _free(topic_id: str, taken: Set[str]) -> str:
    """The id, or one made from it where another topic has it already."""
    while topic_id in taken:
        topic_id = id_from(topic_id)
    return topic_id


def _sketches(store: Store, now: datetime) -> Iterator[Sketch]:
    """Every event with a story of the last 13 weeks, in short."""
    table = store.event_table(now - BACK, now + EVERY, limit=10_000_000)
    ids = iter(sorted(table["event_id"]))
    while batch := list(islice(ids, BATCH)):
        yield from _batch(store, batch)


def _batch(store: Store, event_ids: Sequence[str]) -> Iterator[Sketch]:
    by_event: dict[str, list[Story]] = {event_id: [] for event_id in event_ids}
    for story in store.stories_of_events(event_ids):
        by_event[story.event_id].append(story)
    by_event = {event_id: stories for event_id, stories in by_event.items() if stories}
    read = {event_id: told(stories) for event_id, stories in by_event.items()}
    ids = [story.id for stories in read.values() for story in stories]
    names, vectors, topics = store.names_of(ids), store.vectors(ids), store.topics_of(ids)
    for event_id, stories in by_event.items():
        mine = [story.id for story in read[event_id]]
        yield sketch(
            event_id,
            stories,
            [use for story_id in mine for use in names.get(story_id, ())],
            [unpack(vectors[story_id]) for story_id in mine if story_id in vectors],
            {m.topic_id for story_id in mine for m in topics.get(story_id, ())} - {OFF_SUBJECT},
        )


def _records(
    topics: Sequence[Lasting], ids: Mapping[str, str], known: Mapping[str, Sketch], now: datetime
) -> list[FoundTopic]:
    everywhere = usual(list(known.values()))
    return [_record(topic, ids, known, everywhere, now) for topic in topics]


def _record(
    topic: Lasting,
    ids: Mapping[str, str],
    known: Mapping[str, Sketch],
    everywhere: Mapping[str, int],
    now: datetime,
) -> FoundTopic:
    events = [known[event] for event in sorted(topic.events or topic.had)]
    terms = told_by(events, everywhere, len(known))
    last_at = max(one.last_at for one in events)
    return FoundTopic(
        id=ids[topic.id],
        label=label(terms),
        terms=tuple(terms),
        born_at=min(one.first_at for one in events),
        last_at=last_at,
        ended_at=ended_at(topic, last_at, now),
        merged_into=ids.get(topic.merged_into, topic.merged_into),
        events=len(events),
        stories=sum(one.stories for one in events),
    )
