"""What a site allows us to ask: robots.txt, kept for a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from feeds.formats.charsets import decoded
from feeds.model import Response

KEPT, KEPT_WITHOUT = timedelta(days=1), timedelta(hours=1)
LONGEST = 500_000  # bytes that are read


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site's robots.txt allows; `closed` says why nothing is asked for now."""

    until_at: datetime
    closed: str = ""
    parser: RobotFileParser = field(default_factory=RobotFileParser)

    def refuses(self, agent: str, url: str) -> str:
        """Why a page must not be asked, "" where it may."""
        if self.closed:
            return self.closed
        return "" if self.parser.can_fetch(agent, url) else "robots.txt asks not to read it"

    def pause(self, agent: str) -> float:
        """Seconds that it asks to leave between two pages."""
        return float(self.parser.crawl_delay(agent) or 0)


def robots_url(url: str) -> str:
    """Where the rules for an address stand."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def rules_of(answer: Response) -> Rules:
    """The rules that an answer gives: none where there is no such file (404, 410), and nothing
    is allowed where the server refuses or cannot tell."""
    at, parser = answer.started_at, RobotFileParser()
    if answer.status in (404, 410):
        parser.parse([])
        return Rules(at + KEPT, parser=parser)
    if answer.status in (200, 204) and answer.outcome is None:
        kind = answer.headers.get("content-type", "")
        parser.parse(decoded(answer.body[:LONGEST], kind).splitlines())
        return Rules(at + KEPT, parser=parser)
    why = answer.error or f"HTTP {answer.status}"
    return Rules(at + KEPT_WITHOUT, closed=f"its robots.txt could not be read: {why}")
