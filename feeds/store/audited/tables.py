"""The audit log: one row for everything that a person changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, Table

from feeds.store.schema.columns import col, metadata, serial
from feeds.store.types import Instant, Words

LOGIN = "login"  # how deeds begin that change nothing

audit = Table(
    "audit",
    metadata,
    serial("Number, in order of writing."),
    col("at", Instant, "When it was done, in UTC."),
    col("who", Words, "Who did it; of a refused login the address it came from."),
    col("deed", Words, "What was done: correct pin, note, save view, feed off and so on."),
    col("target", Words, "What it was done to: an id with its prefix, or a name."),
    col("before", Words, "How it stood before, empty where nothing stood."),
    col("after", Words, "How it stands since, empty where it was taken away."),
    Index("ix_audit_at", "at"),
    comment="Everything that people changed by hand; append-only.",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that a person changed: who, when, what, and how it stood before and after."""

    at: datetime
    who: str
    deed: str
    target: str
    before: str = ""
    after: str = ""
