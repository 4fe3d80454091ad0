"""Lists of feeds for the command line: read and checked before any store is made."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feeds.errors import ConfigError
from feeds.model import Outlet
from feeds.opml import inspect_opml
from feeds.settings import Settings


@dataclass(frozen=True, slots=True)
class Listing:
    """An OPML list that holds at least one feed, and where it came from."""

    source: str
    data: bytes

    def outlets(self, known: Sequence[Outlet]) -> tuple[Outlet, ...]:
        """Its outlets and feeds, those `known` recognised; what is left out is told."""
        reading = inspect_opml(self.data, self.source, known)
        for problem in reading.problems:
            print(f"coverline: {problem}", file=sys.stderr)
        return reading.outlets


def read_list(source: str, settings: Settings) -> Listing:
    """The list at a path or an address; ConfigError where it cannot be read or holds no feed."""
    listing = Listing(source, _bytes(source, settings))
    inspect_opml(listing.data, source)
    return listing


def _bytes(source: str, settings: Settings) -> bytes:
    if source.startswith(("http://", "https://")):
        return asyncio.run(_download(source, settings))
    try:
        return Path(source).expanduser().read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        hint = "Give the file or the address of an OPML list."
        raise ConfigError(f"{source} cannot be read: {why}.", hint) from error


async def _download(url: str, settings: Settings) -> bytes:
    from feeds.fetch import Fetcher  # takes long to load, and most lists are files

    async with Fetcher(settings, lambda: datetime.now(UTC)) as fetcher:
        return await fetcher.read_bytes(url)
