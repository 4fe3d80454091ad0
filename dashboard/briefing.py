"""A week's briefing as plain data: sentences, tables and figures, every number from a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from dashboard import briefing_events, briefing_health, briefing_tables, sentences
from dashboard.briefing_health import all_stories
from dashboard.data import Desk
from dashboard.figure_more import drawer
from dashboard.figure_set import PLAIN, event_lanes, top_events
from dashboard.figures.clockface import span
from dashboard.figures.paper import zone_words
from dashboard.show import Heading, Lines, Table
from dashboard.weeks import week_of, week_selection
from dashboard.words import Names
from feeds.coverage import Selection
from feeds.coverage.outlets import outlets
from feeds.model import Subject
from feeds.opening import open_real
from feeds.settings import load
from feeds.store.protocol import Store

LEADING = 5  # topics whose silent groups are named
ENOUGH = 5  # stories on a topic before a group's silence on it says anything


class Briefing:
    """The week of a selection; tables are read once, when they are first asked for."""

    def __init__(self, store: Store, subject: Subject, selection: Selection) -> None:
        self.desk = Desk(store, subject)
        self.subject = self.desk.subject()
        self.selection = replace(selection, counting="reach")
        self.before = replace(
            self.selection,
            from_at=_week_before(selection),
            to_at=selection.from_at,
        )
        self.names: Names = self.desk.names(selection, "en")

    @property
    def week(self) -> str:
        """`2026-W01`."""
        return week_of(self.selection)

    @property
    def heading(self) -> Heading:
        """Title and the grey line: days, zone, cut-off."""
        days = span(*(self._local(at) for at in (self.selection.from_at, self.selection.to_at)))
        cutoff = self._local(self.desk.basis(self.selection).cutoff)
        invented = "Synthetic data, invented outlets. " if self.subject.synthetic else ""
        return Heading(
            f"{self.subject.label}: week {self.week}",
            f"{invented}{days}, {zone_words(self.selection.zone)}."
            f" Known at {cutoff:%-d %b %Y %H:%M}.",
        )

    @cached_property
    def summary(self) -> Lines:
        """The week in about five sentences."""
        week, earlier = self._week(self.selection), self._week(self.before)
        told = [
            sentences.size(week, quoted_subject(self.subject)),
            self._not_over(),
            sentences.change(week, earlier),
            sentences.leading([(t.label, t.count) for t in self.topic_rows]),
            self._moved(week, earlier),
            briefing_events.biggest(self._events, self.names),
            briefing_events.firsts(self._events, self.names) if week.stories else "",
            sentences.late(self._late()),
        ]
        return Lines(tuple(text for text in told if text))

    @cached_property
    def silences(self) -> Lines:
        """Outlets and groups without a story, with the evidence that they were watched."""
        stories = self.desk.basis(self.selection).stories
        if not stories:
            return Lines(
                ("No story on the subject is known of this week, so no outlet stands out.",)
            )
        quiet = [outlet for outlet in self.outlet_rows if not outlet.count]
        told = [sentences.silent(outlet, stories) for outlet in quiet] + self._silent_groups()
        return Lines(tuple(told) or ("Every watched outlet had a story on the subject.",))

    @cached_property
    def health(self) -> Lines:
        """What the briefing rests on and what it cannot know."""
        return Lines(briefing_health.lines(self.desk, self.selection, self.names))

    @cached_property
    def topics(self) -> Table:
        """Topics up and down."""
        known = self.desk.basis(self.before).exposure > 0
        return briefing_tables.topics(self.topic_rows, known)

    @cached_property
    def events(self) -> Table:
        """The events with most stories, with who was first and the median lag."""
        return briefing_events.table(self._events, self.names, self.selection.zone)

    @cached_property
    def outlets(self) -> Table:
        """Every watched outlet with its exposure."""
        groups = {
            self.names.outlets.get(o, o): g for o, g in self.desk.groups(self.selection).items()
        }
        return briefing_tables.outlets(self.outlet_rows, groups, self.names)

    @cached_property
    def stories(self) -> Table:
        """The week's stories with links and how their time is known."""
        table = all_stories(self.desk, self.selection)
        return briefing_tables.stories(table, self.names, self.selection.zone)

    def figure(self, name: str) -> go.Figure:
        """One of the figures of `coverline export`, reprints counted once."""
        once = replace(self.selection, counting="reporting")
        return drawer(name)(self.desk, once, PLAIN).figure

    @property
    def event_figures(self) -> list[go.Figure]:
        """The lanes of the events with most stories."""
        events = top_events(self.desk, self.selection)
        chosen = (replace(self.selection, events=(event,)) for event in events)
        return [event_lanes(self.desk, one).figure for one in chosen]

    @cached_property
    def topic_rows(self) -> list[briefing_tables.Topic]:
        """Topics, most stories first, reprints counted once; those of either week."""
        now, before = (self._by_topic(s) for s in (self.selection, self.before))
        labels = {topic.id: topic.label for topic in self.subject.topics}
        rows = [
            briefing_tables.Topic(labels.get(t, t), now.get(t, 0), before.get(t, 0))
            for t in dict.fromkeys([*labels, *now, *before])
        ]
        return sorted(rows, key=lambda row: (-row.count, -row.before, row.label))

    @cached_property
    def outlet_rows(self) -> list[sentences.Outlet]:
        """Watched outlets, most stories first, reprints counted."""
        table = outlets(self.desk.store, self.selection)
        parts = {o.id: all(f.scope != "all" for f in o.feeds) for o in self.subject.outlets}
        return [
            sentences.Outlet(
                self.names.outlets.get(o, o),
                int(count),
                int(total),
                float(seen),
                parts.get(o, False),
            )
            for o, count, total, seen in zip(
                table["outlet_id"], table["count"], table["total"], table["observed"], strict=True
            )
        ]

    @cached_property
    def _events(self) -> pd.DataFrame:
        return briefing_events.shared_events(self.desk.store, self.subject, self.selection)

    def _week(self, selection: Selection) -> sentences.Week:
        held = self.desk.basis(selection)
        volume = self.desk.volume(replace(selection, rows="outlet"))
        return sentences.Week(
            held.stories, held.reprints, volume["row"].nunique(), held.outlets, held.exposure
        )

    def _by_topic(self, selection: Selection) -> dict[str, int]:
        volume = self.desk.volume(replace(selection, counting="reporting"))
        return {str(t): int(n) for t, n in volume.groupby("row")["count"].sum().items()}

    def _moved(self, week: sentences.Week, before: sentences.Week) -> str:
        if min(week.exposure, before.exposure) < sentences.SURE or not self.topic_rows:
            return ""
        return sentences.moved([(t.label, t.count, t.before) for t in self.topic_rows])

    def _late(self) -> int:
        """Stories of the week before that were first seen after it; none where nobody looked."""
        if self.desk.basis(self.before).exposure == 0:
            return 0
        seen = all_stories(self.desk, self.before)["first_seen_at"]
        return int((pd.to_datetime(seen, utc=True) >= self.selection.from_at).sum())

    def _not_over(self) -> str:
        cutoff = self.desk.basis(self.selection).cutoff
        if cutoff >= self.selection.to_at:
            return ""
        return (
            f"The last poll was on {self._local(cutoff):%-d %b at %H:%M}:"
            " what came later in the week is not known."
        )

    def _silent_groups(self) -> list[str]:
        volume = self.desk.volume(self.selection)
        counts = volume.groupby(["row", "series"])["count"].sum()
        seen = self.desk.group_exposure(self.selection).groupby("group")["observed"].mean()
        told = volume.groupby("row")["count"].sum().nlargest(LEADING)
        return [
            sentences.silent_group(
                self.names.groups.get(str(group), str(group)),
                self.names.topics.get(str(topic), str(topic)),
                int(stories),
                float(part),
            )
            for topic, stories in told.items()
            for group, part in seen.items()
            if stories >= ENOUGH and part >= sentences.SURE and (topic, group) not in counts.index
        ]

    def _local(self, at: object) -> pd.Timestamp:
        return pd.Timestamp(at).tz_convert(self.selection.zone)  # type: ignore[arg-type]


def quoted_subject(subject: Subject) -> str:
    """The subject as it stands inside a sentence."""
    return sentences.quoted(subject.label)


def _week_before(selection: Selection) -> datetime:
    start = pd.Timestamp(selection.from_at).tz_convert(selection.zone).tz_localize(None)
    before = (start - timedelta(days=7)).tz_localize(
        selection.zone, ambiguous=True, nonexistent="shift_forward"
    )
    return before.tz_convert("UTC").to_pydatetime()


def make_briefing(store: Store, subject: Subject, week: str | None = None) -> Briefing:
    """The briefing of an ISO week, by default the last whole one."""
    return Briefing(store, subject, week_selection(week, "", subject, store.span()))


def open_briefing(store: str, week: str = "") -> Briefing:
    """For the notebook: a store's address and a week, "" for the last whole one."""
    opened = open_real(load({"store": store or None}), create=False)
    return make_briefing(opened.store, opened.subject, week or None)
