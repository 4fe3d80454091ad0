"""The store on SQLAlchemy Core; what differs between databases is in sqlite.py, postgres.py."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, select

from feeds.errors import MissingStore, StoreError
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
    Story,
    StoryVersion,
    TopicMatch,
)
from feeds.store import (
    anew,
    citing,
    deriving,
    desk_keeping,
    entries,
    happenings,
    looking,
    migrations,
    named,
    numbers,
    polling,
    remarking,
    rollups,
    schema,
    searching,
    watching,
)
from feeds.store.problems import translated
from feeds.store.wanted import EVERYTHING, Wanted

if TYPE_CHECKING:
    import pandas as pd

    from feeds.store.counted import Counted
    from feeds.store.hour_rows import Whole
    from feeds.store.protocol import AnyScope, Clock, TallyBy

Turn = Callable[[], AbstractContextManager[None]]
_PAGE = 2000  # entries held in memory at a time
_COUNTED = ("polls", "entries", "stories", "events", "outlets", "feeds", "topic_stories")


class SqlStore(searching.SqlSearch, remarking.SqlRemarks, named.SqlNamed, desk_keeping.SqlKept):
    """Store over an engine whose transactions with `writes=True` are serialised."""

    def __init__(
        self, url: str, where: str, engine: Engine, insert: polling.Inserter, turn: Turn
    ) -> None:
        self.url = url
        self.where = where  # for messages: without a password
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self.inserter = insert
        self.alone = turn

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with translated(self.where), self._engine.connect() as conn:
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one transaction that writes; all of it is kept or nothing."""
        with translated(self.where), self._writer.begin() as conn:
            yield conn

    def prepare(self, create: bool, read_only: bool) -> None:
        """Check that this is our store and bring its schema up to date."""
        with self.reading() as conn:
            found = migrations.version(conn, self.where)
        migrations.refuse_newer(found, self.where)
        pending = migrations.MIGRATIONS[found:]
        if found == 0 and (read_only or not create):
            raise MissingStore(f"The store {self.where} is empty.", "Fill it with `coverline up`.")
        if pending and read_only:
            hint = "Open it once for writing, for example with `coverline poll`."
            raise StoreError(f"The store {self.where} has an older schema.", hint)
        for migration in pending:
            self._migrate(migration)
        self._recount(read_only)
        searching.prepare(self, read_only)

    def _migrate(self, migration: migrations.Migration) -> None:
        with self.writing() as conn:
            # Another process may have done it while this one waited for the lock.
            if migrations.version(conn, self.where) < migration.number:
                migrations.apply(conn, migration)

    def _recount(self, read_only: bool) -> None:
        """Count the stories anew after a migration, also one that was cut off before it."""
        with self.reading() as conn:
            stale = rollups.is_stale(conn)
        if stale and read_only:
            hint = "Open it once for writing, for example with `coverline poll`."
            raise StoreError(f"The store {self.where} has an older schema.", hint)
        if stale:
            with self.writing() as conn:
                if rollups.is_stale(conn):  # another process may have done it meanwhile
                    rollups.rebuild(conn, self.inserter, anew.telling())

    def close(self) -> None:
        """Release connections."""
        self._engine.dispose()

    def meta(self, key: str) -> str | None:
        """A fact about the store."""
        with self.reading() as conn:
            return polling.get_fact(conn, key)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the store."""
        with self.writing() as conn:
            polling.put_fact(conn, self.inserter, key, value)

    def data_version(self) -> str:
        """Changes whenever anything a view could show has changed."""
        return self.meta("data_version") or "0"

    def save_outlets(self, outlets: Sequence[Outlet]) -> None:
        """Insert or update outlets and their feeds; those not named stay."""
        with self.writing() as conn, rollups.rescoping(conn, self.inserter, outlets):
            polling.save_outlets(conn, self.inserter, outlets)

    def outlets(self) -> list[Outlet]:
        """All outlets with their feeds, by id."""
        with self.reading() as conn:
            return polling.read_outlets(conn)

    def feed_states(self) -> dict[str, FeedState]:
        """What is remembered of each polled feed, by feed id."""
        with self.reading() as conn:
            return polling.read_states(conn)

    def states_of(self, feed_ids: Collection[str]) -> dict[str, FeedState]:
        """What is remembered of some feeds; those never polled are left out."""
        with self.reading() as conn:
            return polling.read_states_of(conn, feed_ids)

    def due_states(self) -> dict[str, FeedState]:
        """What is remembered of each polled feed, without windows and rhythms."""
        with self.reading() as conn:
            return polling.read_due_states(conn)

    def known_entries(self, feed_id: str, keys: Collection[str]) -> dict[str, tuple[int, str]]:
        """(latest version, its content hash) of the keys that are known."""
        with self.reading() as conn:
            return entries.known(conn, feed_id, keys)

    def links_of(self, feed_id: str, keys: Collection[str]) -> dict[str, str]:
        """The newest link of each of the keys that are known."""
        with self.reading() as conn:
            return entries.links(conn, feed_id, keys)

    def keep_states(self, states: Sequence[FeedState]) -> None:
        """Rewrite what is remembered of feeds, without a poll."""
        with self.writing() as conn:
            polling.write_states(conn, self.inserter, states)

    def record_polls(self, records: Sequence[PollRecord]) -> None:
        """Append polls and entry versions and rewrite the states, in one transaction."""
        if records:
            with self.writing() as conn:
                polling.record_polls(conn, self.inserter, records)
                watching.follow(conn, self.inserter, [record.poll for record in records])

    def backfills(self) -> dict[tuple[str, str], Backfill]:
        """How far each history has been fetched, by (feed id, source)."""
        with self.reading() as conn:
            return polling.read_backfills(conn)

    def record_backfill(self, records: Sequence[PollRecord], progress: Backfill) -> None:
        """Append copies of a feed and their entries with the progress, in one transaction."""
        with self.writing() as conn:
            polling.record_backfill(conn, self.inserter, records, progress)
            watching.follow(conn, self.inserter, [record.poll for record in records])

    def cursor(self) -> int:
        """Id of the last entry that stories were derived from; 0 at first."""
        return int(self.meta("cursor") or 0)

    def derivation(self) -> str:
        """Changes whenever what is derived has changed."""
        with self.reading() as conn:
            return deriving.derivation(conn)

    def entries_after(self, cursor: int, limit: int) -> list[Entry]:
        """Entries by id, ascending."""
        with self.reading() as conn:
            return entries.after(conn, cursor, limit)

    def save_derived(self, derived: Derived) -> None:
        """Write a batch and its cursor, and bring the rollups up to date."""
        if derived != Derived(self.cursor(), upon=derived.upon):
            with self.writing() as conn:
                deriving.save(conn, self.inserter, derived)

    def stories(self, ids: Collection[str]) -> dict[str, Story]:
        """Stories by id; unknown ids are left out."""
        with self.reading() as conn:
            return deriving.read_stories(conn, ids)

    def stories_seen(self, after_at: datetime, to_at: datetime) -> list[Story]:
        """Stories first seen in (after, to], in order of first_seen_at, then id."""
        with self.reading() as conn:
            return deriving.stories_seen(conn, after_at, to_at)

    def stories_published(self, from_at: datetime, to_at: datetime) -> list[Story]:
        """Stories published in [from, to), in order of published_at, then id."""
        with self.reading() as conn:
            return deriving.stories_published(conn, from_at, to_at)

    def unplaced(self, late_by: timedelta, late: bool, limit: int) -> list[Story]:
        """Stories without an event: those seen late by publication, or the others by arrival."""
        with self.reading() as conn:
            return deriving.unplaced(conn, late_by, late, limit)

    def stories_of_events(self, event_ids: Collection[str]) -> list[Story]:
        """Every story of the events, in order of first_seen_at, then id."""
        with self.reading() as conn:
            return deriving.stories_of_events(conn, event_ids)

    def vectors(self, ids: Collection[str]) -> dict[str, bytes]:
        """Sentence vectors that are kept, by story id."""
        with self.reading() as conn:
            return deriving.read_vectors(conn, ids)

    def versions(self, story_id: str) -> list[StoryVersion]:
        """A story's versions, oldest first."""
        with self.reading() as conn:
            return deriving.read_versions(conn, story_id)

    def redatings(self, story_id: str) -> list[Redating]:
        """A story's date ledger, oldest first."""
        with self.reading() as conn:
            return deriving.read_redatings(conn, story_id)

    def feed_profiles(self) -> dict[str, FeedProfile]:
        """What polling has taught of the dates of feeds, by feed id."""
        with self.reading() as conn:
            return deriving.read_profiles(conn)

    def topics_of(self, ids: Collection[str]) -> dict[str, list[TopicMatch]]:
        """Topic matches by story id."""
        with self.reading() as conn:
            return deriving.topics_of(conn, ids)

    def events(self, ids: Collection[str]) -> dict[str, Event]:
        """Events by id."""
        with self.reading() as conn:
            return happenings.read_events(conn, ids)

    def event_changes(self, event_id: str) -> list[EventChange]:
        """An event's log, oldest first."""
        with self.reading() as conn:
            return happenings.event_changes(conn, event_id)

    def current_event(self, event_id: str) -> str:
        """Where an event is now: its own id, or that of the event it was merged into."""
        with self.reading() as conn:
            return happenings.current_id(conn, event_id)

    def event_links(self, event_ids: Collection[str]) -> list[EventLink]:
        """Links from or to the events, oldest first."""
        with self.reading() as conn:
            return happenings.event_links(conn, event_ids)

    def threads(self, thread_ids: Collection[str]) -> dict[str, list[Event]]:
        """The events of threads by thread id, in order of first_at."""
        with self.reading() as conn:
            return happenings.threads_of(conn, thread_ids)

    def newest_threads(self, limit: int) -> list[str]:
        """Ids of threads, those with the newest stories first."""
        with self.reading() as conn:
            return happenings.newest_threads(conn, limit)

    def names_of(self, story_ids: Collection[str]) -> dict[str, list[NameUse]]:
        """The names that stories carry, by story id."""
        with self.reading() as conn:
            return happenings.names_of(conn, story_ids)

    def names(self) -> list[NameTally]:
        """Every name that stories carry, those of most stories first, then by name."""
        with self.reading() as conn:
            return happenings.names(conn)

    def stories_named(self, name_id: str, limit: int) -> list[Story]:
        """Stories that carry a name in any spelling, newest first."""
        with self.reading() as conn:
            return happenings.stories_named(conn, name_id, limit)

    def corrections(self) -> list[Correction]:
        """What people set right, oldest first."""
        with self.reading() as conn:
            return happenings.corrections(conn)

    def add_correction(self, correction: Correction) -> int:
        """Append a correction; its number."""
        with self.writing() as conn:
            return happenings.add_correction(conn, self.inserter, correction)

    def found_topics(self) -> tuple[list[FoundTopic], dict[str, str]]:
        """Found topics, oldest first, and the topic of each event that belongs to one."""
        with self.reading() as conn:
            return happenings.found_topics(conn)

    def save_found_topics(
        self, topics: Sequence[FoundTopic], of_events: Sequence[tuple[str, str]]
    ) -> None:
        """Replace the found topics and which (event id, topic id) belong to them."""
        with self.writing() as conn:
            happenings.save_found_topics(conn, self.inserter, topics, of_events)

    def entries_of(self, story_id: str) -> list[Entry]:
        """Every version of the entries that a story was made from."""
        with self.reading() as conn:
            return entries.of_story(conn, story_id)

    def memberships(self, event_id: str) -> list[Membership]:
        """The places in an event, in order of placing."""
        with self.reading() as conn:
            return looking.memberships(conn, event_id)

    def places(self, story_ids: Collection[str]) -> dict[str, Membership]:
        """The place of each story in its event, by story id."""
        with self.reading() as conn:
            return looking.places(conn, story_ids)

    def versions_of(self, story_ids: Collection[str]) -> dict[str, list[StoryVersion]]:
        """The versions of stories, oldest first, by story id."""
        with self.reading() as conn:
            return looking.versions_of(conn, story_ids)

    def first_versions(self, story_ids: Collection[str]) -> dict[str, StoryVersion]:
        """The words in which stories first came, by story id."""
        with self.reading() as conn:
            return looking.first_versions(conn, story_ids)

    def stories_like(self, text: str, limit: int) -> list[Story]:
        """Stories whose id begins with a text, or whose address or headline holds it."""
        with self.reading() as conn:
            return looking.like(conn, text, limit)

    def changes_at(self, at: datetime) -> list[tuple[str, str, str, str]]:
        """(story id, field, before, after) of what was changed in stories at an instant."""
        with self.reading() as conn:
            return looking.changes_at(conn, at)

    def pages(self, ids: Collection[str]) -> dict[str, Page]:
        """Visits to the web pages of stories, by story id."""
        with self.reading() as conn:
            return looking.read_pages(conn, ids)

    def pageless(self, after_at: datetime, wide: timedelta, limit: int) -> list[Story]:
        """Stories whose date a page could better and whose page was never asked."""
        with self.reading() as conn:
            return looking.pageless(conn, after_at, wide, limit)

    def entries(self, feed_id: str | None = None) -> Iterator[Entry]:
        """Every entry version, by id, a page at a time."""
        after = 0
        while True:
            with self.reading() as conn:
                page = entries.after(conn, after, _PAGE, feed_id)
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].id

    def polls(self, feed_id: str) -> list[Poll]:
        """A feed's ledger, oldest first."""
        with self.reading() as conn:
            return polling.read_polls(conn, feed_id)

    def counts(self) -> Mapping[str, int]:
        """Rows of polls, entries, stories, events, outlets, feeds, topic_stories."""
        tables = {name: schema.metadata.tables[name] for name in _COUNTED}
        with self.reading() as conn:
            return {
                name: conn.scalar(select(func.count()).select_from(table)) or 0
                for name, table in tables.items()
            }

    def span(self) -> tuple[datetime, datetime] | None:
        """(first, last) poll instant; None for an empty store."""
        started, own = schema.polls.c.started_at, schema.polls.c.source == ""
        query = select(func.min(started), func.max(started)).where(own)
        with self.reading() as conn:
            first, last = conn.execute(query).one()
        return (first, last) if first is not None else None

    # pandas takes half a second to import: only the tables pay for it.
    def rollup(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        scope: AnyScope = "",
        topics: Collection[str] = (),
    ) -> pd.DataFrame:
        """Stories per hour in [from, to)."""
        from feeds.store import tallies

        with self.reading() as conn:
            return tallies.rollup(conn, (from_at, to_at), clock, scope, topics)

    def counted(self, from_at: datetime, to_at: datetime, clock: Clock, each: bool) -> Counted:
        """The counts of [from, to), or each story of it."""
        from feeds.store import counted

        with self.reading() as conn:
            return counted.counted(conn, (from_at, to_at), clock, each)

    def carrying(self, name_ids: Collection[str]) -> dict[str, Whole]:
        """The numbers of the stories that carry each of the names."""
        from feeds.store import counted

        with self.reading() as conn:
            return counted.carrying(conn, name_ids)

    def numbers(self, ids: Collection[str]) -> dict[str, int]:
        """The numbers that stand for ids with their prefix in counts."""
        with self.reading() as conn:
            return numbers.known(conn, ids)

    def numbered(self, found: Collection[int]) -> dict[int, str]:
        """The ids with their prefix that numbers stand for."""
        with self.reading() as conn:
            return numbers.ids(conn, found)

    def moved_table(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, as_of: datetime
    ) -> pd.DataFrame:
        """Stories in [from, to) that were changed since an instant, as they were then."""
        from feeds.store import asof

        with self.reading() as conn:
            return asof.moved_table(conn, (from_at, to_at), clock, wanted, as_of)

    def unlike(self, as_of: datetime) -> Whole:
        """The numbers of the stories that were not known then, or not as they are today."""
        from feeds.store import asof

        with self.reading() as conn:
            return asof.unlike(conn, as_of)

    def spans(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """What the polls tell of feeds that reaches into [from, to)."""
        from feeds.store import counted

        with self.reading() as conn:
            return counted.spans(conn, from_at, to_at)

    def tally(
        self, from_at: datetime, to_at: datetime, clock: Clock, by: TallyBy, wanted: Wanted
    ) -> pd.DataFrame:
        """Stories per quarter of an hour in [from, to), counted one by one."""
        from feeds.store import tallies

        with self.reading() as conn:
            return tallies.tally(conn, from_at, to_at, clock, by, wanted)

    def observations(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """Polls that say anything about [from, to)."""
        from feeds.store import tables

        with self.reading() as conn:
            return tables.observations(conn, from_at, to_at)

    def last_polls(self) -> pd.DataFrame:
        """Newest poll of every feed, joined with feed and outlet."""
        from feeds.store import tables

        with self.reading() as conn:
            return tables.last_polls(conn)

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
        """Stories in [from, to), newest first."""
        from feeds.store import asof, tables

        asked = wanted.narrowed(topics, outlets, events)
        with self.reading() as conn:
            if as_of is not None:
                return asof.story_table(conn, (from_at, to_at), clock, asked, limit, as_of)
            return tables.story_table(conn, from_at, to_at, clock, asked, limit)

    def texts(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The words of stories in [from, to), newest first."""
        from feeds.store import texts

        with self.reading() as conn:
            return texts.texts(conn, (from_at, to_at), clock, wanted)

    def citations_of(self, story_ids: Collection[str]) -> dict[str, list[CitedSource]]:
        """Whom stories cite, by story id."""
        with self.reading() as conn:
            return citing.citations_of(conn, story_ids)

    def citation_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        sources: Collection[str] = (),
        limit: int = 100_000,
    ) -> pd.DataFrame:
        """Citations in stories in [from, to), newest first."""
        from feeds.store import citation_tables

        with self.reading() as conn:
            return citation_tables.citation_table(
                conn, (from_at, to_at), clock, wanted, sources, limit
            )

    def citation_counts(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The same counted by outlet, language and source."""
        from feeds.store import citation_tables

        with self.reading() as conn:
            return citation_tables.citation_counts(conn, (from_at, to_at), clock, wanted)

    def vouched(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """What polls and copies vouch for in [from, to)."""
        from feeds.store import told

        with self.reading() as conn:
            return told.vouched(conn, from_at, to_at)

    def told_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        ids: bool = True,
    ) -> pd.DataFrame:
        """Stories before `to` of the events that have a wanted one in [from, to)."""
        from feeds.store import told_reading

        with self.reading() as conn:
            return told_reading.told_table(conn, (from_at, to_at), clock, wanted, ids)

    def told_lines(
        self, from_at: datetime, to_at: datetime, wanted: Wanted = EVERYTHING, ids: bool = True
    ) -> pd.DataFrame:
        """The same by publication, in fewer lines."""
        from feeds.store import told_lines

        with self.reading() as conn:
            return told_lines.lines_table(conn, (from_at, to_at), wanted, ids)

    def labels_then(self, event_ids: Collection[str], as_of: datetime) -> dict[str, str]:
        """What events were called at an instant, of those that are called otherwise now."""
        from feeds.store import asof

        with self.reading() as conn:
            return asof.labels_then(conn, sorted(event_ids), as_of)

    def event_table(
        self, from_at: datetime, to_at: datetime, topics: Collection[str] = (), limit: int = 1000
    ) -> pd.DataFrame:
        """Events with a story published in [from, to), most stories first."""
        from feeds.store import told_sizes

        with self.reading() as conn:
            return told_sizes.event_table(conn, (from_at, to_at), tuple(topics), limit)
