"""What goes with names in stories: how they are written, and which names share stories."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, func, select

from feeds.store.rows import batches
from feeds.store.schema import story_names
from feeds.store.words.tables import Sought, docs

if TYPE_CHECKING:
    import pandas as pd


class Named(Protocol):
    """A store that knows what goes with names."""

    def spellings(self, sought: Sought, name_ids: Sequence[str]) -> pd.DataFrame:
        """name_id, surface, outlet_id, language, stories: how each outlet writes the names in
        the stories that are sought; a search by words is not heeded."""

    def surfaces(
        self, story_ids: Sequence[str], name_ids: Sequence[str]
    ) -> list[tuple[str, str, str]]:
        """(story_id, name_id, surface) of each place where the stories write one of the names."""

    def companions(self, sought: Sought, name_id: str, limit: int = 40) -> pd.DataFrame:
        """name_id, name, kind, stories: the other names in the stories that carry one, those
        of most shared stories first."""


class Held(Protocol):
    """What this needs of a store over a database."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""


class SqlNamed:
    """Names over a database."""

    def spellings(self: Held, sought: Sought, name_ids: Sequence[str]) -> pd.DataFrame:
        """How each outlet writes the names."""
        from feeds.store.frames import frame
        from feeds.store.words.search import conditions

        uses = story_names.c
        by = (uses.name_id, uses.surface, docs.c.outlet_id, docs.c.language)
        number = func.count(uses.story_id.distinct()).label("stories")
        query = (
            select(*by, number)
            .join_from(story_names, docs, docs.c.story_id == uses.story_id)
            .where(uses.name_id.in_(name_ids), *conditions(sought))
            .group_by(*by)
            .order_by(uses.name_id, number.desc(), *by[1:])
        )
        with self.reading() as conn:
            return frame(conn, query)

    def surfaces(
        self: Held, story_ids: Sequence[str], name_ids: Sequence[str]
    ) -> list[tuple[str, str, str]]:
        """How the stories write the names."""
        uses = story_names.c
        query = select(uses.story_id, uses.name_id, uses.surface)
        # Not by the index of names, which would be asked for each name with each story.
        name_id = uses.name_id.concat("")
        with self.reading() as conn:
            parts = (
                query.where(uses.story_id.in_(some), name_id.in_(names))
                for names in batches(name_ids, 100)
                for some in batches(story_ids)
            )
            return [tuple(row) for part in parts for row in conn.execute(part).all()]

    def companions(self: Held, sought: Sought, name_id: str, limit: int = 40) -> pd.DataFrame:
        """The names that share stories with one."""
        from feeds.store.frames import frame
        from feeds.store.words.search import conditions

        mine, other = story_names.alias("mine"), story_names.alias("other")
        its = (
            select(mine.c.story_id)
            .join_from(mine, docs, docs.c.story_id == mine.c.story_id)
            .where(mine.c.name_id == name_id, *conditions(sought))
        )
        number = func.count(other.c.story_id.distinct()).label("stories")
        called = (func.min(other.c.name).label("name"), func.min(other.c.kind).label("kind"))
        query = (
            select(other.c.name_id, *called, number)
            .where(other.c.story_id.in_(its), other.c.name_id != name_id)
            .group_by(other.c.name_id)
            .order_by(number.desc(), other.c.name_id)
            .limit(limit)
        )
        with self.reading() as conn:
            return frame(conn, query)
