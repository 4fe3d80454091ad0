"""An outlet's stories dated anew (pure): functions of data, so that any process may do them.

What hangs on the delays of other outlets' feeds is left open: a step of a story's dating that is
taken once all have been read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import zip_longest
from typing import TypeAlias

from feeds.dates import Context
from feeds.dates.choosing import Found
from feeds.dates.dater import Learner, Read
from feeds.dates.habit import Habit
from feeds.dates.resolve import borrows, choose
from feeds.derive import bounds
from feeds.identity.redate import redate
from feeds.identity.story import known
from feeds.model import Entry, Feed, FeedProfile, Outlet, Page, Story, StoryDate
from feeds.pages.dating import redated
from feeds.rereading.histories import History

Turn: TypeAlias = tuple[datetime, int]  # an entry's place in order of arrival: seen_at, id
Shift: TypeAlias = tuple[Turn, int, int]  # at a turn a bucket of all delays holds so many more


@dataclass(frozen=True, slots=True)
class Open:
    """An entry whose date hangs on the delays of all feeds at its turn."""

    turn: Turn
    found: Sequence[Found]
    context: Context
    listed_after_at: datetime | None
    first_seen_at: datetime

    def date(self, pool: Sequence[int]) -> StoryDate:
        """Its date by these delays."""
        assert self.context.habit is not None
        habit = Habit(self.context.habit.profile, pool)
        context = replace(self.context, habit=habit)
        return choose(self.found, context, self.listed_after_at, self.first_seen_at)


@dataclass(frozen=True, slots=True)
class Visit:
    """What the story's own web page said."""

    page: Page
    context: Context


Step: TypeAlias = tuple[datetime, "StoryDate | Open | Visit"]
Pool: TypeAlias = Callable[[Turn], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story with the steps of its dating, of which some are open."""

    story: Story
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Again:
    """What a part came to: stories that are dated otherwise now, those that wait, what was
    learnt, and how the delays of all feeds moved."""

    read: int = 0
    changed: list[tuple[Story, StoryDate]] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    profiles: list[FeedProfile] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)


def again(part: Sequence[History]) -> Again:
    """Date the stories of some outlets anew."""
    found = Again()
    for history in part:
        _Outlet(history, found).run()
    return found


def dated(story: Story, steps: Sequence[Step], pool: Pool) -> StoryDate:
    """The date that a story's steps come to, in their order; at least one is an entry's."""
    date: StoryDate | None = None
    for at, step in steps:
        if isinstance(step, Visit):
            line = date and redated(replace(story, date=date), step.page, step.context)
        else:
            new = step.date(pool(step.turn)) if isinstance(step, Open) else step
            line = date and redate(replace(story, date=date), new, at)
            date = date or new
        date = line.date if line else date
    return date or story.date


class _Outlet:
    """Reads one outlet's entries in order of arrival."""

    def __init__(self, history: History, into: Again) -> None:
        self._history, self._into = history, into
        self._feeds = {feed.id: feed for feed in history.outlet.feeds}
        self._learner = Learner({})
        self._steps: defaultdict[str, list[Step]] = defaultdict(list)

    def run(self) -> None:
        """Read all, then date story by story."""
        outlet = self._history.outlet
        for entry in self._history.entries:
            feed = self._feeds[entry.feed_id]
            read = self._learner.read(entry, outlet, feed, ())
            self._shift(entry, read)
            if story := self._story(entry):
                self._steps[story.id].append((entry.seen_at, self._said(entry, story, read)))
        self._into.read += len(self._history.entries)
        self._into.profiles += self._learner.changed()
        for name, steps in self._steps.items():
            self._settle(self._history.stories[name], steps)

    def _story(self, entry: Entry) -> Story | None:
        """The story that an entry told of; where one key told several, by its words."""
        stories = self._history.stories
        named = self._history.told.get((entry.feed_id, entry.raw.key), ())
        found = {name: stories[name] for name in named if name in stories}
        if len(found) > 1:
            return known(self._history.outlet.id, entry.raw, found)
        return next(iter(found.values()), None)

    def _said(self, entry: Entry, story: Story, read: Read) -> StoryDate | Open:
        previous = story if story.id in self._steps else None
        listed_after_at, first_seen_at = bounds(entry, previous)
        if not borrows(read.found, listed_after_at, first_seen_at):
            return choose(read.found, read.context, listed_after_at, first_seen_at)
        context = replace(read.context, habit=_needed(read.context.habit))
        turn = (entry.seen_at, entry.id)
        return Open(turn, read.found, context, listed_after_at, first_seen_at)

    def _shift(self, entry: Entry, read: Read) -> None:
        if read.now.delays is read.before.delays:
            return
        both = zip_longest(read.before.delays, read.now.delays, fillvalue=0)
        turn = (entry.seen_at, entry.id)
        self._into.shifts += [
            (turn, number, new - old) for number, (old, new) in enumerate(both) if new != old
        ]

    def _settle(self, story: Story, steps: list[Step]) -> None:
        if page := self._history.pages.get(story.id):
            visit = Visit(page, _page_context(self._history.outlet, self._feeds, story, page))
            after = sum(at <= page.fetched_at for at, _ in steps)
            steps.insert(after, (page.fetched_at, visit))
        if any(isinstance(step, Open) for _, step in steps):
            self._into.waiting.append(Waiting(story, tuple(steps)))
        elif (date := dated(story, steps, _nothing)) != story.date:
            self._into.changed.append((story, date))


def _needed(habit: Habit | None) -> Habit:
    """What choosing asks of a habit, without what only learning does."""
    assert habit is not None
    profile = habit.profile
    return Habit(FeedProfile(profile.feed_id, delays=profile.delays, clocks=profile.clocks))


def _page_context(outlet: Outlet, feeds: dict[str, Feed], story: Story, page: Page) -> Context:
    feed = feeds.get(story.feed_id)
    language = (feed.language if feed else "") or story.language
    return Context(language, outlet.zone, outlet.country, page.fetched_at)


def _nothing(turn: Turn) -> Sequence[int]:
    return ()
