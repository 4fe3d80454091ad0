"""The pages' only door to feeds: tables by what was asked, kept while the data stay the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

import pandas as pd

from dashboard import choosing, noting
from dashboard.access.reader import editor, signed
from dashboard.explain import pair, story
from dashboard.explain.told import Told
from dashboard.figures import lags
from dashboard.figures.notes import Note
from dashboard.kept import Kept
from dashboard.selection import Span
from dashboard.tending import Tending
from dashboard.withholding import withheld
from dashboard.wording import wrong
from dashboard.words import Names, names
from feeds import coverage
from feeds.cluster.events import called_in
from feeds.correcting import Asked as Asking
from feeds.correcting import Done, correct
from feeds.coverage import Basis, Selection
from feeds.coverage.feed_days import feed_days
from feeds.coverage.listed import when
from feeds.model import Correction, Poll, Subject
from feeds.opening import Opened, tellings
from feeds.store.protocol import Store

KEPT, PAGES = 128, 32  # tables, and pages as they were drawn
LAST_POLLS = 10
HOUR = pd.Timedelta(hours=1)
WHOLE = ("suppressed", "subject")  # what names are found with
T = TypeVar("T")


class Desk:
    """Tables of one store, on demand."""

    def __init__(
        self, store: Store, subject: Subject, editor: str = "", tending: Tending | None = None
    ) -> None:
        """`editor` is who edits where no gate says so, "" for nobody; `tending` what looks
        after the feeds, where the page may. With further subjects beside it, the one that a
        request names is shown, else the first."""
        self._all, self.tending, self._owner = (store, subject), tending, editor
        self._editing = Lock()
        held = tellings(store) if subject.beside else ()
        self._seen = {one.subject.id: one for one in held}
        self._kept, self._pages = Kept(KEPT), Kept(PAGES)
        self._version: ContextVar[str] = ContextVar("data_version", default="")

    @property
    def store(self) -> Store:
        """The store as the subject sees it that the request is about."""
        return self._one().store if self._seen else self._all[0]

    @property
    def _subject(self) -> Subject:
        return self._one().subject if self._seen else self._all[1]

    def _one(self) -> Opened:
        return self._seen.get(choosing.asked()) or next(iter(self._seen.values()))

    def subjects(self) -> tuple[Subject, ...]:
        """The subjects that a reader may choose among; none where there is one only."""
        return tuple(one.subject for one in self._seen.values())

    @property
    def editor(self) -> str:
        """Who edits in this request, "" where it may only read."""
        return editor() or self._owner

    def _keep(self, make: Callable[[], T], *key: object) -> T:
        """What `make` gives, once per key and state of the data, without the names that are
        kept off every page: whatever is shown comes through here or `withheld`."""
        return self._kept.get(
            lambda: make() if key[0] in WHOLE else self.withheld(make()),
            (self.version(), *map(repr, key)),
        )

    def version(self) -> str:
        """The state of the data: what a page being drawn began with, else what it is now."""
        return self._version.get() or self.store.data_version()

    @contextmanager
    def drawing(self) -> Iterator[str]:
        """While a page is drawn its state of the data is asked for once."""
        token = self._version.set(self.store.data_version())
        try:
            yield self._version.get()
        finally:
            self._version.reset(token)

    def page(self, draw: Callable[[], T], *asked: Hashable) -> T:
        """What `draw` gives for an address, drawn once for each state of the data."""
        return self._pages.get(draw, (self.store.data_version(), *asked))

    def kept(self, make: Callable[[], T], *key: object) -> T:
        """The same for what other modules of the door make."""
        return self._keep(make, *key)

    def suppressed(self) -> tuple[str, ...]:
        """The names that are kept off every page."""
        return self._keep(lambda: tuple(n.name for n in self.store.suppressed()), "suppressed")

    def withheld(self, shown: T) -> T:
        """A text, table or record as readers may see it."""
        return withheld(shown, self.suppressed())

    def subject(self) -> Subject:
        """The subject with the outlets that the store holds, imported ones too."""

        def merged() -> Subject:
            stored = {outlet.id: outlet for outlet in self.store.outlets()}
            both = {outlet.id: outlet for outlet in self._subject.outlets} | stored
            synthetic = self._subject.synthetic or self.store.meta("kind") == "demo"
            return replace(self._subject, outlets=tuple(both.values()), synthetic=synthetic)

        return self._keep(merged, "subject")

    def span(self) -> Span | None:
        """First and last poll."""
        return self._keep(self.store.span, "span")

    def names(self, selection: Selection, lang: str) -> Names:
        """Labels for a selection."""
        return self.withheld(names(self.subject(), selection.grouping, lang))

    def read(
        self, table: Callable[[Store, Selection], pd.DataFrame], selection: Selection
    ) -> pd.DataFrame:
        """Any other table of coverage."""
        return self._keep(lambda: table(self.store, selection), table.__name__, selection)

    def volume(self, selection: Selection) -> pd.DataFrame:
        """Stories by row, series and bin."""
        return self._keep(lambda: coverage.volume(self.store, selection), "volume", selection)

    def missing(self, selection: Selection) -> pd.DataFrame:
        """The part of each row and bin that was not observed."""
        return self._keep(lambda: coverage.missing(self.store, selection), "missing", selection)

    def exposure(self, selection: Selection) -> pd.DataFrame:
        """What became of each outlet's time."""
        return self._keep(lambda: coverage.exposure(self.store, selection), "exposure", selection)

    def group_exposure(self, selection: Selection) -> pd.DataFrame:
        """The observed part by group."""
        return self._keep(
            lambda: coverage.group_exposure(self.store, selection), "group_exposure", selection
        )

    def bins(self, selection: Selection) -> list[pd.Timestamp]:
        """All bin starts."""
        return coverage.bins(selection)

    def basis(self, selection: Selection) -> Basis:
        """What the selection's figures rest on."""
        return self._keep(lambda: coverage.basis(self.store, selection), "basis", selection)

    def stories(
        self, selection: Selection, row: str = "", at: str = "", series: str = ""
    ) -> pd.DataFrame:
        """The stories of the selection or of one bar, newest first."""
        bin_at = pd.Timestamp(at).tz_convert(selection.zone) if at else None
        asked = one_bin(selection, bin_at) if bin_at is not None else selection
        return self._keep(
            lambda: coverage.stories(self.store, asked, row or None, bin_at, series or None),
            "stories",
            selection,
            row,
            at,
            series,
        )

    def events(self, selection: Selection, lang: str = "en") -> pd.DataFrame:
        """The events with most stories, called as for a reader of a language."""
        return self._keep(lambda: self._called(selection, lang), "events", selection, lang)

    def _called(self, selection: Selection, lang: str) -> pd.DataFrame:
        table = coverage.events(self.store, selection)
        held = self.store.events(table["event_id"].tolist())
        called = {event_id: called_in(event, lang or "en")[0] for event_id, event in held.items()}
        return table.assign(label=table["event_id"].map(called).fillna(table["label"]))

    def event_label(self, event_id: str, lang: str = "en") -> str:
        """The event's headline for a reader of a language, or SelectionError."""
        found = self.store.events([event_id])
        if event_id not in found:
            raise wrong("event", name=event_id)
        return self.withheld(called_in(found[event_id], lang or "en")[0])

    def current_event(self, event_id: str) -> str:
        """Where an event is now, by any id that it ever had."""
        return self.store.current_event(event_id)

    def pair(self, one: str, other: str) -> Told:
        """Why two stories are together or apart."""
        return self._keep(
            lambda: pair.told(pair.read(self.store, one, other), self._subject.zone),
            "pair",
            one,
            other,
        )

    def asking(self, author: str, at: datetime, note: str) -> Asking:
        """An analyst's way to make corrections."""
        owner = self._one().owner if self._seen else ""
        return Asking(*self._all, signed(author), at, note, owner)

    def correct(self, correction: Correction) -> Done:
        """Make a correction; one at a time."""
        with self._editing:
            return correct(*self._all, correction)

    def event_stories(self, selection: Selection, event_id: str) -> pd.DataFrame:
        """Every story of an event with its outlet's group, oldest first, and whether it may have
        been first or how far behind it was: see `lags.timed`."""
        asked = (event_id, selection.as_of, selection.zone, selection.grouping.id)
        day = selection.last_day
        return self._keep(lambda: self._told(selection, event_id), "told", *asked, day)

    def _told(self, selection: Selection, event_id: str) -> pd.DataFrame:
        table = coverage.event_stories(self.store, event_id, selection.as_of)
        if not table.empty:
            firsts, late = self._when(selection, event_id, table)
            table = lags.timed(table, late, firsts)
        groups = table["outlet_id"].map(self.groups(selection)).fillna("rest")
        return table.assign(group=groups)

    def _when(
        self, selection: Selection, event_id: str, stories: pd.DataFrame
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Over the event's whole life, whatever span and outlets are looked at."""
        ends = stories[["published_at", "first_seen_at"]]
        from_at, to_at = ends.min().min().to_pydatetime(), ends.max().max().to_pydatetime()
        whole = Selection(from_at, to_at + timedelta(days=1), selection.zone, rows="outlet")
        asked = replace(whole, events=(event_id,), as_of=selection.as_of)
        return self._keep(lambda: when(self.store, asked), "when", asked)

    def story(self, story_id: str, zone: str) -> Told:
        """A story with all that its date rests on, told in a zone; or SelectionError."""
        return self._keep(
            lambda: story.told(story.read(self.store, story_id), zone), "story", story_id, zone
        )

    def groups(self, selection: Selection) -> dict[str, str]:
        """Outlet id -> group id on the span's last day."""
        day = selection.last_day
        return {o.id: selection.grouping.group_of(o, day) for o in self.subject().outlets}

    def feeds(self, now: datetime) -> pd.DataFrame:
        """The state of every feed, as of the minute."""
        minute = now.replace(second=0, microsecond=0)
        return self._keep(lambda: coverage.feed_states(self.store, now), "feeds", minute)

    def feed_days(self, zone: str) -> pd.DataFrame:
        """What became of each feed's last four weeks, day by day."""
        span = self.span()
        if span is None:
            return pd.DataFrame()
        return self._keep(lambda: feed_days(self.store, span[1], zone), "feed_days", span, zone)

    def feed_polls(self, feed_id: str) -> list[Poll]:
        """Its last polls of its own, newest first."""
        own = [poll for poll in self.store.polls(feed_id) if not poll.source]
        return self.withheld(own[: -LAST_POLLS - 1 : -1])

    def notes(self, selection: Selection, lang: str = "en") -> list[Note]:
        """For each burst of a row the headline of the event that explains it."""
        if not noting.burst(selection):
            return []
        table = self.read(coverage.bursts, selection)
        held = self.store.events(sorted(set(table["event_id"])))
        called = {name: called_in(event, lang or "en")[0] for name, event in held.items()}
        volume = self.volume(selection)
        return noting.notes(table, volume, self.withheld(called), selection.zone)


def one_bin(selection: Selection, at: pd.Timestamp) -> Selection:
    """The selection narrowed to the bin that begins at `at`, so that no more is read."""
    start = at.to_pydatetime()
    return replace(selection, from_at=start, to_at=start + timedelta(minutes=1))


def runs(exposure: pd.DataFrame, size: pd.Timedelta = HOUR) -> pd.DataFrame:
    """Consecutive bins of a size less than half of which was observed or captured, joined
    (pure)."""
    found: list[tuple[str, pd.Timestamp, pd.Timestamp]] = []
    known = exposure["observed"] + exposure["captured"]
    dark = exposure[known < 0.5].sort_values(["outlet_id", "bin_at"])
    for outlet, at in zip(dark["outlet_id"], dark["bin_at"], strict=True):
        if found and found[-1][0] == outlet and found[-1][2] == at:
            found[-1] = (outlet, found[-1][1], at + size)
        else:
            found.append((outlet, at, at + size))
    return pd.DataFrame(found, columns=["outlet_id", "from_at", "to_at"])
