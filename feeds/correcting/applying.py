"""A correction kept and applied in one transaction: moves, names, topics, origins, links.

Placing and a rebuild honour what is kept; this brings what is stored in line with it at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from feeds.correcting.linking import relinked, rethreaded
from feeds.correcting.settling import Moves, settled
from feeds.corrections import (
    Rulings,
    refuse_clash,
    rulings_of,
    split_id,
    standing,
    stories_in,
)
from feeds.corrections.standing import to_undo
from feeds.likeness import pairs_of
from feeds.model import (
    Correction,
    Derived,
    EventChange,
    Membership,
    Story,
    Subject,
    TopicMatch,
)
from feeds.placing import Places, TopicFinder, event_rows
from feeds.store.protocol import Store
from feeds.store.saving import save_current


@dataclass(frozen=True, slots=True)
class Done:
    """What a correction changed at once."""

    number: int  # of the correction
    moved: tuple[tuple[str, str], ...] = ()  # (story id, event it went to)
    merged: tuple[tuple[str, str], ...] = ()  # (event that is gone, where its stories went)
    events: tuple[str, ...] = ()  # whose rows were written anew


@dataclass(frozen=True, slots=True)
class _Change:
    """The stories that a correction touches, before and after."""

    before: Mapping[str, Story]
    after: Mapping[str, Story]

    @property
    def moved(self) -> list[Story]:
        return [s for s in self.after.values() if s.event_id != self.before[s.id].event_id]

    @property
    def events(self) -> set[str]:
        held = (*self.before.values(), *self.after.values())
        return {story.event_id for story in held} - {""}


def correct(store: Store, subject: Subject, correction: Correction) -> Done:
    """Keep a correction and apply it; SelectionError where an earlier one says the opposite."""
    derived = save_current(store, lambda: _made(store, subject, correction))
    return Done(
        number=store.corrections()[-1].id,
        moved=tuple((member.story_id, member.event_id) for member in derived.memberships),
        merged=derived.aliases,
        events=tuple(event.id for event in derived.events),
    )


def _made(store: Store, subject: Subject, correction: Correction) -> Derived:
    held = store.corrections()
    if correction.kind in ("pin", "part"):
        refuse_clash(standing(held), correction)
    number = max((c.id for c in held), default=0) + 1
    rulings = rulings_of([*held, replace(correction, id=number)], store.current_event)
    said = _said_before(held, correction)
    change = _changed(store, said, correction, rulings)
    return _derived(store, subject, change, said, correction, rulings)


def _said_before(held: Sequence[Correction], correction: Correction) -> Correction:
    """The correction itself, or the one that it takes back."""
    if correction.kind != "undo":
        return correction
    return to_undo(held, int(split_id(correction.target)[1]))


def _changed(store: Store, said: Correction, correction: Correction, rulings: Rulings) -> _Change:
    if said.kind == "reprint":
        return _reprinted(store, said, correction, rulings)
    if said.kind not in ("pin", "part"):
        held = {story.id: story for story in _of_target(store, said)}
        return _Change(held, held)
    back = _put_back(store, said) if correction.kind == "undo" else {}
    around = _around(store, said, back, rulings)
    start = [replace(story, event_id=back.get(story.id, story.event_id)) for story in around]
    moves = settled(start, rulings.constraints, pairs_of(store, around).belongs)
    after = {s.id: replace(s, event_id=moves.get(s.id, s.event_id)) for s in start}
    return _Change({story.id: story for story in around}, after)


def _of_target(store: Store, said: Correction) -> list[Story]:
    """The stories of the event or story that a correction is about."""
    kind, name = split_id(said.target)
    if kind == "story":
        return list(store.stories([name]).values())
    return store.stories_of_events([store.current_event(name)])


def _reprinted(store: Store, said: Correction, correction: Correction, rulings: Rulings) -> _Change:
    """The story with its origin as said; as it was before where that is taken back."""
    before = store.stories(stories_in(said)[:1])
    after = {name: rulings.reprint(story) for name, story in before.items()}
    if correction.kind == "undo":
        for name, field, old, _ in store.changes_at(said.at):
            if field == "copy_of" and name in after and name not in rulings.origins:
                evidence = "as it was found at first" if old else ""
                after[name] = replace(after[name], copy_of=old, copy_evidence=evidence)
    return _Change(before, after)


def _put_back(store: Store, said: Correction) -> Moves:
    """Where stories were before a pin or a part moved them, if they are still where it put them."""
    lines = [line for line in store.changes_at(said.at) if line[1] == "event_id" and line[2]]
    held = store.stories([name for name, *_ in lines])
    return {
        name: before
        for name, _, before, after in lines
        if name in held and held[name].event_id == store.current_event(after)
    }


def _around(store: Store, said: Correction, back: Moves, rulings: Rulings) -> list[Story]:
    """Every story of the events that the named stories and their groups are in or go to."""
    named = set(stories_in(said)) | set(back)
    for name in sorted(named):
        named |= rulings.constraints.pinned(name)
    events = {story.event_id for story in store.stories(named).values()} | set(back.values())
    return store.stories_of_events(events - {""})


def _derived(
    store: Store,
    subject: Subject,
    change: _Change,
    said: Correction,
    correction: Correction,
    rulings: Rulings,
) -> Derived:
    before, after = change.before, change.after
    written = [story for story in after.values() if story != before[story.id]]
    if said.kind in ("move", "topic"):
        written = list(after.values())
    rows = event_rows(store, change.events, list(after.values()), rulings=rulings)
    gone = change.events - {row.id for row in rows}
    linked, links = relinked(store, said, rulings)
    return Derived(
        cursor=store.cursor(),
        stories=tuple(written),
        memberships=tuple(_memberships(change, correction)),
        events=tuple(rows),
        removed_events=tuple(sorted(gone)),
        event_changes=tuple(_log(change, gone, said, correction)),
        topics=tuple(_topics(store, subject, written, rulings)),
        aliases=tuple((event_id, _went(change, event_id)) for event_id in sorted(gone)),
        linked=linked,
        links=links,
        threads=rethreaded(store, said, links),
        corrections=(correction,),
    )


def _memberships(change: _Change, correction: Correction) -> list[Membership]:
    reason = _reason(correction)
    return [Membership(s.id, s.event_id, correction.at, 1.0, reason) for s in change.moved]


def _reason(correction: Correction) -> str:
    what = {"pin": "pinned here", "part": "parted", "undo": "put back"}
    note = f": {correction.note}" if correction.note else ""
    return f"{what.get(correction.kind, 'set right')} by {correction.author}{note}"


def _went(change: _Change, event_id: str) -> str:
    """Where most stories of an event that is gone went; the lower id where two tie."""
    sizes: defaultdict[str, int] = defaultdict(int)
    for story in change.before.values():
        if story.event_id == event_id:
            sizes[change.after[story.id].event_id] += 1
    return min(sizes, key=lambda target: (-sizes[target], target))


def _log(
    change: _Change, gone: set[str], said: Correction, correction: Correction
) -> list[EventChange]:
    """A line for each event that was merged away or began, for each story that moved alone, and
    for a new name."""
    at, reason = correction.at, _reason(correction)
    known = {story.event_id for story in change.before.values()}
    lines = [EventChange(e, at, "merged", _went(change, e), reason) for e in sorted(gone)]
    for story in change.moved:
        left = change.before[story.id].event_id
        if story.event_id not in known:
            known.add(story.event_id)
            lines.append(EventChange(left, at, "split", story.event_id, reason))
            lines.append(EventChange(story.event_id, at, "split", left, reason))
        if left not in gone:
            lines.append(EventChange(story.event_id, at, "moved", story.id, reason))
    if said.kind == "rename":
        kept = sorted(change.events)
        lines += [EventChange(e, at, "renamed", "", _reason(correction)) for e in kept]
    return lines


def _topics(
    store: Store, subject: Subject, written: Sequence[Story], rulings: Rulings
) -> list[TopicMatch]:
    """Topics of the stories: as they were found, unless a person gave or gives them others."""
    held = store.topics_of([story.id for story in written])
    finder = TopicFinder(store, subject, Places(store))
    found = [finder.ruled(story, held.get(story.id, []), rulings) for story in written]
    return [match for matches in found for match in matches]
