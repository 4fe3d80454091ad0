"""One pass, in order: due | fetch | parse | judge | record, then derive | save, then pages.

Only this file and the poller know the order of the stages. Polling writes what feeds said;
deriving turns entries that no story was made of yet into dated, identified stories, events and
topics. A pass that finds nothing new changes nothing, and one that was cut off is taken up again
where the last transaction ended. What only one half needs is imported when that half has work:
looking whether anything is due is done every minute.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from feeds.model import OBSERVING, Outlet, Poll, Subject
from feeds.schedule import due
from feeds.settings import Settings
from feeds.store.protocol import Store

if TYPE_CHECKING:
    from feeds.derive import Deriver
    from feeds.engine import Engine
    from feeds.pages.run import PageReader

Tick = Callable[[int, int], None]


@dataclass(slots=True)
class PassReport:
    """What one pass did."""

    polls: list[Poll] = field(default_factory=list)
    stories: int = 0
    events: int = 0
    pages: int = 0  # asked for
    redated: int = 0  # stories that they dated better
    handed_on: bool = False  # another process dates and groups what came

    @property
    def entries_new(self) -> int:
        """Entries that were not known before."""
        return sum(poll.entries_new for poll in self.polls)

    @property
    def failed(self) -> list[Poll]:
        """Polls that observed nothing."""
        return [poll for poll in self.polls if poll.outcome not in OBSERVING]


class Pipeline:
    """Passes over one store; keeps the window of recent stories between them.

    The subject is asked for when there is something to derive: mostly nothing is due.
    """

    def __init__(
        self,
        store: Store,
        subject: Callable[[], Subject],
        outlets: Sequence[Outlet],
        settings: Settings,
    ) -> None:
        self.store, self.subject, self.settings = store, subject, settings
        self.outlets = tuple(outlets)
        self._deriver: Deriver | None = None
        self._seat = ""
        self._page_reader: PageReader | None = None
        store.save_outlets(self.outlets)

    def run(
        self,
        clock: Callable[[], datetime],
        everything: bool = False,
        polled: Tick = lambda done, total: None,
        derived: Tick = lambda done, total: None,
        visited: Tick = lambda done, total: None,
    ) -> PassReport:
        """Poll what is due by the clock, derive what is new, and read pages where that is asked."""
        report = self.poll(clock, everything, polled)
        report.stories, report.events = self.derive(derived)
        report.handed_on = not self._seat
        if report.events:
            self.find_topics(clock())
        if self.settings.fetch_pages and self.store.derives():
            report.pages, report.redated = self.read_pages(clock, visited)
        return report

    def poll(
        self,
        clock: Callable[[], datetime],
        everything: bool = False,
        tick: Tick = lambda done, total: None,
    ) -> PassReport:
        """Poll the feeds that are due, or all that are on, and record what came."""
        report = PassReport()
        feeds = [feed for outlet in self.outlets for feed in outlet.feeds]
        states = self.store.due_states()
        wanted = due(feeds, states, clock(), everything)
        if wanted:
            from feeds.polling.holding import Holding
            from feeds.polling.poller import Poller
            from feeds.polling.saying import saying

            poller, holding = Poller(self.store, self.settings, clock), Holding(feeds, states)
            recorded = saying(self.settings.log, report.polls.append)
            poller.run(wanted, holding, recorded, tick, seen=states)
        return report

    def derive(
        self, tick: Tick = lambda done, total: None, engine: Engine | None = None
    ) -> tuple[int, int]:
        """Turn new entries into stories; (stories new or changed, new events). Where another
        process does so for this store, it takes on this one's entries. An engine that helps has
        to stay for as long as this process is the one that does so."""
        seat = self.store.derives()
        if seat != self._seat:  # what it remembers of the store may be over by now
            self._deriver, self._seat = None, seat
        if not seat:
            return 0, 0
        if self._deriver is None:
            if not _waiting(self.store):
                return 0, 0
            from feeds.derive import Deriver

            self._deriver = Deriver(self.store, self.subject(), self.settings.vectors, engine)
        return self._deriver.run(tick)

    def take_on(self) -> int:
        """Derive what other pollers of the store brought, if that is this process's part;
        stories new or changed."""
        if not self.store.derives() or not _waiting(self.store):
            return 0
        return self.derive()[0]

    def find_topics(self, now: datetime) -> None:
        """Look for topics that events came back to, where a day has gone by since."""
        from feeds.recurring import find_topics, is_due

        if is_due(self.store, now):
            find_topics(self.store, now)

    def read_pages(
        self, clock: Callable[[], datetime], tick: Tick = lambda done, total: None
    ) -> tuple[int, int]:
        """Read the pages of stories whose date is open; (pages asked for, stories re-dated)."""
        if self._page_reader is None:
            from feeds.pages.run import PageReader

            self._page_reader = PageReader(self.store, self.subject(), self.settings)
        looked = self._page_reader.run(clock, tick)
        return looked.asked, looked.redated


def _waiting(store: Store) -> bool:
    """Whether an entry has no story yet, or a story no event: a pass was cut off in between."""
    if store.entries_after(store.cursor(), 1):
        return True
    return any(store.unplaced(timedelta(0), late, limit=1) for late in (False, True))


def nothing_answered(report: PassReport, store: Store) -> bool:
    """Whether a poll of a store without stories brought nothing at all."""
    if store.counts()["stories"]:
        return False
    return bool(report.polls) and len(report.failed) == len(report.polls)
