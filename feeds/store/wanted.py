"""What stories are asked for, as conditions on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, select

from feeds.model import OFF_SUBJECT, ScopeClass
from feeds.store.counts import scopes
from feeds.store.schema import stories, story_names, topic_stories

SHORT = timedelta(days=92)  # up to which a topic is looked for among the stories of a span


@dataclass(frozen=True, slots=True)
class Wanted:
    """What stories are asked for; an empty field asks for all. `on_topic` wants those on any
    topic of the subject, `original` those that are no reprint."""

    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    scope: ScopeClass | Literal[""] = ""
    on_topic: bool = False
    original: bool = False
    rows: tuple[tuple[str, str], ...] = ()  # (id of a name that also counts, in which row)

    def narrowed(
        self, topics: Collection[str], outlets: Collection[str], events: Collection[str]
    ) -> Wanted:
        """The same with those that are given."""
        return replace(
            self,
            topics=tuple(topics) or self.topics,
            outlets=tuple(outlets) or self.outlets,
            events=tuple(events) or self.events,
        )

    def conditions(
        self, span: tuple[datetime, datetime] | None = None
    ) -> list[ColumnElement[bool]]:
        """Each field that asks for something as a condition on stories; `span` is the time that is
        asked for beside it, where it is."""
        table = stories.c
        columns = (
            (table.outlet_id, self.outlets),
            (table.event_id, self.events),
            (table.language, self.languages),
            (table.form, self.forms),
            (table.scopes, tuple(scopes.masks(self.scope)) if self.scope else ()),
        )
        found: list[ColumnElement[bool]] = [
            column.in_(values) for column, values in columns if values
        ]
        short = span is not None and span[1] - span[0] <= SHORT
        if self.topics and not short:
            found.append(_on_topic(self.topics))
        elif self.topics or self.on_topic:
            found.append(_each_on(self.topics))
        for names in (self.names, tuple(name for name, _ in self.rows)):
            if names:
                told = select(story_names.c.story_id).where(story_names.c.name_id.in_(names))
                found.append(table.id.in_(told))
        return [*found, table.copy_of == ""] if self.original else found


def _on_topic(topics: Sequence[str]) -> ColumnElement[bool]:
    ids = select(topic_stories.c.story_id).where(topic_stories.c.topic_id.in_(topics))
    return stories.c.id.in_(ids)


def _each_on(topics: Sequence[str]) -> ColumnElement[bool]:
    """The same asked story by story, of any topic where none is named: the stories of a few weeks
    are fewer than all of a topic, and reading the newest few stops as soon as there are enough."""
    table = topic_stories.alias().c
    meant = table.topic_id.in_(topics) if topics else table.topic_id != OFF_SUBJECT
    held = select(table.story_id).where(table.story_id == stories.c.id, meant)
    return held.correlate(stories).exists()


EVERYTHING = Wanted()
