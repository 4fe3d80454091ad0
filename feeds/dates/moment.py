"""From the fields of a date string to an interval in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from feeds.dates.context import Context, Impossible
from feeds.dates.zones import Zone, zone_of
from feeds.model import Precision, Reading

_LEAP_MINUTES = (59, 29, 14, 44)  # the last of a UTC day in zones of whole, half and quarter hours


@dataclass(frozen=True, slots=True)
class Moment:
    """The fields as they were written; `hour` is None for a day, `second` for a minute."""

    year: int
    month: int
    day: int
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    zone: str = ""
    ambiguous: bool = False


def to_reading(moment: Moment, reader: str, context: Context) -> Reading | None:
    """The reading of a moment if its zone is one; Impossible where there is no such time."""
    try:
        local = _local(moment)
        zone = zone_of(moment.zone, local, context)
        if zone is None:
            return None
        earliest, latest, precision = _interval(moment, local, zone)
    except (ValueError, OverflowError) as error:
        raise Impossible("no such day") from error
    twice = precision != "day" and latest - earliest >= timedelta(minutes=10)
    unsure = moment.ambiguous or twice
    return Reading(earliest, latest, precision, zone.name, zone.basis, reader, unsure)


def _local(moment: Moment) -> datetime:
    """The wall clock: 24:00 is the next day's midnight, a leap second the one before it."""
    hour, second = moment.hour or 0, moment.second or 0
    midnight = (hour, moment.minute, second) == (24, 0, 0)
    leap = second == 60 and moment.minute in _LEAP_MINUTES
    local = datetime(  # noqa: DTZ001 the zone depends on the day
        moment.year,
        moment.month,
        moment.day,
        0 if midnight else hour,
        moment.minute,
        59 if leap else second,
    )
    return local + timedelta(days=1) if midnight else local


def year_of(text: str) -> int:
    """A year of two or four digits; two are read as RFC 2822 says."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def hour_of(hour: str, half: str | None) -> int:
    """An hour of 24, of `hour` and am or pm. `17:05 pm` is 17:05: some feeds write both."""
    number, letter = int(hour), (half or "")[:1].lower()
    if letter == "a" and number > 12:
        raise Impossible("an afternoon hour in the morning")
    if letter == "p" and number < 12:
        return number + 12
    return 0 if letter == "a" and number == 12 else number


def whole_day(day: datetime, tz: tzinfo) -> tuple[datetime, datetime]:
    """First and last second of a local day, in UTC."""
    start = day.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=tz)
    end = start + timedelta(days=1) - timedelta(seconds=1)
    return start.astimezone(UTC), end.astimezone(UTC)


def _interval(moment: Moment, local: datetime, zone: Zone) -> tuple[datetime, datetime, Precision]:
    if moment.hour is None:
        return *whole_day(local, zone.tz), "day"
    # Both readings of the hour that is repeated when summer time ends.
    sides = [local.replace(tzinfo=zone.tz, fold=fold).astimezone(UTC) for fold in (0, 1)]
    if moment.second is None:
        return min(sides), max(sides) + timedelta(seconds=59), "minute"
    return min(sides), max(sides), "second"
