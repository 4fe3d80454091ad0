"""What is printed reads back; what is garbage gives nothing, raises nothing, and soon ends."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.dates import Context, read_date
from feeds.dates.reading import Attempt
from tests.dates.printing import FORMS, Form

FETCHED_AT = datetime(2026, 6, 1, tzinfo=UTC)
LANGUAGES = ("ar", "en", "ku", "ckb", "tr", "he", "fa", "ru", "fr", "de", "es", "")
LIMIT = 0.05  # seconds of the process's own time
INSTANTS = st.integers(
    int(datetime(1995, 1, 1, tzinfo=UTC).timestamp()), int(FETCHED_AT.timestamp())
).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
PIECES = (
    "6 2025 32 13 00 17:05 99:99 March مارس آذار Mart марта mars März במרץ اسفند Adar ago منذ önce "
    "назад vor לפני پیش berî Published: - / . , + : ( ) GMT +03 pm م T Z"
)
OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))


def context(language: str = "en", zone: str = "UTC") -> Context:
    return Context(language, zone, "", FETCHED_AT)


def quickest(raw: str, language: str) -> tuple[Attempt, float]:
    """The attempt and the shortest of three times: the machine may be busy, the reader may not."""
    times = []
    for _ in range(3):
        began = time.process_time()
        attempt = read_date(raw, context(language))
        times.append(time.process_time() - began)
    return attempt, min(times)


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
@settings(derandomize=True, max_examples=25, deadline=None)
@given(at=INSTANTS)
def test_a_printed_date_reads_back(form: Form, at: datetime) -> None:
    reading = read_date(form.write(at), context(form.language, form.zone)).reading
    assert reading is not None, form.write(at)
    if form.exact == "day":
        local = reading.earliest_at.astimezone(ZoneInfo(form.zone)).date()
        assert local == at.astimezone(ZoneInfo(form.zone)).date()
    else:  # an hour that summer time repeats is an interval with both
        assert reading.earliest_at <= at.replace(second=0) <= reading.latest_at


@settings(derandomize=True, max_examples=80, deadline=None)
@given(at=INSTANTS, away=OFFSETS)
def test_the_standard_forms_read_back_to_the_second(at: datetime, away: timedelta) -> None:
    minutes = int(away.total_seconds()) // 60
    sign, hours = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    local = at + away
    written = (
        at.isoformat(),
        f"{at:%Y-%m-%dT%H:%M:%S}.250Z",
        f"{at:%Y%m%dT%H%M%SZ}",
        f"{local:%Y-%m-%d %H:%M:%S}{sign}{hours[0]:02d}:{hours[1]:02d}",
        f"{local:%a, %d %b %Y %H:%M:%S} {sign}{hours[0]:02d}{hours[1]:02d}",
        f"{local:%d %b %Y %H:%M:%S} UTC{sign}{hours[0]}:{hours[1]:02d}",
        format_datetime(at, usegmt=True),
        f"{at:%a %b %d %H:%M:%S} UTC {at.year}",
        str(int(at.timestamp())),
        str(int(at.timestamp()) * 1000),
        f"{at:%G-W%V-%u}T{at:%H:%M:%S}Z",
        f"{at:%Y-%j}T{at:%H:%M:%S}Z",
    )
    for raw in written:
        reading = read_date(raw, context()).reading
        assert reading is not None, raw
        assert reading.earliest_at == reading.latest_at == at, raw


@settings(derandomize=True, max_examples=150, deadline=None)
@given(raw=st.text(max_size=200), language=st.sampled_from(LANGUAGES))
def test_no_text_raises(raw: str, language: str) -> None:
    attempt = read_date(raw, context(language))
    assert attempt.raw == raw
    assert attempt.reading is None or attempt.reading.earliest_at <= attempt.reading.latest_at


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(PIECES.split()),
        max_size=9,
    ),
    language=st.sampled_from(LANGUAGES),
)
def test_pieces_of_dates_in_any_order_raise_nothing(words: list[str], language: str) -> None:
    for glue in (" ", ""):
        read_date(glue.join(words), context(language))


@pytest.mark.parametrize("language", ["en", "ar", "fa", "he", "es"])
@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("9" * 100_000, id="digits"),
        pytest.param("(" * 50_000 + ")" * 50_000, id="brackets"),
        pytest.param("1 " * 80, id="ones"),
        pytest.param("1 " * 50_000, id="ones without end"),
        pytest.param("6 March 2025 " * 12, id="dates in a row"),
        pytest.param("6" + " " * 100_000 + "March 2025", id="a wide gap"),
        pytest.param("12:30 " * 26, id="times in a row"),
        pytest.param("published: " * 14, id="labels in a row"),
        pytest.param("نشر في " * 22, id="Arabic labels in a row"),
        pytest.param("منذ 3 ساعات " * 13, id="ages in a row"),
        pytest.param("2025-03-06T" + "0" * 140, id="a long time"),
        pytest.param("+03:00" * 26, id="offsets in a row"),
        pytest.param("a.m. p.m. " * 15, id="halves in a row"),
        pytest.param("&amp;" * 20_000, id="entities"),
        pytest.param("\u202e\u200f" * 50_000 + "2025", id="direction marks"),
        pytest.param("ו' באדר " * 19 + 'תשפ"ה', id="Hebrew letters"),
        pytest.param("ا" * 150, id="one letter"),
        pytest.param("-/." * 53, id="separators"),
    ],
)
def test_no_input_takes_fifty_milliseconds_or_is_read(hostile: str, language: str) -> None:
    read_date("10 de enero de 2025", context(language))  # tables and libraries load once
    attempt, spent = quickest(hostile, language)
    assert attempt.reading is None
    assert spent < LIMIT
