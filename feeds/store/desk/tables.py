"""What an editor keeps for all readers: names that stay off every page, and saved views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Table

from feeds.store.schema import metadata
from feeds.store.types import Instant, Words

suppressed_names = Table(
    "suppressed_names",
    metadata,
    Column("name", Words, primary_key=True, comment="The name, as the analyst wrote it."),
    Column("author", Words, nullable=False, comment="Who keeps it off the pages."),
    Column("at", Instant, nullable=False, comment="Since when, in UTC."),
    Column("note", Words, nullable=False, comment="Why, or empty."),
    comment="Names that no page, figure or export shows in any spelling; the stories stay.",
)

saved_views = Table(
    "saved_views",
    metadata,
    Column("name", Words, primary_key=True, comment="What the view is called."),
    Column("url", Words, nullable=False, comment="Path and query of the dashboard."),
    Column("author", Words, nullable=False, comment="Who saved it."),
    Column("at", Instant, nullable=False, comment="When, in UTC."),
    comment="Addresses of the dashboard under a name.",
)


@dataclass(frozen=True, slots=True)
class SuppressedName:
    """A name that is kept off every page."""

    name: str
    author: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of the dashboard under a name."""

    name: str
    url: str
    author: str
    at: datetime
