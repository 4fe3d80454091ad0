"""Which stories move, and where, so that events agree with what people pinned and parted (pure).

Pinned stories first: all go to the oldest of their events that holds nobody parted from them. Then
parted ones: the later one leaves, with those later stories that are more like it. An event has
its id from its first story, so one that lost it goes on under another id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from feeds.cluster.constraints import Constraints
from feeds.cluster.window import event_id_of
from feeds.model import Story

Alike = Callable[[str, Sequence[str]], float]  # (story, others): mean log-odds, above 0 rather yes
Moves = dict[str, str]  # story id -> the event that it goes to


def settled(stories: Sequence[Story], constraints: Constraints, alike: Alike) -> Moves:
    """Where stories of some events go; `stories` holds every story of those events."""
    order = sorted(stories, key=lambda story: (story.first_seen_at, story.id))
    places = {story.id: story.event_id for story in order}
    done: set[str] = set()
    for story in order:
        group = constraints.pinned(story.id) | {story.id}
        if len(group) > 1 and story.id not in done:
            places |= _gathered([s.id for s in order if s.id in group], order, places, constraints)
            done |= group
    for event_id, members in _events(order, places).items():
        if any(_apart(constraints, name, members) for name in members):
            places |= _parted(event_id, members, constraints, alike)
    places |= _founded(order, places)
    return {s.id: places[s.id] for s in order if places[s.id] != s.event_id}


def _events(order: Sequence[Story], places: Mapping[str, str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for story in order:
        found[places[story.id]].append(story.id)
    return dict(found)


def _apart(constraints: Constraints, name: str, others: Sequence[str]) -> bool:
    return any(constraints.parted(name, other) for other in others)


def _parted(event_id: str, members: Sequence[str], constraints: Constraints, alike: Alike) -> Moves:
    """One event by sides, in order of arrival: the first side keeps the id."""
    sides: list[list[str]] = []
    for name in members:
        side = _side_of(name, sides, constraints, alike)
        if side is None:
            sides.append([name])
        else:
            side.append(name)
    ids = [event_id, *(event_id_of(side[0]) for side in sides[1:])]
    return {name: ids[n] for n, side in enumerate(sides) for name in side}


def _side_of(
    name: str, sides: Sequence[list[str]], constraints: Constraints, alike: Alike
) -> list[str] | None:
    """The side that a story is on: with its pinned ones, else the likeliest that may hold it."""
    open_ = [side for side in sides if not _apart(constraints, name, side)]
    for side in open_:
        if constraints.pinned(name) & set(side):
            return side
    if len(sides) == 1 and open_:
        return sides[0]
    likely = [(alike(name, side), -n) for n, side in enumerate(open_)]
    if not likely:
        return None
    best, at = max(likely)
    founds = len(open_) < len(sides) and best <= 0  # named as apart, and like nobody else
    return None if founds else open_[-at]


def _gathered(
    group: Sequence[str],
    order: Sequence[Story],
    places: Mapping[str, str],
    constraints: Constraints,
) -> Moves:
    """Pinned stories in the oldest of their events that may hold them all, else in a new one."""
    events = _events(order, places)
    held = [event for event, members in events.items() if set(group) & set(members)]
    free = (e for e in held if not any(_apart(constraints, name, events[e]) for name in group))
    return dict.fromkeys(group, next(free, event_id_of(group[0])))


def _founded(order: Sequence[Story], places: Mapping[str, str]) -> Moves:
    """An event whose first story left is named after the first of the rest."""
    left = [story for story in order if places[story.id] != story.event_id]
    gone = {story.event_id for story in left if event_id_of(story.id) == story.event_id}
    events = _events(order, places)
    return {
        name: event_id_of(events[event_id][0])
        for event_id in gone & events.keys()
        for name in events[event_id]
    }
