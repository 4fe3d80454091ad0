"""What every store can do with who told of what, who cites whom, and what was watched."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from feeds.store.wanted import EVERYTHING, Wanted

if TYPE_CHECKING:
    import pandas as pd


from feeds.store.protocol.kinds import Clock


class Tellings(Protocol):
    """Who told of what, who cites whom, and what was watched."""

    def spans(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """What the polls tell of each feed's time that reaches into [from, to): feed_id, state
        (dated or undated: observed; captured, overran or failed), from_at, until_at. Spans of
        a state do not touch; where two states hold, the first of these does."""

    def observations(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """Polls that say anything about [from, to): feed_id, outlet_id, started_at, outcome,
        overran, observed_from_at (NaT where none), entries_new, error, source, until_at (where
        what it vouches for ends: started_at, or when a copy was made); by feed and until_at."""

    def last_polls(self) -> pd.DataFrame:
        """Newest poll of every feed: all columns of Poll, joined with feed and outlet."""

    def citation_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        sources: Collection[str] = (),
        limit: int = 100_000,
    ) -> pd.DataFrame:
        """Citations in stories in [from, to), newest first: story_id, outlet_id, url, language,
        form, text_scope, published_at, first_seen_at, copy_of, event_id, place, start, end,
        source_id, name, kind, marker, sentence."""

    def citation_counts(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The same counted: outlet_id, language, source_id, name, kind, stories, first_at,
        last_at."""

    def vouched(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """What polls and copies vouch for, of all that reach into [from, to): feed_id, from_at,
        until_at, overran (entries were lost in between)."""

    def told_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        ids: bool = True,
    ) -> pd.DataFrame:
        """Stories before `to` of the events that have a wanted one in [from, to), by event,
        published_at and id: event_id, outlet_id, id (where asked for), feed_id, origin (outlet
        whose story it reprints, "" for none, "?" where not known), form, language, date_basis,
        topic_ids, published_at, earliest_at, latest_at, first_seen_at; the texts are categories.
        Topics, names and events choose the events; outlets, languages, forms and scope the
        stories, too. Events of one outlet are left out unless they are named."""

    def told_lines(
        self, from_at: datetime, to_at: datetime, wanted: Wanted = EVERYTHING, ids: bool = True
    ) -> pd.DataFrame:
        """The same by publication, of any events, in fewer lines: one for the stories of an event
        that are of one outlet, language, form, basis and topics and reprint the same outlet. Ids,
        feed and published_at are those of the first; last_at (its last published_at), the least
        earliest_at and latest_at, and stories (their number) stand beside it."""

    def labels_then(self, event_ids: Collection[str], as_of: datetime) -> dict[str, str]:
        """What events were called at an instant, of those that are called otherwise now."""

    def event_table(
        self, from_at: datetime, to_at: datetime, topics: Collection[str] = (), limit: int = 1000
    ) -> pd.DataFrame:
        """Events with a story published in [from, to), most stories first: event_id, label,
        label_language, first_at, last_at, stories, outlets (both counted within the span)."""
