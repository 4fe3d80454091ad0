"""What every store can do; SQLite and PostgreSQL pass one contract suite."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, Protocol

from feeds.model import (
    Backfill,
    CitedSource,
    Correction,
    Derived,
    Entry,
    Event,
    EventChange,
    EventLink,
    FeedProfile,
    FeedState,
    FoundTopic,
    Membership,
    NameTally,
    NameUse,
    Outlet,
    Page,
    Poll,
    PollRecord,
    Redating,
    ScopeClass,
    Story,
    StoryVersion,
    TopicMatch,
)
from feeds.store.desk_keeping import Kept
from feeds.store.named import Named
from feeds.store.remarking import Remarked
from feeds.store.searching import Searched
from feeds.store.wanted import EVERYTHING, Wanted

if TYPE_CHECKING:
    import pandas as pd

    from feeds.store.counted import Counted
    from feeds.store.hour_rows import Whole

Clock = Literal["published", "seen"]
AnyScope = ScopeClass | Literal[""]
TallyBy = Literal["topic", "event", "name", "story"]


class Store(Searched, Remarked, Named, Kept, Protocol):
    """One place for all that is kept. Writers are transactions; readers never block them."""

    url: str

    def close(self) -> None:
        """Release connections."""

    @property
    def alone(self) -> Callable[[], AbstractContextManager[None]]:
        """Holds the store for the one that polls and derives, whose memory of it would be
        wrong if another did so too; StoreError while another holds it."""

    # -- what the store is
    def meta(self, key: str) -> str | None:
        """A fact about the store: subject, kind (`real` or `demo`), pipeline."""

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the store."""

    def data_version(self) -> str:
        """Changes whenever anything a view could show has changed."""

    # -- outlets and polling
    def save_outlets(self, outlets: Sequence[Outlet]) -> None:
        """Insert or update outlets and their feeds; those not named stay."""

    def outlets(self) -> list[Outlet]:
        """All outlets with their feeds, by id."""

    def feed_states(self) -> dict[str, FeedState]:
        """What is remembered of each polled feed, by feed id."""

    def states_of(self, feed_ids: Collection[str]) -> dict[str, FeedState]:
        """The same of some feeds; those never polled are left out."""

    def due_states(self) -> dict[str, FeedState]:
        """The same of all feeds without what is bulky: windows and rhythms are empty."""

    def known_entries(self, feed_id: str, keys: Collection[str]) -> dict[str, tuple[int, str]]:
        """(latest version, its content hash) of the keys that are known."""

    def links_of(self, feed_id: str, keys: Collection[str]) -> dict[str, str]:
        """The newest link of each of the keys that are known."""

    def keep_states(self, states: Sequence[FeedState]) -> None:
        """Rewrite what is remembered of feeds, as a person asked; no poll is recorded."""

    def record_polls(self, records: Sequence[PollRecord]) -> None:
        """Append polls and entry versions and rewrite the states, in one transaction."""

    def backfills(self) -> dict[tuple[str, str], Backfill]:
        """How far each history has been fetched, by (feed id, source)."""

    def record_backfill(self, records: Sequence[PollRecord], progress: Backfill) -> None:
        """Append copies of a feed and their entries with the progress, in one transaction.

        The states of the records are left alone: a copy says nothing of what is due.
        """

    # -- deriving
    def cursor(self) -> int:
        """Id of the last entry that stories were derived from; 0 at first."""

    def derivation(self) -> str:
        """Changes whenever what is derived has changed: a batch says from which it was made."""

    def entries_after(self, cursor: int, limit: int) -> list[Entry]:
        """Entries by id, ascending."""

    def save_derived(self, derived: Derived) -> None:
        """Write a batch and its cursor, and bring the rollups up to date, in one transaction.
        Overtaken where it says that it was made from another state than the store's."""

    def stories(self, ids: Collection[str]) -> dict[str, Story]:
        """Stories by id; unknown ids are left out."""

    def stories_seen(self, after_at: datetime, to_at: datetime) -> list[Story]:
        """Stories first seen in (after, to], in order of first_seen_at, then id."""

    def stories_published(self, from_at: datetime, to_at: datetime) -> list[Story]:
        """Stories published in [from, to), in order of published_at, then id."""

    def unplaced(self, late_by: timedelta, late: bool, limit: int) -> list[Story]:
        """Stories without an event. Late: those first seen more than `late_by` after the latest
        instant at which they can have been published, in order of published_at, then id; else
        the others, in order of first_seen_at, then id."""

    def stories_of_events(self, event_ids: Collection[str]) -> list[Story]:
        """Every story of the events, in order of first_seen_at, then id."""

    def vectors(self, ids: Collection[str]) -> dict[str, bytes]:
        """Sentence vectors that are kept, by story id."""

    def versions(self, story_id: str) -> list[StoryVersion]:
        """A story's versions, oldest first."""

    def versions_of(self, story_ids: Collection[str]) -> dict[str, list[StoryVersion]]:
        """The versions of stories, oldest first, by story id."""

    def redatings(self, story_id: str) -> list[Redating]:
        """A story's date ledger, oldest first."""

    def feed_profiles(self) -> dict[str, FeedProfile]:
        """What polling has taught of the dates of feeds, by feed id; as of the cursor."""

    def topics_of(self, ids: Collection[str]) -> dict[str, list[TopicMatch]]:
        """Topic matches by story id."""

    def events(self, ids: Collection[str]) -> dict[str, Event]:
        """Events by id."""

    def event_changes(self, event_id: str) -> list[EventChange]:
        """An event's log, oldest first."""

    def current_event(self, event_id: str) -> str:
        """Where an event is now: its own id, or that of the event it was merged into."""

    def event_links(self, event_ids: Collection[str]) -> list[EventLink]:
        """Links from or to the events, oldest first."""

    def threads(self, thread_ids: Collection[str]) -> dict[str, list[Event]]:
        """The events of threads by thread id, in order of first_at."""

    def newest_threads(self, limit: int) -> list[str]:
        """Ids of threads, those with the newest stories first."""

    def names_of(self, story_ids: Collection[str]) -> dict[str, list[NameUse]]:
        """The names that stories carry, by story id."""

    def names(self) -> list[NameTally]:
        """Every name that stories carry, those of most stories first, then by name."""

    def stories_named(self, name_id: str, limit: int) -> list[Story]:
        """Stories that carry a name in any spelling, newest first."""

    def corrections(self) -> list[Correction]:
        """What people set right, oldest first."""

    def add_correction(self, correction: Correction) -> int:
        """Append a correction; its number."""

    def found_topics(self) -> tuple[list[FoundTopic], dict[str, str]]:
        """Found topics, oldest first, and the topic of each event that belongs to one."""

    def save_found_topics(
        self, topics: Sequence[FoundTopic], of_events: Sequence[tuple[str, str]]
    ) -> None:
        """Replace the found topics and which (event id, topic id) belong to them."""

    # -- looked up story by story
    def entries_of(self, story_id: str) -> list[Entry]:
        """Every version of the entries that a story was made from, by id."""

    def memberships(self, event_id: str) -> list[Membership]:
        """The places in an event, in order of placing."""

    def places(self, story_ids: Collection[str]) -> dict[str, Membership]:
        """The place of each story in its event, by story id."""

    def first_versions(self, story_ids: Collection[str]) -> dict[str, StoryVersion]:
        """The words in which stories first came, by story id."""

    def stories_like(self, text: str, limit: int) -> list[Story]:
        """Stories whose id begins with a text, or whose address or headline holds it in any
        case, newest first. Reads every story."""

    def changes_at(self, at: datetime) -> list[tuple[str, str, str, str]]:
        """(story id, field, before, after) of what was changed in stories at an instant."""

    def pages(self, ids: Collection[str]) -> dict[str, Page]:
        """Visits to the web pages of stories, by story id."""

    def pageless(self, after_at: datetime, wide: timedelta, limit: int) -> list[Story]:
        """Stories first seen after an instant whose date a page could better and whose page was
        never asked, newest first: undated, dated by their address, between two polls more than
        `wide` apart, or with a contradiction."""

    # -- accounting
    def entries(self, feed_id: str | None = None) -> Iterator[Entry]:
        """Every entry version, by id, without loading all at once."""

    def polls(self, feed_id: str) -> list[Poll]:
        """A feed's ledger, oldest first; copies of it, too."""

    def counts(self) -> Mapping[str, int]:
        """Rows of polls, entries, stories, events, outlets, feeds, topic_stories."""

    # -- tables for coverage (pandas; instants as datetime64[us, UTC])
    def span(self) -> tuple[datetime, datetime] | None:
        """(first, last) poll instant; None for an empty store."""

    def rollup(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        scope: AnyScope = "",
        topics: Collection[str] = (),
    ) -> pd.DataFrame:
        """Stories per hour: hour_at, outlet_id, topic_id ("" counts every story), language,
        form, reach, reporting (reprints left out); those that feeds of the class `scope`
        carried, "" for any. Hours in [from, to); the texts are categories. `topics` are all
        and "" where none is given; ON_SUBJECT counts a story on any topic once."""

    def counted(self, from_at: datetime, to_at: datetime, clock: Clock, each: bool) -> Counted:
        """The counts of [from, to) as they are kept, by quarter of an hour, or `each` story."""

    def carrying(self, name_ids: Collection[str]) -> dict[str, Whole]:
        """The numbers of the stories that carry each of the names, ascending."""

    def numbers(self, ids: Collection[str]) -> dict[str, int]:
        """The numbers that stand for ids (story:, event:, outlet:) in counts, where known."""

    def numbered(self, found: Collection[int]) -> dict[int, str]:
        """The ids with their prefix that numbers stand for."""

    def moved_table(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, as_of: datetime
    ) -> pd.DataFrame:
        """Of `story_table` with `as_of` the stories that were changed since, as they were."""

    def unlike(self, as_of: datetime) -> Whole:
        """The numbers of the stories that were not known then, or not as they are today."""

    def spans(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """What the polls tell of each feed's time that reaches into [from, to): feed_id, state
        (dated or undated: observed; captured, overran or failed), from_at, until_at. Spans of
        a state do not touch; where two states hold, the first of these does."""

    def tally(
        self, from_at: datetime, to_at: datetime, clock: Clock, by: TallyBy, wanted: Wanted
    ) -> pd.DataFrame:
        """Stories in [from, to), counted one by one where no rollup serves: at (start of a
        quarter of an hour after `from`), outlet_id, key (topic, event or name by `by`, else
        ""), language, form, reach, reporting. By topic or name a story counts under each."""

    def observations(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """Polls that say anything about [from, to): feed_id, outlet_id, started_at, outcome,
        overran, observed_from_at (NaT where none), entries_new, error, source, until_at (where
        what it vouches for ends: started_at, or when a copy was made); by feed and until_at."""

    def last_polls(self) -> pd.DataFrame:
        """Newest poll of every feed: all columns of Poll, joined with feed and outlet."""

    def story_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        topics: Collection[str] = (),
        outlets: Collection[str] = (),
        events: Collection[str] = (),
        limit: int = 100_000,
        wanted: Wanted = EVERYTHING,
        as_of: datetime | None = None,
    ) -> pd.DataFrame:
        """Stories newest first: id, outlet_id, feed_id, url, title, summary, language, form,
        text_scope, published_at, earliest_at, latest_at, date_basis, date_confidence,
        date_flags, first_seen_at, version, copy_of, event_id, topic_ids (space-separated).
        `as_of` gives them as they were known then: later ones are left out, and date, event,
        origin and words taken back."""

    def texts(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The words of stories in [from, to), newest first: id, outlet_id, url, title, summary,
        language, text_scope, published_at."""

    def citations_of(self, story_ids: Collection[str]) -> dict[str, list[CitedSource]]:
        """Whom stories cite, by story id, in order of place and position."""

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
