"""The desk's part in events and single stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from dashboard.explain import pair, story
from dashboard.explain.told import Told
from dashboard.figures import lags
from dashboard.keeping import Keeping
from dashboard.wording import wrong
from feeds import coverage
from feeds.cluster.events import called_in
from feeds.coverage import Selection
from feeds.coverage.listed import when


class Telling(Keeping):
    """Events with their stories, and what a story's date and place rest on."""

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
