"""Coming closer, the foot of the bars, and what bursts are called."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from dashboard.data import Desk
from dashboard.noting import notes, strongest
from dashboard.pages.timeline import bars
from dashboard.pages.timeline_wires import event_address
from dashboard.selection import Asked, from_query, resolve
from dashboard.zooming import back, closer
from tests.dashboard.fakes.world import river, subject

SPAN = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 20, 20, tzinfo=UTC))


def drawn(asked: Asked, low: str, high: str) -> dict[str, str] | None:
    return closer(asked, resolve(asked, subject(), SPAN), low, high)


def test_whole_days_that_a_stretch_touches_become_the_span() -> None:
    found = drawn(Asked(), "2026-03-10 13:00", "2026-03-15 02:00:00.123")
    assert found == {
        "span": "dates",
        "from_day": "2026-03-10",
        "to_day": "2026-03-15",
        "bin": "day",
        "whole": "14d.day",
    }


def test_few_days_are_drawn_by_hour_and_the_way_back_is_kept() -> None:
    first = Asked(span="dates", from_day="2026-03-08", to_day="2026-03-18", whole="28d.week")
    found = drawn(first, "2026-03-12 20:00", "2026-03-11 04:00")
    assert found is not None
    assert (found["from_day"], found["to_day"]) == ("2026-03-11", "2026-03-12")
    assert (found["bin"], found["whole"]) == ("hour", "28d.week")


def test_a_stretch_never_leaves_the_span() -> None:
    found = drawn(Asked(span="7d"), "2026-02-01", "2026-04-01")
    assert found is not None
    assert (found["from_day"], found["to_day"]) == ("2026-03-14", "2026-03-20")
    assert drawn(Asked(span="7d"), "2026-02-01", "2026-02-03") is None


@pytest.mark.parametrize(
    "before",
    [
        Asked(),
        Asked(span="28d", bin="week", rows="group"),
        Asked(span="dates", from_day="2026-03-02", to_day="2026-03-19"),
    ],
    ids=["usual", "weeks", "days"],
)
def test_the_way_back_leads_to_where_one_was(before: Asked) -> None:
    found = drawn(before, "2026-03-12", "2026-03-13 12:00")
    assert found is not None
    inner = from_query(
        Asked(rows=before.rows, **found).to_query(),  # type: ignore[arg-type]
        subject(),
    )
    assert back(inner) == before


def test_flags_need_no_value_in_the_address() -> None:
    asked = from_query("?compare&outlets=harbour,canal", subject(), page="outlets")
    assert asked.compare == "yes"
    assert asked.on("timeline").compare == ""
    assert asked.on("timeline").outlets == ("harbour", "canal")


def bursts(*lines: tuple[str, int, str, str, float, str]) -> pd.DataFrame:
    names = ["row", "level", "start_at", "end_at", "weight", "event_id"]
    table = pd.DataFrame(lines, columns=names)
    for name in ("start_at", "end_at"):
        table[name] = pd.to_datetime(table[name], utc=True)
    return table


def test_a_burst_is_named_once_by_its_highest_level() -> None:
    same = [("floods", n, "2026-03-12", "2026-03-14", 9.0, "e") for n in (1, 2, 3)]
    other = ("floods", 1, "2026-03-12", "2026-03-16", 20.0, "e")
    unexplained = ("floods", 1, "2026-03-02", "2026-03-03", 30.0, "")
    assert strongest(bursts(*same, unexplained))["level"].tolist() == [3]
    assert strongest(bursts(*same, other))["weight"].tolist() == [20.0]


def test_the_name_stands_at_the_tallest_bar_of_the_burst() -> None:
    days = pd.to_datetime(["2026-03-11", "2026-03-12", "2026-03-13"], utc=True)
    volume = pd.DataFrame({"row": "floods", "bin_at": days, "value": [50.0, 3.0, 8.0]})
    table = bursts(("floods", 1, "2026-03-12", "2026-03-14", 9.0, "e"))
    (note,) = notes(table, volume, {"e": "Water rises"}, "UTC")
    assert (note.bin_at, note.text, note.event) == (days[2], "Water rises", "e")
    assert notes(table, volume, {}, "UTC") == []


def test_a_headline_leads_to_its_event_in_the_readers_language() -> None:
    led = event_address("event:flood", "/?lang=ar&base=north&theme=dark")
    assert led.startswith("/events?")
    assert from_query(led.partition("?")[2], subject(), page="events") == Asked(
        page="events", event="event:flood", lang="ar", theme="dark"
    )


def test_the_group_at_the_foot_is_stacked_first_and_keeps_its_colour() -> None:

    desk = Desk(river(), subject())
    colours = {}
    for base in ("", "south"):
        asked = Asked(topics=("floods",), base=base)
        figure = bars(desk, asked, resolve(asked, subject(), SPAN)).figure()
        stacked = [t for t in figure.data if t.type == "bar" and t.showlegend is False]
        order = [t.legendgroup for t in stacked if t.legendgroup in ("north", "south")]
        colours[base] = {t.legendgroup: t.marker.color for t in stacked[:2]}
        assert order == (["south", "north"] if base else ["north", "south"])
    assert colours[""] == colours["south"]
