"""Publication dates as the invented feeds write them, rightly and wrongly."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from feeds.demo.plan import DateStyle

MONTHS = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)


def stamp(at: datetime, style: DateStyle, zone: ZoneInfo) -> str:
    """The date string of an entry; `local-as-gmt` is the planted lie."""
    local = at.astimezone(zone)
    if style == "none":
        return ""
    if style == "iso":
        return local.isoformat(timespec="seconds")
    if style == "levantine":
        return f"{local.day} {MONTHS[local.month - 1]} {local.year} {local:%H:%M}"
    if style == "gmt":
        return format_datetime(at.astimezone(UTC), usegmt=True)
    if style == "local-as-gmt":
        return format_datetime(local.replace(tzinfo=UTC), usegmt=True)
    return format_datetime(local)
