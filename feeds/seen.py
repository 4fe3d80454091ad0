"""A store of several subjects as one of them sees it.

The stories, events and polls are the same for all; topics are a subject's own. Through this view a
subject's topics have the ids of its topics.toml, those of the others are not there, and "on any
topic" means on any of its own. All else, writing too, is the store's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, cast

import numpy as np
import pandas as pd

from feeds.errors import StoreError
from feeds.model import ON_SUBJECT, Subject, TopicMatch
from feeds.store.counts.counted import Counted
from feeds.store.protocol import AnyScope, Clock, Store, TallyBy, Telling
from feeds.store.wanted import EVERYTHING, Wanted
from feeds.store.words.tables import Sought
from feeds.subjects.together import DOT, owner_of, qualified_id

CLASSED = "classed:"  # fact, with a subject's id: how far its topics were looked for in old stories
DONE = "all"


def seen_by(store: Store, subject: Subject, name: str, first: bool) -> Store:
    """The store as a subject of it sees it: the `first`, or a further one, with its topics as in
    its own files; `name` is what the store records for it. StoreError while what is stored was
    not yet looked through for it."""
    if not first and store.meta(CLASSED + subject.id) != DONE:
        raise StoreError(
            f"What is stored was not yet looked through for the subject {subject.id}.",
            f"Do so: coverline subject add {name}",
        )
    return cast(Store, _Seen(store, subject, name, "" if first else subject.id))


class _Seen:
    """Translates topics on the way in and out; hands on all that has none."""

    def __init__(self, store: Store, subject: Subject, name: str, owner: str) -> None:
        self._store, self._name, self._owner = store, name, owner
        self._mine = tuple(qualified_id(owner, topic.id) for topic in subject.topics)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def meta(self, key: str) -> str | None:
        """A fact; the subject is the one that looks."""
        return self._name if key == "subject" else self._store.meta(key)

    def data_version(self) -> str:
        """The store's; what is kept for one subject does not do for another."""
        return f"{self._store.data_version()}@{self._owner}"

    def rollup(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        scope: AnyScope = "",
        topics: Collection[str] = (),
    ) -> pd.DataFrame:
        """Stories per hour; ON_SUBJECT is not counted here: name the topics."""
        if ON_SUBJECT in topics:
            raise StoreError("A store of several subjects counts by topic.", "Name the topics.")
        table = self._store.rollup(from_at, to_at, clock, scope, self._inner(topics))
        return self._only(table, "topic_id")

    def counted(self, from_at: datetime, to_at: datetime, clock: Clock, each: bool) -> Counted:
        """The counts as they are kept."""
        held = self._store.counted(from_at, to_at, clock, each)
        kinds = {n: k._replace(topic_ids=self._ids(k.topic_ids)) for n, k in held.kinds.items()}
        return replace(held, kinds=kinds)

    def moved_table(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, as_of: datetime
    ) -> pd.DataFrame:
        """Stories that were changed since, as they were."""
        asked = self._wanted(wanted)
        return self._outer(self._store.moved_table(from_at, to_at, clock, asked, as_of))

    def tally(
        self, from_at: datetime, to_at: datetime, clock: Clock, by: TallyBy, wanted: Wanted
    ) -> pd.DataFrame:
        """Stories counted one by one."""
        table = self._store.tally(from_at, to_at, clock, by, self._wanted(wanted))
        return self._only(table, "key") if by == "topic" else table

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
        """Stories newest first."""
        asked = self._wanted(wanted.narrowed(topics, outlets, events))
        table = self._store.story_table(
            from_at, to_at, clock, limit=limit, wanted=asked, as_of=as_of
        )
        return self._outer(table)

    def texts(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        telling: Telling | None = None,
    ) -> pd.DataFrame:
        """The words of stories."""
        return self._store.texts(from_at, to_at, clock, self._wanted(wanted), telling)

    def headlines(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The headlines of stories."""
        return self._store.headlines(from_at, to_at, clock, self._wanted(wanted))

    def frame_table(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, book: str
    ) -> pd.DataFrame:
        """The frames of stories."""
        return self._store.frame_table(from_at, to_at, clock, self._wanted(wanted), book)

    def citation_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        sources: Collection[str] = (),
        limit: int = 100_000,
    ) -> pd.DataFrame:
        """Citations in stories."""
        asked = self._wanted(wanted)
        return self._store.citation_table(from_at, to_at, clock, asked, sources, limit)

    def citation_counts(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The same counted."""
        return self._store.citation_counts(from_at, to_at, clock, self._wanted(wanted))

    def told_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        ids: bool = True,
    ) -> pd.DataFrame:
        """Who told of what."""
        asked = self._wanted(wanted)
        return self._outer(self._store.told_table(from_at, to_at, clock, asked, ids))

    def told_lines(
        self, from_at: datetime, to_at: datetime, wanted: Wanted = EVERYTHING, ids: bool = True
    ) -> pd.DataFrame:
        """The same in fewer lines."""
        return self._outer(self._store.told_lines(from_at, to_at, self._wanted(wanted), ids))

    def event_table(
        self, from_at: datetime, to_at: datetime, topics: Collection[str] = (), limit: int = 1000
    ) -> pd.DataFrame:
        """Events of most stories."""
        return self._store.event_table(from_at, to_at, self._inner(topics), limit)

    def topics_of(self, ids: Collection[str]) -> dict[str, list[TopicMatch]]:
        """Topic matches by story id."""
        held = self._store.topics_of(ids)
        found = {name: [m for m in kept if self._own(m.topic_id)] for name, kept in held.items()}
        return {
            name: [replace(m, topic_id=self._plain(m.topic_id)) for m in kept]
            for name, kept in found.items()
            if kept
        }

    def search(
        self, sought: Sought, offset: int = 0, limit: int | None = 100
    ) -> tuple[int, pd.DataFrame]:
        """How many stories there are, and those from `offset` on."""
        asked = replace(sought, wanted=self._wanted(sought.wanted))
        number, table = self._store.search(asked, offset, limit)
        return number, self._outer(table)

    def search_counts(
        self, sought: Sought, by: Literal["kind", "topic", "event"], limit: int = 1000
    ) -> pd.DataFrame:
        """Stories by kind, topic or event; the topic "" is none of the subject's."""
        asked = replace(sought, wanted=self._wanted(sought.wanted))
        if by != "topic":
            return self._store.search_counts(asked, by, limit)
        table = self._store.search_counts(asked, by, _MANY)
        own = self._only(table[table["key"] != ""], "key")
        on = replace(asked, wanted=replace(asked.wanted, topics=asked.wanted.topics or self._mine))
        none = self._store.search(asked, 0, 1)[0] - self._store.search(on, 0, 1)[0]
        rest = pd.DataFrame({"key": [""], "stories": [none]})[: int(none > 0)]
        found = pd.concat([own, rest], ignore_index=True) if none else own
        return found.sort_values(["stories", "key"], ascending=[False, True])[:limit]

    def _own(self, topic_id: str) -> bool:
        return owner_of(topic_id) == self._owner

    def _plain(self, topic_id: str) -> str:
        return topic_id.removeprefix(self._owner + DOT) if self._owner else topic_id

    def _inner(self, topics: Collection[str]) -> tuple[str, ...]:
        """Topics as the store holds them; "" stands for every story."""
        return tuple(qualified_id(self._owner, name) if name else "" for name in topics)

    def _wanted(self, wanted: Wanted) -> Wanted:
        if wanted.topics:
            return replace(wanted, topics=self._inner(wanted.topics))
        return replace(wanted, topics=self._mine) if wanted.on_topic else wanted

    def _ids(self, held: str) -> str:
        """The subject's own of several topics, parted by spaces."""
        return " ".join(self._plain(one) for one in held.split() if self._own(one))

    def _outer(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table of stories with the subject's own topics."""
        if "topic_ids" not in table:
            return table
        return table.assign(topic_ids=_translated(table["topic_ids"], self._ids))

    def _only(self, table: pd.DataFrame, column: str) -> pd.DataFrame:
        """The lines of the subject's own topics, and of every story."""
        names = [str(name) for name in table[column].unique()]
        own = [name for name in names if not name or self._own(name)]
        left = table[table[column].isin(own)].reset_index(drop=True)
        return left.assign(**{column: _translated(left[column], self._plain)})


_MANY = 1_000_000  # topics: all that there are


def _translated(column: pd.Series, word: Callable[[str], str]) -> pd.Series:
    """A column whose texts are changed, each once; categories stay categories."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        words = {text: word(str(text)) for text in column.unique()}
        return column.map(words).astype(column.dtype)
    old = [word(str(text)) for text in column.cat.categories]
    new = list(dict.fromkeys(old))
    codes = np.array([*(new.index(text) for text in old), -1], dtype=np.int64)
    told = pd.Categorical.from_codes(codes[column.cat.codes], pd.Index(new, dtype="str"))
    return pd.Series(told, index=column.index, name=column.name)
