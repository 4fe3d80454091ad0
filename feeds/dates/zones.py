"""Zone names as feeds write them. Libraries take EET, MSK and TRT silently for UTC; we do not.

A name is first looked for in the feed's own zone (IST is Jerusalem's, Kolkata's or Dublin's),
then by country, then in the table. A name that nobody knows leaves the feed's zone, flagged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

from feeds.dates.context import Context, zone_info

ZONE = (  # an offset, a name or an IANA zone, and a remark in brackets after it
    r"(?:(?:UTC|GMT|UT)?\s?[+\-−]\d{1,2}:?(?:\d{2})?|(?![ap]\.?m\b)(?:[A-Za-z]+/[A-Za-z0-9_+\-/]+|[A-Za-z]{1,5}))"
    r"(?:(?<=\d)\s?[A-Za-z]{3,5}\b(?![/:]))?(?:\s*[(\[][^()\[\]]{0,40}[)\]])?"
)
_SECOND = re.compile(r"(?<=\d)\s?[A-Za-z]{3,5}$")  # `+0300 EEST`: the offset is the surer
_OFFSET = re.compile(r"(?:UTC|GMT|UT)?\s?([+\-−])(\d{1,2}):?(\d{2})?", re.I)
_NAME = re.compile(r"[A-Z]{1,5}|[A-Za-z_]+/[A-Za-z0-9_+\-/]+")  # one unknown is flagged
_REMARK = re.compile(r"\s*[(\[].*$")

_HOURS: dict[str, float] = {
    **dict.fromkeys(("UTC", "GMT", "UT", "Z", "WET"), 0),
    **dict.fromkeys(("WEST", "BST", "CET", "MEZ", "WAT"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET", "OEZ", "CAT", "SAST"), 2),
    **dict.fromkeys(("EEST", "OESZ", "MSK", "TRT", "TSI", "IDT", "EAT"), 3),
    "IRST": 3.5,
    "IRDT": 4.5,
    "AFT": 4.5,
    "NPT": 5.75,
    "ACST": 9.5,
    "ACDT": 10.5,
    **dict.fromkeys(("GST", "AZT", "GET", "SAMT", "MSD"), 4),
    **dict.fromkeys(("PKT", "UZT", "YEKT", "TMT", "TJT"), 5),
    **dict.fromkeys(("ICT", "WIB"), 7),
    **dict.fromkeys(("HKT", "SGT", "MYT", "PHT", "AWST", "WITA"), 8),
    **dict.fromkeys(("JST", "KST"), 9),
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "NST": -3.5,
    "NDT": -2.5,
    **dict.fromkeys(("BRT", "UYT", "CLST"), -3),
    **dict.fromkeys(("CLT", "BOT", "VET"), -4),
    **dict.fromkeys(("COT", "PET", "ECT"), -5),
    "MMT": 6.5,
    "BTT": 6,
    "ALMT": 5,
    "NOVT": 7,
    "KRAT": 7,
    "IRKT": 8,
    "VLAT": 10,
    "CHST": 10,
    "SST": -11,
    "ART": -3,
}
_ARABIA = ["SA", "KW", "BH", "QA", "YE", "IQ", "SY", "JO", "LB", "PS", "AE", "OM"]
_BY_COUNTRY: dict[str, dict[str, float]] = {
    "IST": {"IL": 2, "PS": 2, "IN": 5.5, "LK": 5.5, "IE": 1},
    "AST": {**dict.fromkeys(_ARABIA, 3), **dict.fromkeys(("CA", "BM", "PR", "DO", "TT"), -4)},
    "ADT": {**dict.fromkeys(_ARABIA, 4), **dict.fromkeys(("CA", "BM"), -3)},
    "CST": dict.fromkeys(("CN", "TW", "MO"), 8),
    "BST": {"BD": 6},
    "EST": {"AU": 10},
}
_AMBIGUOUS = {"IST", "AST", "ADT"}  # never guessed without a country
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone with its name and where it came from."""

    tz: tzinfo
    name: str
    basis: Literal["written", "named", "feed", "outlet", "assumed"]


def zone_of(text: str, local: datetime, context: Context) -> Zone | None:
    """The zone that a string names for a wall-clock time, the feed's where it names none.

    None where a word stands there that can be no zone: then the string says something else.
    """
    name = _SECOND.sub("", _REMARK.sub("", text.strip())) or text.strip("()[] ")
    if not name:
        return Zone(context.tz, context.zone, context.zone_basis)
    found = known_zone(name, local, context)
    if found is None and not _NAME.fullmatch(name):
        return None
    return found or Zone(context.tz, context.zone, "assumed")


def known_zone(name: str, local: datetime, context: Context) -> Zone | None:
    """The zone of an offset, an abbreviation or an IANA name, if it is one."""
    if match := _OFFSET.fullmatch(name):
        return _written(match)
    if "/" in name or name.upper() in _PLACES:
        place = _PLACES.get(name.upper(), name)
        found = zone_info(place) or zone_info(place.title())
        return Zone(found, place, "named") if found else None
    hours = _hours(name.upper(), local, context)
    return None if hours is None else Zone(_fixed(hours), name.upper(), "named")


def _written(match: re.Match[str]) -> Zone | None:
    sign, hours, minutes = match.groups()
    away = int(hours) * 60 + int(minutes or 0)
    if int(hours) > 14 or int(minutes or 0) > 59:
        return None
    away = away if sign == "+" else -away
    return Zone(_fixed(away / 60), f"{'+' if away >= 0 else '-'}{_clock(abs(away))}", "written")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _hours(name: str, local: datetime, context: Context) -> float | None:
    if name not in ("UTC", "GMT", "UT", "Z"):
        own = _own_hours(name, local, context)
        if own is not None:
            return own
        by_country = _BY_COUNTRY.get(name, {})
        if context.land in by_country:
            return by_country[context.land]
    return None if name in _AMBIGUOUS else _HOURS.get(name)


def _own_hours(name: str, local: datetime, context: Context) -> float | None:
    """Hours where the feed's own zone uses that name, then or in that year's other season."""
    for moment in (local, local.replace(month=1, day=1), local.replace(month=7, day=1)):
        there = moment.replace(tzinfo=context.tz)
        away = there.utcoffset()
        if there.tzname() == name and away is not None:
            return away.total_seconds() / 3600
    return None


@lru_cache(maxsize=256)
def _fixed(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))
