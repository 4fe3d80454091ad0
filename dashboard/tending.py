"""What an editor does to feeds from the page: look for them, watch them, switch them off."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from getpass import getuser
from secrets import token_urlsafe
from threading import Lock, Thread
from typing import TYPE_CHECKING

from dashboard import adding
from feeds.errors import CoverlineError, SelectionError
from feeds.model import FeedState, Outlet
from feeds.opening import Opened, keep_imported, known_outlets
from feeds.opml import OpmlReading, inspect_opml
from feeds.settings import Settings
from feeds.store.audited.tables import Edit
from feeds.switches import switch_off

if TYPE_CHECKING:
    from feeds.discover.finding import Found

MOST = 8  # searches that are remembered
AT_ONCE = 2
LARGEST = 4_000_000  # bytes of a list


@dataclass(slots=True)
class Search:
    """A search for feeds that goes on beside the page; `found` or `error` once it is over."""

    url: str
    asked: int = 0
    answered: int = 0
    found: Found | None = None
    error: CoverlineError | None = None

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.found is not None or self.error is not None


@dataclass
class Tending:
    """Feeds of one store, as its editors change them."""

    opened: Opened
    settings: Settings
    who: Callable[[], str] = getuser  # whom the audit log names
    _searches: OrderedDict[str, Search] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def look(self, text: str) -> str:
        """Begin to look for the feeds of an address; the search's name. ConfigError in words."""
        search = Search(adding.address(text.strip()))
        with self._lock:
            if sum(not held.over for held in self._searches.values()) >= AT_ONCE:
                raise SelectionError("Others are being looked for.", "Wait until they are found.")
            name = token_urlsafe(9)
            self._searches[name] = search
            while len(self._searches) > MOST:
                self._searches.popitem(last=False)
        Thread(target=self._find, args=(search,), name="feeds", daemon=True).start()
        return name

    def search(self, name: str) -> Search:
        """A search that was begun; SelectionError where it is forgotten."""
        with self._lock:
            if name not in self._searches:
                raise SelectionError("That search is forgotten.", "Look for the feed again.")
            return self._searches[name]

    def _find(self, search: Search) -> None:
        from feeds.discover.finding import find  # brings the network along

        def tick(done: int, all_: int) -> None:
            search.answered, search.asked = done, all_

        try:
            found = asyncio.run(find(search.url, self.settings, "", tick))
            search.error = adding.refused(found, search.url)
            search.found = None if search.error else found
        except CoverlineError as error:
            search.error = error
        except Exception as error:  # the page must not wait for a thread that is gone
            search.error = CoverlineError(
                f"Looking at {search.url} failed: {error}", "Try its feed's own address."
            )

    def watch(self, name: str, places: Sequence[int], outlet: str, zone: str) -> list[str]:
        """Watch the feeds at those places of a search from now on; what came of each."""
        search = self.search(name)
        good = search.found.good if search.found else []
        chosen = [good[place] for place in places if 0 <= place < len(good)]
        if not chosen or search.found is None:
            raise SelectionError("No feed is chosen.", "Mark at least one of them.")
        whose = adding.Whose(outlet.strip(), adding.checked_zone(zone.strip(), "The zone"))
        told = adding.watched(self.opened, self.settings, search.found, chosen, whose)
        for trial in chosen:
            self.note("feed add", trial.url, "", "watched")
        return told

    def off(self, feed_id: str) -> None:
        """Poll a feed no more."""
        before = self._state(self._feed(feed_id), feed_id)
        switch_off(self.opened.store, feed_id)
        self._note("feed off", feed_id, before, "off")

    def on(self, feed_id: str) -> None:
        """Poll a feed that was switched off, or that said it was gone, from the next pass on."""
        outlet = self._feed(feed_id)
        before = self._state(outlet, feed_id)
        keep_imported(self.opened.store, [outlet])
        state = self.opened.store.states_of([feed_id]).get(feed_id)
        if state is not None and state.retired:
            self.opened.store.keep_states([asked_again(state)])
        self._note("feed on", feed_id, before, "on")

    def accept(self, feed_id: str) -> None:
        """Take what a feed is now for right."""
        from feeds.ledger.traits import forgotten

        state = self.opened.store.states_of([feed_id]).get(feed_id)
        if state is None:
            raise SelectionError(f"{feed_id} was never polled.", "Wait for its first poll.")
        self.opened.store.keep_states([forgotten(state)])
        self._note("feed accept", feed_id, f"{state.title} {state.link_host}".strip(), "as it is")

    def listed(self, data: bytes, name: str) -> tuple[OpmlReading, int]:
        """What an OPML list holds, and how many of its feeds are new here."""
        if len(data) > LARGEST:
            raise SelectionError("The list is too large.", "Give one of at most 4 MB.")
        reading = inspect_opml(data, name, known_outlets(self.opened))
        held = {feed.id for outlet in self.opened.store.outlets() for feed in outlet.feeds}
        ids = {feed.id for outlet in reading.outlets for feed in outlet.feeds}
        return reading, len(ids - held)

    def take_in(self, data: bytes, name: str) -> int:
        """Watch the feeds of a list from now on; how many were not watched before."""
        reading, _ = self.listed(data, name)
        new = keep_imported(self.opened.store, reading.outlets)
        self.note("feeds import", name, "", f"{new} new")
        return new

    def note(self, deed: str, target: str, before: str, after: str) -> None:
        """Keep in the audit log what was done to feeds."""
        edit = Edit(datetime.now(UTC), self.who(), deed, target, before, after)
        self.opened.store.note_edit(edit)

    def _note(self, deed: str, feed_id: str, before: str, after: str) -> None:
        self.note(deed, f"feed:{feed_id.removeprefix('feed:')}", before, after)

    def _state(self, outlet: Outlet, feed_id: str) -> str:
        """Whether a feed is polled: off, retired or on."""
        state = self.opened.store.states_of([feed_id]).get(feed_id)
        if state is not None and state.retired:
            return "retired"
        stored = {f.id: f for o in self.opened.store.outlets() for f in o.feeds}
        return "on" if stored.get(feed_id, outlet.feeds[0]).enabled else "off"

    def _feed(self, feed_id: str) -> Outlet:
        """The outlet of a feed with just that feed, switched on."""
        for outlet in known_outlets(self.opened):
            for feed in outlet.feeds:
                if feed.id == feed_id:
                    return replace(outlet, feeds=(replace(feed, enabled=True),))
        raise SelectionError(f"There is no feed “{feed_id}”.", "Choose one from the table.")


def asked_again(state: FeedState) -> FeedState:
    """The memory of a feed that said it was gone, as if it had not (pure)."""
    return replace(state, retired=False, failures=0, next_due_at=None)
