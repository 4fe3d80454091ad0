"""A date that names its offset is an instant; whatever its form, read as the library reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from feeds.stamps import stamp

AT = datetime(2026, 3, 5, 14, 7, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "Thu, 05 Mar 2026 14:07:09 GMT",
        "5 Mar 2026 14:07:09 UTC",
        "Thu, 05 Mar 2026 17:07:09 +0300",
        "Thu, 05 Mar 2026 08:37:09 -0530",
        " Thu,  5 mar 2026 14:07:09 +0000 ",
        "2026-03-05T17:07:09+03:00",
    ],
)
def test_the_usual_forms_and_their_neighbours_give_the_same_instant(raw: str) -> None:
    assert stamp(raw) == AT


@pytest.mark.parametrize(
    "raw",
    [
        "Thu, 05 Mar 2026 14:07:09 -0000",
        "Thu, 05 Mar 2026 14:07:09",
        "Thu, 31 Feb 2026 14:07:09 GMT",
        "Thu, 05 Mar 2026 24:07:09 GMT",
        "Thu, 05 Mar 2026 14:07:60 GMT",
        "Thu, 05 Mar 2026 14:07:09 +2400",
        "2026-03-05 14:07:09",
        "yesterday",
        "",
    ],
)
def test_what_names_no_offset_or_no_instant_is_no_date(raw: str) -> None:
    assert stamp(raw) is None


@pytest.mark.parametrize("hours", range(-12, 15))
def test_every_offset_is_read_as_the_library_reads_it(hours: int) -> None:
    raw = f"{AT + timedelta(hours=hours):%d %b %Y %H:%M:%S} {hours:+03d}30"
    assert stamp(raw) == parsedate_to_datetime(raw)
