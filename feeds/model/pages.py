"""What a story's own web page said of its date: kept, so that no page is fetched twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

PagePart = Literal["meta", "data", "time", "text", "library"]


class PageDate(NamedTuple):
    """A date as it stood in a page, and where: in a meta element, in linked data (JSON-LD), in
    a time element, in the text beside the headline, or as a library made it out."""

    part: PagePart
    raw: str


@dataclass(frozen=True, slots=True)
class Page:
    """One visit to the web page of a story; `problem` says why nothing was read."""

    story_id: str
    url: str
    fetched_at: datetime
    final_url: str = ""
    status: int | None = None
    title: str = ""  # the headline that the page shows
    found: tuple[PageDate, ...] = ()  # most trusted first
    problem: str = ""
