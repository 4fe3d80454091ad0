"""Events into threads, story by story in order of arrival: shelve | link | join a thread.

An event is compared with the few of the last three weeks that share with it what is rare.
It joins the thread of one it goes on from if it is tied to a fair part of that thread, so that
threads stay one story: a war, whose events all have something in common, is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from feeds.corrections import Rulings
from feeds.model import EventLink
from feeds.threads.linking import links, tied
from feeds.threads.shelf import LOOKBACK, Shelf, Shelved
from feeds.threads.told import Told

WORTH = 9.0  # rarity above the usual that a story must share with an event to be compared
MOST = 6  # events that a story is compared with
FAIR = 3  # an event must be tied to one in three of a thread's
LONGEST = 24  # events of a thread within the three weeks


@dataclass(frozen=True, slots=True)
class Threaded:
    """What changed: links from the events of `linked`, and the threads of events."""

    linked: tuple[str, ...] = ()
    links: tuple[EventLink, ...] = ()
    threads: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Changed:
    linked: dict[str, None] = field(default_factory=dict)
    threads: dict[str, None] = field(default_factory=dict)


def thread_id_of(event_id: str) -> str:
    """The id of the thread that an event begins; the same on every rebuild."""
    return "t" + event_id[1:]


class Threads:
    """Keeps the shelf of recent events, their links and their threads."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.heed(Rulings())
        self._links: dict[str, dict[str, list[EventLink]]] = {}  # later -> earlier -> links
        self._thread: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._changed = _Changed()

    def heed(self, rulings: Rulings) -> None:
        """Take note of the links that people drew or denied."""
        self._rulings = rulings
        self._said: dict[str, set[str]] = {}
        for pair in rulings.links:
            for one, other in (pair, pair[::-1]):
                self._said.setdefault(one, set()).add(other)

    def reaches_back_to(self) -> datetime:
        """The instant before which nothing is on the shelf."""
        if self.shelf.clock == float("-inf"):
            return datetime.min.replace(tzinfo=UTC)
        return datetime.fromtimestamp(self.shelf.clock, UTC) - LOOKBACK

    def remember(
        self,
        stories: Iterable[Told],
        known: Iterable[EventLink] = (),
        threads: Mapping[str, str] | None = None,
    ) -> None:
        """Take in stories whose links were found before, in order of arrival."""
        for told in stories:
            self.shelf.advance(told.at)
            self.shelf.put(told)
        for link in known:
            self._links.setdefault(link.from_event_id, {}).setdefault(link.to_event_id, []).append(
                link
            )
        for event_id, thread_id in sorted((threads or {}).items()):
            if thread_id:
                self._join(event_id, thread_id)
        self._changed = _Changed()

    def take(self, stories: Iterable[Told], gone: Iterable[tuple[str, str]] = ()) -> Threaded:
        """Link and thread the events of new stories; (gone, event) pairs say what
        went where before, in order."""
        self._changed = _Changed()
        for old_id, event_id in gone:
            self._merge(old_id, event_id)
        ended: list[str] = []
        for told in stories:
            ended += self.shelf.advance(told.at)
            event = self.shelf.put(told)
            if event is not None:
                self._consider(event, told)
        found = self._told()
        self._forget(ended)
        return found

    def _forget(self, event_ids: Iterable[str]) -> None:
        """Let go of events that are off the shelf; of a thread when its last one is."""
        for event_id in event_ids:
            if event_id in self.shelf.events:
                continue  # a late story brought it back
            self._links.pop(event_id, None)
            thread_id = self._thread.pop(event_id, "")
            if thread_id and not any(m in self._thread for m in self._members[thread_id]):
                del self._members[thread_id]

    def _consider(self, event: Shelved, told: Told) -> None:
        near = self.shelf.near(told, WORTH, MOST)
        said = self._said.get(event.id, set()).difference(near)
        for other_id in (*near, *sorted(name for name in said if name in self.shelf.events)):
            self._pair(event, self.shelf.events[other_id])

    def _pair(self, one: Shelved, other: Shelved) -> None:
        earlier, later = sorted((one, other), key=lambda event: (event.first_at, event.id))
        denied = self._rulings.unlinked(later.id, earlier.id)
        found = [] if denied else links(later, earlier, self.shelf.rarity)
        drawn = self._rulings.drawn(later.id, earlier.id)
        found += drawn
        self._links.get(earlier.id, {}).pop(later.id, None)  # the order of the two may turn
        held = self._links.setdefault(later.id, {})
        if found != held.get(earlier.id, []):
            self._changed.linked[later.id] = None
            held[earlier.id] = found
        if drawn:
            self._put_together(later.id, earlier.id)
        elif found:
            self._thread_of(later, earlier)

    def _put_together(self, later_id: str, earlier_id: str) -> None:
        """Put a later event into the thread of an earlier one, wherever it was, as people say."""
        thread_id = self._thread.get(earlier_id) or thread_id_of(earlier_id)
        for event_id in (earlier_id, later_id):
            if self._thread.get(event_id) != thread_id:
                self._leave(event_id)
                self._join(event_id, thread_id)

    def _thread_of(self, later: Shelved, earlier: Shelved) -> None:
        """Put both into one thread, where neither is in another already."""
        ours, theirs = self._thread.get(later.id, ""), self._thread.get(earlier.id, "")
        if ours and theirs:
            return
        if not ours and not theirs:
            thread_id = thread_id_of(earlier.id)
            self._join(earlier.id, thread_id)
            self._join(later.id, thread_id)
        elif self._belongs(earlier if ours else later, ours or theirs):
            self._join(earlier.id if ours else later.id, ours or theirs)

    def _belongs(self, event: Shelved, thread_id: str) -> bool:
        """Whether an event is tied to one in three of a thread's that are still on the shelf,
        or goes on from it or it from the event by what is said."""
        members = [self.shelf.events[m] for m in self._members[thread_id] if m in self.shelf.events]
        if len(members) >= LONGEST:
            return False
        close = sum(self._close(event, member) for member in members)
        return close * FAIR >= len(members)

    def _close(self, event: Shelved, member: Shelved) -> bool:
        held = (self._links.get(a.id, {}).get(b.id) for a, b in ((event, member), (member, event)))
        return any(held) or tied(event, member, self.shelf.rarity)

    def _join(self, event_id: str, thread_id: str) -> None:
        self._thread[event_id] = thread_id
        self._members.setdefault(thread_id, []).append(event_id)
        self._changed.threads[event_id] = None

    def _leave(self, event_id: str) -> str:
        """Take an event out of its thread; the thread's id, "" where it was in none."""
        thread_id = self._thread.pop(event_id, "")
        if thread_id:
            self._members[thread_id].remove(event_id)
            self._changed.threads[event_id] = None
        return thread_id

    def _merge(self, old_id: str, event_id: str) -> None:
        """What an event that is gone had becomes the other's."""
        held = self.shelf.events.get(old_id)
        for told in held.stories if held else ():
            self.shelf.put(replace(told, event_id=event_id))
        self.shelf.remove(old_id)
        self._links.pop(old_id, None)
        for later_id, found in self._links.items():
            if found.pop(old_id, None):
                self._changed.linked[later_id] = None
        if thread_id := self._leave(old_id):
            if event_id not in self._thread:
                self._join(event_id, thread_id)
            elif len(self._members[thread_id]) == 1:
                self._leave(self._members[thread_id][0])
        if event_id in self.shelf.events:
            for told in list(self.shelf.events[event_id].stories):
                self._consider(self.shelf.events[event_id], told)

    def _told(self) -> Threaded:
        linked = tuple(sorted(self._changed.linked))
        return Threaded(
            linked,
            tuple(
                link
                for later in linked
                for earlier in sorted(self._links.get(later, {}))
                for link in self._links[later][earlier]
            ),
            tuple(
                (event_id, self._thread.get(event_id, ""))
                for event_id in sorted(self._changed.threads)
            ),
        )
