"""Media Cloud's story list, a CSV, matched to watched outlets by host (pure but for the file).

Columns: id, indexed_date, language, media_name, media_url, publish_date, title, url. The list
is a search result: it vouches for no time.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from feeds.backfill.planning import site_feed
from feeds.backfill.walk import day_of, many, same_site
from feeds.errors import ConfigError
from feeds.formats.drafts import Document, Draft, entries
from feeds.model import Feed, Outlet, RawEntry
from feeds.urls import host_of

SOURCE = "mediacloud"
NEEDED = ("publish_date", "title", "url")
HINT = "Give the story list that Media Cloud exports as CSV."
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """A story of the list, in its own words."""

    draft: Draft
    indexed_at: datetime | None  # when Media Cloud had it


@dataclass(slots=True)
class Matched:
    """Stories by feed id, and what could not be placed."""

    rows: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    unmatched: int = 0
    unclear: int = 0  # several watched outlets share the host
    bare: int = 0  # without an address, a headline or a date
    older: int = 0

    @property
    def note(self) -> str:
        """What was left out, in words."""
        said = {
            "of no watched outlet in their language": self.unmatched,
            "of a host that several outlets share": self.unclear,
            "without address, headline or date": self.bare,
            "older than asked for": self.older,
        }
        left = [f"{many(n, 'story', 'stories')} {words}" for words, n in said.items() if n]
        return f"left out: {'; '.join(left)}" if left else ""


def read_rows(path: Path) -> Iterator[Row]:
    """The stories of a list; ConfigError where it is no such file."""
    try:
        with path.expanduser().open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
            if missing:
                raise ConfigError(f"{path} has no column {' and no '.join(missing)}.", HINT)
            yield from map(_row, table)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.", HINT) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path} is not a CSV in UTF-8: {error}.", HINT) from error


def match(
    rows: Iterable[Row],
    outlets: Sequence[Outlet],
    hosts: Mapping[str, Sequence[str]],
    since_at: datetime,
) -> Matched:
    """Each story with the feed of the outlet whose host it has; `hosts` are those by outlet id."""
    found, near = Matched(), dict[str, list[Outlet]]()
    for row in rows:
        draft, host = row.draft, host_of(row.draft.link)
        at = day_of(draft.published)
        if not host or not draft.title or at is None:
            found.bare += 1
            continue
        if host not in near:
            near[host] = [o for o in outlets if any(same_site(host, h) for h in hosts[o.id])]
        feeds = _feeds(near[host], draft.language)
        if at < since_at:
            found.older += 1
        elif len(feeds) == 1:
            found.rows[feeds[0].id].append(row)
        else:
            found.unclear += bool(feeds)
            found.unmatched += not feeds
    return found


def raw_entries(rows: Sequence[Row]) -> list[tuple[RawEntry, datetime | None]]:
    """Entries as any feed's, cleaned and keyed, each with when Media Cloud had it."""
    found = []
    for row in rows:
        document = Document(kind="csv", drafts=[row.draft])
        found += [(raw, row.indexed_at) for raw in entries(document, row.draft.link)]
    return found


def _feeds(outlets: Sequence[Outlet], language: str) -> list[Feed]:
    """The feed that each outlet would take a story into."""
    found = [site_feed(outlet, language) for outlet in outlets]
    return [feed for feed in found if feed is not None]


def _row(row: Mapping[str, str | None]) -> Row:
    draft = Draft(
        link=(row.get("url") or "").strip(),
        title=(row.get("title") or "").strip(),
        language=(row.get("language") or "").strip(),
        published=(row.get("publish_date") or "").strip(),
    )
    return Row(draft, _indexed(row.get("indexed_date") or ""))


def _indexed(text: str) -> datetime | None:
    """Its own clock is UTC and names no zone."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if len(text.strip()) <= 10:
        return None  # a bare day bounds nothing within itself
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
