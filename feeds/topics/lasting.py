"""Found topics over the weeks: born, gone on with, merged, ended.

At the end of every week the events of the last eight weeks are parted into communities. A
community goes on with the topic that most of its events had; a topic whose events went to
another's community was merged into it; a community of new events is a topic born. What came of
a week hangs on nothing but the events up to its end, so that a rebuild comes to the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from feeds.topics.sketch import Sketch

SPAN = timedelta(weeks=8)  # the events that a week's communities are made of
WEEK = timedelta(weeks=1)
MOST_EVENTS = 30_000  # of a week's communities; the largest events where there are more
QUIET = timedelta(weeks=4)  # without an event, a topic has ended
FEWEST_EVENTS = 3  # that a topic is born from,
FEWEST_STORIES = 6  # with so many stories,
LEAST_SPAN = timedelta(days=2)  # over so long,
TELLING = 2  # and so many marks, names or words,
SHARED = 0.3  # that are each in such a share of them
HEIR = 0.3  # the least share of a topic's recent events that one community must hold to go on
TAKEN = 0.5  # a topic that more of its recent events left for another's community is merged


@dataclass(slots=True)
class Lasting:
    """A found topic as it stands; `merged_into` and `merged_at` once another took it in, with
    what it `had` by then."""

    id: str
    events: set[str] = field(default_factory=set)
    had: set[str] = field(default_factory=set)
    merged_into: str = ""
    merged_at: datetime | None = None


Part = Sequence[Sketch]  # the events of one community, by first_at and id
Parting = Callable[[Sequence[Sketch]], list[Part]]


def parted(sketches: Sequence[Sketch]) -> list[Part]:
    """The communities of events, the one with the earliest event first."""
    from feeds.topics.communities import communities  # scipy is loaded only where it is used
    from feeds.topics.ties import ties

    found = communities(ties(sketches)).tolist()
    parts: dict[int, list[Sketch]] = defaultdict(list)
    for one, number in zip(sketches, found, strict=True):
        if number >= 0:
            parts[number].append(one)
    return list(parts.values())


def followed(
    sketches: Sequence[Sketch],
    now: datetime,
    tick: Callable[[int, int], None] = lambda done, total: None,
    part: Parting = parted,
) -> list[Lasting]:
    """The found topics of events up to now, in order of birth."""
    known = sorted(sketches, key=_order)
    ends = list(_weeks(known, now))
    topics: list[Lasting] = []
    for number, end in enumerate(ends):
        recent = _largest([one for one in known if one.first_at < end <= one.last_at + SPAN])
        _week(topics, part(recent), {one.event_id for one in recent}, end)
        tick(number + 1, len(ends))
    return topics


def _largest(recent: Sequence[Sketch]) -> Sequence[Sketch]:
    if len(recent) <= MOST_EVENTS:
        return recent
    by_size = sorted(recent, key=lambda one: (-one.stories, _order(one)))
    return sorted(by_size[:MOST_EVENTS], key=_order)


def ended_at(topic: Lasting, last_at: datetime, now: datetime) -> datetime | None:
    """When a topic ended: as it was merged, or with its last event, if that is long ago."""
    return topic.merged_at or (last_at if now - last_at > QUIET else None)


def _order(one: Sketch) -> tuple[datetime, str]:
    return one.first_at, one.event_id


def _weeks(known: Sequence[Sketch], now: datetime) -> Iterator[datetime]:
    """Ends of weeks, Monday 00:00 UTC, and now."""
    if not known:
        return
    first = known[0].first_at
    end = datetime.combine(first.date() - timedelta(first.weekday()), time(), UTC) + WEEK
    while end < now:
        yield end
        end += WEEK
    yield now


def _week(topics: list[Lasting], parts: Sequence[Part], recent: set[str], end: datetime) -> None:
    """Bring the topics up to the end of a week."""
    living = [topic for topic in topics if not topic.merged_into]
    before = {event: topic for topic in living for event in topic.events}
    shares = [Counter(before[e.event_id].id for e in p if e.event_id in before) for p in parts]
    sizes = {topic.id: len(topic.events & recent) for topic in living}
    heirs = _heirs(living, shares, sizes)
    _born(topics, parts, heirs)
    by_id = {topic.id: topic for topic in topics}
    for topic in living:
        topic.had = set(topic.events)
    for event in recent & before.keys():
        before[event].events.discard(event)
    for number, part in enumerate(parts):
        if number in heirs:
            by_id[heirs[number]].events |= {one.event_id for one in part}
    _merge(living, shares, heirs, sizes, end)


def _heirs(
    living: Sequence[Lasting], shares: Sequence[Counter[str]], sizes: Mapping[str, int]
) -> dict[int, str]:
    """Topic by the community that goes on with it: the largest overlaps first, one for one."""
    age = {topic.id: number for number, topic in enumerate(living)}
    overlaps = [
        (-held, age[topic], number, topic)
        for number, share in enumerate(shares)
        for topic, held in share.items()
        if held >= HEIR * sizes[topic]
    ]
    heirs: dict[int, str] = {}
    for _, _, number, topic in sorted(overlaps):
        if number not in heirs and topic not in heirs.values():
            heirs[number] = topic
    return heirs


def _born(topics: list[Lasting], parts: Sequence[Part], heirs: dict[int, str]) -> None:
    """A topic for each community without one that has come back to its subject."""
    taken = {topic.id for topic in topics}
    for number, part in enumerate(parts):
        if number not in heirs and _recurs(part):
            ids = (id_from(one.event_id) for one in part)
            new = next((found for found in ids if found not in taken), "")
            if new:
                heirs[number] = new
                taken.add(new)
                topics.append(Lasting(new))


def _recurs(part: Part) -> bool:
    days = max(one.first_at for one in part) - part[0].first_at
    stories = sum(one.stories for one in part)
    if len(part) < FEWEST_EVENTS or stories < FEWEST_STORIES or days < LEAST_SPAN:
        return False
    used = Counter(mark for one in part for mark in one.marks)
    return sum(count >= SHARED * len(part) for count in used.values()) >= TELLING


def id_from(founder_id: str) -> str:
    """The id of the topic that an event founds; the same on every rebuild."""
    return "t" + sha256(founder_id.encode()).hexdigest()[:11]


def _merge(
    living: Sequence[Lasting],
    shares: Sequence[Counter[str]],
    heirs: Mapping[int, str],
    sizes: Mapping[str, int],
    end: datetime,
) -> None:
    """Mark the topics that most of their recent events left for another's community."""
    going_on = set(heirs.values())
    for topic in living:
        if topic.id in going_on or not sizes[topic.id]:
            continue
        held = {n: share[topic.id] for n, share in enumerate(shares) if n in heirs}
        most = max(held, key=lambda n: (held[n], -n), default=None)
        if most is not None and held[most] > TAKEN * sizes[topic.id]:
            topic.merged_into, topic.merged_at = heirs[most], end
