"""The rereading itself: parts to an engine, what waits for all of them, what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from feeds.engine import Engine, engine_for
from feeds.model import Derived, Redating, Story, StoryDate, Subject
from feeds.redating import Fix, apply
from feeds.rereading.histories import histories
from feeds.rereading.pools import pools
from feeds.rereading.reading import Again, Open, Waiting, again, dated
from feeds.store.protocol import Store

REASON = "all dates were read anew"

Tick = Callable[[int, int], None]  # (entries read and stories written, of how many)
Dated = tuple[Story, StoryDate]


@dataclass(frozen=True, slots=True)
class Reread:
    """How many entries were read, the stories that are dated otherwise now (with what the ledger
    says of it), and how many keep the date that a person asked for."""

    entries: int = 0
    fixes: tuple[Fix, ...] = ()
    by_hand: int = 0


def reread(
    store: Store,
    subject: Subject,
    now: datetime,
    tick: Tick = lambda done, total: None,
    engine: str = "",
) -> Reread:
    """Date all stories anew and write what differs, with its lines of the date ledger.

    What was learnt of each feed is learnt anew, too. Nothing is written before all is known; then
    a batch a transaction: where it is stopped, the next run goes on. A date that was fixed by
    hand stays. `engine` does the reading, see `feeds.engine`; it changes nothing but the time.
    """
    total = store.cursor()
    with engine_for(engine, total) as workers:
        found = _all(store, workers, lambda done: tick(done, total))
    changed = sorted((*found.changed, *_settled(found)), key=lambda pair: pair[0].id)
    free = [pair for pair in changed if not _by_hand(store, pair[0])]
    fixes = tuple(Fix(story, _line(story, date, now)) for story, date in free)
    whole = total + len(fixes)
    apply(store, subject, fixes, lambda done: tick(total + done, whole))
    _keep_profiles(store, found)
    tick(whole, whole)
    return Reread(found.read, fixes, len(changed) - len(free))


def _all(store: Store, engine: Engine, tick: Callable[[int], None]) -> Again:
    """What all parts came to."""
    found = Again()
    for part in engine.map(again, histories(store)):
        found.read += part.read
        found.changed += part.changed
        found.waiting += part.waiting
        found.profiles += part.profiles
        found.shifts += part.shifts
        tick(found.read)
    return found


def _settled(found: Again) -> Iterator[Dated]:
    """The stories that waited and are dated otherwise."""
    held = pools(found.shifts, (step.turn for one in found.waiting for step in _open(one)))
    for one in found.waiting:
        if (date := dated(one.story, one.steps, held.__getitem__)) != one.story.date:
            yield one.story, date


def _open(one: Waiting) -> Iterator[Open]:
    return (step for _, step in one.steps if isinstance(step, Open))


def _by_hand(store: Store, story: Story) -> bool:
    """Whether a person had this story dated: its ledger then ends with a line that no entry and
    no page brought, nor an earlier rereading."""
    lines = store.redatings(story.id)
    if len(lines) < 2 or lines[-1].reason == REASON:
        return False
    brought = {entry.seen_at for entry in store.entries_of(story.id)}
    page = store.pages([story.id]).get(story.id)
    return lines[-1].at not in brought | ({page.fetched_at} if page else set())


def _line(story: Story, date: StoryDate, now: datetime) -> Redating:
    return Redating(story.id, now, date, story.date.published_at, REASON)


def _keep_profiles(store: Store, found: Again) -> None:
    """Keep what was learnt where it differs."""
    held = store.feed_profiles()
    new = [one for one in found.profiles if held.get(one.feed_id) != one]
    if new:
        store.save_derived(Derived(store.cursor(), profiles=tuple(new)))
