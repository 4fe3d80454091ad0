"""The pages' only door to feeds: tables by what was asked, kept while the data stay the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pandas as pd

from dashboard import noting
from dashboard.access.reader import signed
from dashboard.figures.notes import Note
from dashboard.telling_desk import Telling
from feeds import coverage
from feeds.cluster.events import called_in
from feeds.correcting import Asked as Asking
from feeds.correcting import Done, correct
from feeds.coverage import Basis, Selection
from feeds.coverage.feed_days import feed_days
from feeds.model import Correction, Poll

LAST_POLLS = 10
HOUR = pd.Timedelta(hours=1)


class Desk(Telling):
    """Tables of one store, on demand."""

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

    def asking(self, author: str, at: datetime, note: str) -> Asking:
        """An analyst's way to make corrections."""
        owner = self._one().owner if self._seen else ""
        return Asking(*self._all, signed(author), at, note, owner)

    def correct(self, correction: Correction) -> Done:
        """Make a correction; one at a time."""
        with self._editing:
            return correct(*self._all, correction)

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
