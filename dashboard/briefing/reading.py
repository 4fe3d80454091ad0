"""The week's tables, each read once, when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.data import Desk
from dashboard.figures.quiet import WORTH
from dashboard.shared_events import shared_events
from feeds import coverage
from feeds.coverage import Basis, Selection
from feeds.coverage.numbered import NEWS
from feeds.coverage.outlets import outlets

EVERYTHING = 10_000_000
NONE_FOUND = WORTH[0]  # silent, though it was watched
WEEKS = 8
PRINTED = 10  # events in the list
HALF = 0.5  # observed part of both weeks below which no change is told
SURE = 0.9  # observed part from which a week serves to compare
EVEN = 0.05  # a larger difference in exposure may explain a change in counts


@dataclass(frozen=True, slots=True)
class Week:
    """What was counted in one week: reach, reprints among it, outlets with a story, exposure."""

    from_at: datetime
    stories: int
    reprints: int
    outlets: int
    watched: int
    exposure: float


class Reading:
    """Tables of one week and of the eight before it."""

    def __init__(self, desk: Desk, selection: Selection) -> None:
        self.desk, self.selection = desk, replace(selection, counting="reach")
        self.reporting = replace(selection, counting="reporting")
        self.subject = desk.subject()
        self.before = self.earlier(1)

    def earlier(self, weeks: int) -> Selection:
        """The same a number of weeks before, by the calendar of the zone."""
        return replace(
            self.selection,
            from_at=_back(self.selection.from_at, self.selection.tz, weeks),
            to_at=_back(self.selection.to_at, self.selection.tz, weeks),
        )

    @property
    def basis(self) -> Basis:
        """What the week's figures rest on."""
        return self.desk.basis(self.selection)

    @cached_property
    def weeks(self) -> list[Week]:
        """This week and the eight before it, this one last."""
        return [self._week(self.earlier(back)) for back in range(WEEKS, -1, -1)]

    def _week(self, selection: Selection) -> Week:
        held = self.desk.basis(selection)
        volume = self.desk.volume(replace(selection, rows="outlet"))
        told = volume[volume["count"] > 0]["row"].nunique()
        return Week(
            selection.from_at, held.stories, held.reprints, told, held.outlets, held.exposure
        )

    @property
    def comparable(self) -> bool:
        """Whether this week and the one before it were observed enough to tell a change."""
        return min(self.weeks[-1].exposure, self.weeks[-2].exposure) >= HALF

    @cached_property
    def topics(self) -> pd.DataFrame:
        """topic (id), now, before, median (of the eight weeks before that were observed; NaN
        where none was): stories, reprints counted once, most first; those of any of the weeks."""
        held = {
            week: by_topic(self.desk, self.earlier(week))
            for week in range(WEEKS + 1)
            if week < 2 or self.weeks[WEEKS - week].exposure >= SURE
        }
        ids = dict.fromkeys(
            [t.id for t in self.subject.topics] + [t for w in held for t in held[w]]
        )
        sure = [w for w in held if w and self.weeks[WEEKS - w].exposure >= SURE]
        rows = [
            (t, held[0].get(t, 0), held[1].get(t, 0), _median([held[w].get(t, 0) for w in sure]))
            for t in ids
        ]
        table = pd.DataFrame(rows, columns=["topic", "now", "before", "median"])
        by = ["now", "before", "topic"]
        return table.sort_values(by, ascending=[False, False, True], ignore_index=True)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The events that two outlets or more told, most stories first, in the reader's words."""
        return self.desk.withheld(shared_events(self.desk.store, self.subject, self.selection))

    @cached_property
    def late(self) -> dict[str, tuple[float, float]]:
        """By event: the hours between which the median lies by which outlets that
        surely did not lead the event came after its first story, with news of their own."""
        events = tuple(sorted(self.events["event_id"].astype(str).head(PRINTED))) or ("",)
        table = coverage.lags(
            self.desk.store, replace(self.selection, rows="outlet", topics=(), events=events)
        )
        others = table[~table["may_lead"] & ~table["reprint"] & (table["form"] == NEWS)]
        hours = others.assign(
            low=others["dated_low_hours"].clip(lower=0), high=others["high_hours"]
        )
        medians = hours.groupby("event_id")[["low", "high"]].median()
        return {str(event): (low, high) for event, low, high in medians.itertuples()}

    def begun(self, event_id: str) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The time in which an event's first story was published, as its date allows."""
        stories = self.desk.event_stories(self.of(event_id), event_id)
        return stories["earliest_at"].min(), stories["latest_at"].min()

    def of(self, event_id: str) -> Selection:
        """The week's selection of one event."""
        return replace(self.selection, events=(event_id,))

    @cached_property
    def outlets(self) -> pd.DataFrame:
        """Every watched outlet: `coverage.outlets.outlets`."""
        return self.desk.read(outlets, self.selection)

    @cached_property
    def quiet_groups(self) -> pd.DataFrame:
        """`coverage.silence` by group: lines without a story that say something."""
        return self._quiet("group")

    @cached_property
    def quiet_outlets(self) -> pd.DataFrame:
        """The same by outlet."""
        return self._quiet("outlet")

    def _quiet(self, rows: str) -> pd.DataFrame:
        asked = replace(self.selection, rows=rows)  # type: ignore[arg-type]
        table = self.desk.read(coverage.silence, asked)
        told = table[table["verdict"].isin(WORTH) & (table["expected"] >= 1)]
        return told.sort_values(
            ["expected", "about", "row"], ascending=[False, True, True], ignore_index=True
        )

    @cached_property
    def stories(self) -> pd.DataFrame:
        """Every story of the week, newest first, however many."""
        return all_stories(self.desk, self.selection)


def all_stories(desk: Desk, selection: Selection) -> pd.DataFrame:
    """Every story of a selection, however many, each once."""
    table = coverage.stories(desk.store, selection, limit=EVERYTHING)
    return desk.withheld(table.drop_duplicates("id", ignore_index=True))


def by_topic(desk: Desk, selection: Selection) -> dict[str, int]:
    """Stories by topic, reprints counted once."""
    volume = desk.volume(replace(selection, rows="topic", counting="reporting"))
    return {str(t): int(n) for t, n in volume.groupby("row")["count"].sum().items()}


def _median(counts: list[int]) -> float:
    return float(pd.Series(counts).median()) if counts else float("nan")


def _back(at: datetime, tz: ZoneInfo, weeks: int) -> datetime:
    """The same time of day a number of weeks before."""
    local = pd.Timestamp(at).tz_convert(tz).tz_localize(None) - pd.Timedelta(weeks=weeks)
    moved = local.tz_localize(tz, ambiguous=True, nonexistent="shift_forward")
    return moved.tz_convert("UTC").to_pydatetime()
