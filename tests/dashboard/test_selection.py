"""What the URL holds comes back as it was, and what cannot be is refused in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.selection import Asked, days, from_query, resolve
from feeds.errors import SelectionError
from tests.dashboard.fakes.world import GROUPING, subject

SPAN = (datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2026, 3, 20, 20, tzinfo=UTC))

ASKED = [
    Asked(),
    Asked(span="7d", bin="hour", rows="outlet", measure="attention"),
    Asked(page="outlets", topics=("floods", "bridge"), outlets=("harbour",), counting="reach"),
    Asked(span="dates", from_day="2026-02-01", to_day="2026-02-14", zone="Asia/Damascus"),
    Asked(row="floods", at="2026-03-13T00:00:00+00:00", series="north", theme="dark", lang="ar"),
    Asked(page="events", event="event:flood", grouping="none", clock="seen", bin="week"),
]


@pytest.mark.parametrize("asked", ASKED)
def test_a_selection_survives_its_url(asked: Asked) -> None:
    assert from_query(asked.to_query(), subject(), page=asked.page) == asked


def test_what_is_as_usual_is_left_out_of_the_url() -> None:
    assert Asked().to_url() == "/"
    assert Asked(page="feeds", theme="dark").to_url() == "/feeds?theme=dark"
    assert Asked(topics=("floods", "bridge")).to_query() == "?topics=floods,bridge"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?topics=unicorns", "There is no topic “unicorns”."),
        ("?outlets=nobody", "There is no outlet “nobody”."),
        ("?grouping=zodiac", "There is no grouping “zodiac”."),
        ("?bin=minute", "“minute” is no bin."),
        ("?zone=Mars/Base", "“Mars/Base” is no time zone."),
        ("?colour=blue", "unknown choice “colour”"),
        ("?at=yesterday-ish", "“yesterday-ish” is no time."),
        ("?span=dates&from_day=2026-03-09&to_day=2026-03-01", "ends (2026-03-01) before"),
        ("?span=dates&from_day=soon&to_day=2026-03-01", "is not two days"),
        ("?span=all&bin=hour", "do not fit one picture"),
    ],
)
def test_what_cannot_be_is_said_in_words(query: str, words: str) -> None:
    with pytest.raises(SelectionError) as caught:
        from_query(query, subject(), SPAN)
    assert words in str(caught.value)
    assert caught.value.hint


def test_the_usual_span_is_fourteen_local_days_up_to_the_last_poll() -> None:
    found = resolve(Asked(zone="Asia/Damascus"), subject(), SPAN)
    assert found.from_at == datetime(2026, 3, 6, 21, tzinfo=UTC)  # 7 March in Damascus
    assert SPAN[1] < found.to_at < datetime(2026, 3, 20, 21, tzinfo=UTC)
    assert days(found) == ("2026-03-07", "2026-03-20")
    assert found.grouping == GROUPING


def test_a_store_of_few_days_is_shown_whole() -> None:
    young = (datetime(2026, 3, 18, 15, tzinfo=UTC), SPAN[1])
    assert resolve(Asked(), subject(), young).from_at == datetime(2026, 3, 18, tzinfo=UTC)


def test_days_are_inclusive_and_local() -> None:
    asked = Asked(span="dates", from_day="2026-02-01", to_day="2026-02-01", zone="Europe/Istanbul")
    found = resolve(asked, subject(), SPAN)
    assert found.from_at == datetime(2026, 1, 31, 21, tzinfo=UTC)
    assert found.to_at == datetime(2026, 2, 1, 21, tzinfo=UTC)
