"""ISO 8601, extended and basic, and epochs in seconds, milliseconds and microseconds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from feeds.dates.context import Context, Impossible
from feeds.dates.moment import Moment, to_reading
from feeds.dates.zones import ZONE
from feeds.model import Reading

_ISO = re.compile(
    r"(\d{4})(-?)(\d{2})\2(\d{2})"
    r"(?:(?:\s*[T_]\s*|\s+|(?<=\d{8}))(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?"
    rf"\s*({ZONE})?)?",
    re.I,
)
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|-?\d{12,13}|\d{16}")
_EPOCH_0 = datetime(1970, 1, 1, tzinfo=UTC)
_SCALE = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 16: 1_000_000}


def read_epoch(text: str, context: Context) -> Reading | None:
    """Seconds, milliseconds or microseconds since 1970; always UTC."""
    if not _EPOCH.fullmatch(text) or _is_compact(text):
        return None
    digits = text.lstrip("-").split(".")[0]
    seconds = int(digits) // _SCALE[len(digits)] * (-1 if text.startswith("-") else 1)
    at = _EPOCH_0 + timedelta(seconds=seconds)
    return Reading(at, at, "second", "UTC", "written", "epoch")


def _is_compact(text: str) -> bool:
    """Whether twelve digits are 202503061405; as milliseconds they would be of 1976."""
    return len(text) == 12 and text[:2] in ("19", "20") and text[4:6] <= "12"


def read(text: str, context: Context) -> Reading | None:
    """`2025-03-06T14:05:00Z`, `20250306T140500Z`, `2025-03-06 17:05`, `2025-03-06`."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, _, month, day, hour, minute, second, zone = match.groups()
    if year == "0000":
        raise Impossible("a database's zero")
    moment = Moment(
        int(year),
        int(month),
        int(day),
        None if hour is None else int(hour),
        int(minute or 0),
        None if second is None else int(second),
        zone or "",
    )
    return to_reading(moment, "iso", context)
