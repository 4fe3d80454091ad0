"""A story of the invented press before a feed lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feeds.demo.happenings import Happening
from feeds.model import Feed


@dataclass(frozen=True, slots=True)
class Version:
    """A story's words as they stood from an instant on."""

    at: datetime
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A story before it is listed: who wrote what, when, on which happening."""

    feed: Feed
    at: datetime
    versions: tuple[Version, ...]
    happening: Happening | None = None
    copied: str = ""  # feed of the agency whose text it is
