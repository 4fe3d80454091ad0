"""What analysts add to stories, apart from all that is derived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Column, Index, Table

from feeds.store.schema.columns import Serial, metadata
from feeds.store.types import Instant, Words

RemarkKind = Literal["note", "gloss", "briefing"]

remarks = Table(
    "remarks",
    metadata,
    Column(
        "id", Serial, primary_key=True, autoincrement=True, comment="Number, in order of writing."
    ),
    Column("story_id", Words, nullable=False, comment="The story; a rebuild gives the same id."),
    Column("kind", Words, nullable=False, comment="note, gloss (headline translated) or briefing."),
    Column("value", Words, nullable=False, comment="What was written; empty takes it back."),
    Column("author", Words, nullable=False, comment="Who wrote it."),
    Column("at", Instant, nullable=False, comment="When it was written, in UTC."),
    Index("ix_remarks_story_id", "story_id"),
    comment="What analysts add to stories by hand; append-only, the latest of a kind holds.",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """An analyst's own words on a story: a note, a gloss (the headline translated by hand), or
    that it belongs into the briefing. An empty value takes back what was said before."""

    story_id: str
    kind: RemarkKind
    value: str
    author: str
    at: datetime
