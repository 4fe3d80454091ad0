"""What a reader may know besides the string itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from feeds.model import Entry, Feed, Outlet

if TYPE_CHECKING:
    from feeds.dates.habit import Habit


class Impossible(ValueError):
    """The string has a reader's shape but names no such day or time: no later reader may guess."""


@dataclass(frozen=True)
class Context:
    """A feed's language, IANA zone and ISO country ("" where unknown), and the fetch (UTC).

    `zone_basis` tells whose zone it is; a string without a zone is read in it. `channel_raw`
    is the date the document gives for itself, `habit` what polling has taught of the feed.
    """

    language: str
    zone: str
    country: str
    fetched_at: datetime
    zone_basis: Literal["feed", "outlet"] = "outlet"
    channel_raw: str = ""
    habit: Habit | None = None

    @cached_property
    def tz(self) -> ZoneInfo:
        """The zone itself; UTC where the name is unknown."""
        return zone_info(self.zone) or ZoneInfo("UTC")

    @property
    def tongue(self) -> str:
        """The language without script or region: `ar` of `ar-SY`."""
        return re.split("[-_]", self.language.lower(), maxsplit=1)[0]

    @property
    def land(self) -> str:
        """The country as told, else that of the zone."""
        told = self.country.upper()
        return told if re.fullmatch("[A-Z]{2}", told) else _countries().get(self.zone, "")

    @property
    def local(self) -> datetime:
        """The fetch on the outlet's clock."""
        return self.fetched_at.astimezone(self.tz)


def context_of(entry: Entry, outlet: Outlet, feed: Feed, habit: Habit | None = None) -> Context:
    """The context of an entry; a copy of a feed was fetched when it was made.

    The configured language wins: feeds often claim a wrong one.
    """
    language = feed.language or entry.raw.language or "".join(outlet.languages[:1])
    fetched_at = entry.shown_at.astimezone(UTC)
    return Context(
        language,
        outlet.zone,
        outlet.country,
        fetched_at,
        channel_raw=entry.channel_raw,
        habit=habit,
    )


@lru_cache(maxsize=1024)
def zone_info(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, if there is one."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: `Europe` is a folder of zone files
        return None


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
