"""Exact tables in, key traces and numbers out; every number below was worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import theme
from dashboard.figures import lags
from dashboard.figures.clockface import Clockface
from dashboard.figures.event import event
from dashboard.figures.exposure import exposure
from dashboard.figures.hatch import DOTS_NAME, HATCH_NAME
from dashboard.figures.heatmap import heatmap
from dashboard.figures.notes import Note
from dashboard.figures.timeline import timeline
from dashboard.words import Names, names
from feeds.coverage import Basis, Selection, bins
from feeds.coverage.timing import delays
from tests.dashboard.fakes.world import GROUPING, subject

CASES = Path(__file__).parents[1] / "cases" / "dashboard"
SELECTION = Selection(
    datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC), grouping=GROUPING
)
BINS = bins(SELECTION)
NAMES = names(subject(), GROUPING)
BASIS = Basis(
    4, 4, 39, 1, 0.625, datetime(2026, 3, 5, tzinfo=UTC), True, "0.1.0", "1a2b3c4d",
    ((BINS[1].to_pydatetime(), BINS[2].to_pydatetime()),),
)  # fmt: skip
HIGHEST = 30 * 1.12  # of the one scale: the tallest bar and a little air


def case(name: str) -> pd.DataFrame:
    table = pd.read_csv(CASES / f"{name}.csv", keep_default_na=False)
    for column in [c for c in table if str(c).endswith("_at")]:
        table[column] = pd.to_datetime(table[column], utc=True, format="ISO8601")
    return table


def seen() -> pd.DataFrame:
    parts = [(g, at, 1.0 - (at == BINS[1]), 0.0) for g in ("north", "south") for at in BINS]
    return pd.DataFrame(parts, columns=["group", "bin_at", "observed", "captured"])


def drawn(**choices: object) -> go.Figure:
    return timeline(
        case("volume"), case("missing"), seen(), bins=BINS, selection=SELECTION, basis=BASIS,
        names=NAMES, **choices,  # type: ignore[arg-type]
    )  # fmt: skip


def bars(fig: go.Figure, name: str, axis: str) -> go.Bar:
    found = [
        t
        for t in fig.data
        if t.type == "bar" and t.name == name and t.yaxis == axis and t.y != (None,)
    ]
    assert len(found) == 1
    return found[0]


def texts(fig: go.Figure) -> str:
    return " | ".join(str(note.text) for note in fig.layout.annotations)


def test_rows_are_stacked_by_group_with_most_stories_first() -> None:
    fig = drawn()
    assert list(bars(fig, "North bank", "y").y) == [2, 30]
    assert list(bars(fig, "South bank", "y").y) == [3]
    assert list(bars(fig, "South bank", "y2").y) == [4]
    assert fig.layout.barmode is None
    assert fig.layout.template.layout.barmode == "stack"


def test_all_rows_share_one_scale() -> None:
    fig = drawn()
    assert fig.layout.yaxis.range == fig.layout.yaxis2.range == (0, pytest.approx(HIGHEST))


def test_hatch_fills_the_missing_part_of_the_free_height() -> None:
    fig = drawn()
    floods, bridge = bars(fig, HATCH_NAME, "y"), bars(fig, HATCH_NAME, "y2")
    assert list(floods.y) == pytest.approx([HIGHEST, 0.5 * HIGHEST])
    assert list(bridge.y) == pytest.approx([0.25 * (HIGHEST - 4), HIGHEST, 0.5 * HIGHEST])
    assert floods.x[0] == "2026-03-02T12:00:00"  # drawn as wall clock
    assert floods.marker.pattern.shape == "/"


def test_captured_time_is_dotted_not_hatched_and_named() -> None:
    missing = case("missing").assign(captured=0.0)
    first = (missing["row"] == "floods") & (missing["bin_at"] == BINS[1])
    missing.loc[first, ["missing", "captured"]] = [0.25, 0.75]
    exposed = seen().assign(captured=lambda table: 0.75 * (table["bin_at"] == BINS[1]))
    fig = timeline(
        case("volume"), missing, exposed, bins=BINS,
        selection=SELECTION, basis=replace(BASIS, captured=0.2), names=NAMES,
    )  # fmt: skip
    dots = bars(fig, DOTS_NAME, "y")
    assert list(dots.y) == pytest.approx([0.75 * HIGHEST])
    assert dots.marker.pattern.shape == "."
    assert next(iter(bars(fig, HATCH_NAME, "y").y)) == pytest.approx(0.25 * HIGHEST)
    assert DOTS_NAME in [t.name for t in fig.data if t.showlegend is None]
    strip = next(t for t in fig.data if t.type == "heatmap")
    assert strip.customdata[0][1][2] == "0 % observed, 75 % known from copies"
    assert "dotted: known from copies only" in texts(fig)
    assert "exposure 62 %, 20 % more from copies" in texts(fig)


def test_nothing_is_said_of_copies_where_there_are_none() -> None:
    assert "copies" not in texts(drawn()) + str([t.name for t in drawn().data])


def test_an_observed_bin_without_a_story_has_neither_bar_nor_hatch() -> None:
    fig = drawn()
    third = "2026-03-03T12:00:00"
    assert all(third not in (t.x or ()) for t in fig.data if t.type == "bar" and t.yaxis == "y2")


def test_a_row_that_nobody_told_of_counts_as_not_observed() -> None:
    fig = timeline(
        case("volume"), case("missing").query("row == 'bridge'"), seen(), bins=BINS,
        selection=SELECTION, basis=BASIS, names=NAMES,
    )  # fmt: skip
    assert len(bars(fig, HATCH_NAME, "y").y) == 4


def test_title_states_the_peak_and_that_a_part_was_not_observed() -> None:
    assert (
        "Observed coverage of “Floods on the river” peaked on 3 Mar, at 30 stories"
        in drawn().layout.title.text
    )


def test_title_asks_where_no_peak_is_clear() -> None:
    flat = case("volume").assign(value=3.0, count=3)
    fig = timeline(
        flat, case("missing"), seen(), bins=BINS, selection=SELECTION, basis=BASIS, names=NAMES
    )
    assert "How much was each topic covered, when and by whom?" in fig.layout.title.text


def test_source_line_says_what_the_picture_rests_on() -> None:
    told = texts(drawn()).replace("\u00a0", " ")
    assert "Synthetic data, invented outlets. 4 outlets, 4 feeds, 39 stories;" in told
    assert "exposure 62 % (nothing observed 2 Mar 2026)." in told
    assert "Known at 5 Mar 2026 00:00 UTC. Coverline 0.1.0 · data 1a2b3c4d" in told
    assert "Stories a day by topic, 1–4 Mar 2026, UTC. Reprints counted once." in told


def test_a_note_stands_at_its_bar_and_is_never_markup() -> None:
    fig = drawn(notes=[Note("floods", BINS[2], "Dam <a href='x'>opens</a>")])
    note = next(n for n in fig.layout.annotations if "Dam" in str(n.text))
    assert note.text == "Dam &lt;a href='x'&gt;opens&lt;/a&gt;"
    assert (note.y, note.yref) == (30, "y")


def test_legend_names_each_group_and_the_hatch_once() -> None:
    shown = [t.name for t in drawn().data if t.type == "bar" and t.showlegend is not False]
    assert shown == ["North bank", "South bank", HATCH_NAME]


def test_exposure_strip_shows_the_unpolled_day_as_nothing() -> None:
    strip = next(t for t in drawn().data if t.type == "heatmap")
    assert [list(map(float, row)) for row in strip.z] == [[1, 0, 1, 1]] * 2


def by_outlet() -> tuple[pd.DataFrame, pd.DataFrame]:
    volume = pd.DataFrame(
        [("harbour", "north", BINS[0], 6, 9, 6.0)],
        columns=["row", "series", "bin_at", "count", "total", "value"],
    )
    lost = [("harbour", at, float(at == BINS[1]), 0.25 * (at == BINS[3])) for at in BINS]
    lost += [("delta", at, 1.0 if at == BINS[1] else 0.3, 0.0) for at in BINS]
    return volume, pd.DataFrame(lost, columns=["row", "bin_at", "missing", "captured"])


def test_heat_map_tells_none_from_not_observed() -> None:
    volume, missing = by_outlet()
    fig = heatmap(
        volume, missing, bins=BINS, selection=SELECTION, basis=BASIS, names=NAMES,
        groups={"harbour": "north", "delta": "south"},
    )  # fmt: skip
    cells = next(t for t in fig.data if t.type == "heatmap")
    assert [list(row) for row in cells.z] == [[6.0, None, 0.0, 0.0], [0.0, None, 0.0, 0.0]]
    said = [[cell[3] for cell in row] for row in cells.customdata]
    assert said[0] == [
        "6 stories",
        "not observed",
        "observed, none",
        "none; 75 % observed, 25 % known from copies",
    ]
    assert said[1][0] == "none; 70 % observed"
    hatch = next(t for t in fig.data if t.type == "bar" and t.base is not None)
    assert list(hatch.y) == pytest.approx([-0.92, -0.276, -0.92, -0.276, -0.276])


@pytest.mark.parametrize("captured", [0.0, 0.1])
def test_exposure_stacks_what_became_of_each_day(captured: float) -> None:
    table = pd.DataFrame(
        [("harbour", "north", at, 0.5, captured, 0.1, 0.3, 0.0) for at in BINS],
        columns=[
            "outlet_id", "group", "bin_at",
            "observed", "captured", "overran", "failed", "unpolled",
        ],
    )  # fmt: skip
    fig = exposure(table, bins=BINS, selection=SELECTION, basis=BASIS, names=NAMES)
    parts = [t for t in fig.data if t.base is not None and len(t.y)]
    assert [round(-t.y[0] / 0.9, 6) for t in parts] == [
        0.5,
        *([captured] * bool(captured)),
        0.1,
        0.3,
    ]
    assert ("captured" in " ".join(t.name or "" for t in fig.data)) == bool(captured)
    assert "The one outlet was observed for less than 90 % of the time" in fig.layout.title.text


def told_event(c_from: str = "2026-03-01T11:00Z") -> pd.DataFrame:
    """The stories of the case, timed; the third is undated and was listed from `c_from` on."""
    told = case("event")
    told.loc[told["id"] == "c", "earliest_at"] = pd.Timestamp(c_from)
    origin = told["copy_of"].map(told.set_index("id")["outlet_id"]).fillna("")
    numbered = told.assign(event_id="", origin=origin.astype("str"))
    return lags.timed(told, delays(numbered, "outlet_id", None))


def test_first_is_marked_and_lags_are_intervals_where_dates_are() -> None:
    told = told_event()
    assert list(lags.leaders(told)["outlet_id"]) == ["harbour"]
    assert {outlet: text for outlet, text, _ in lags.behind(told)} == {
        "canal": "+1 h 30",
        "minaret": "+3 h 10",
        "delta": "+3 to 6 h",
    }


def test_where_intervals_overlap_each_may_be_first() -> None:
    told = told_event(c_from="2026-03-01T07:00Z")
    assert set(lags.leaders(told)["outlet_id"]) == {"harbour", "delta"}


def lanes(gaps: pd.DataFrame | None = None) -> go.Figure:
    given = {} if gaps is None else {"gaps": gaps}
    return event(
        told_event(), label="Dam opens <i>early</i>", basis=BASIS, names=NAMES, zone="UTC", **given
    )


def test_event_has_a_lane_an_outlet_and_rings_for_reprints() -> None:
    fig = lanes()
    assert list(fig.layout.yaxis.ticktext) == [
        "Harbour Courier", "Canal Post", "Al-Manara Daily", "Delta Wire 24",
    ]  # fmt: skip
    ring = next(t for t in fig.data if t.customdata is not None and t.customdata[0][0] == "d")
    assert ring.marker.color == theme.LIGHT.paper
    assert ring.marker.line.color == theme.GROUPS[0]
    assert "<b>first among watched feeds</b> 08:00" in texts(fig)
    assert "Dam opens &lt;i&gt;early&lt;/i&gt;" in fig.layout.title.text


def test_event_draws_uncertain_times_as_bars_behind() -> None:
    spans = [t for t in lanes().data if t.mode == "lines"]
    assert [(str(t.x[0]), str(t.x[1])) for t in spans] == [
        ("2026-03-01 11:00:00", "2026-03-01 14:00:00")
    ]


def test_event_shades_where_a_feed_was_not_observed() -> None:
    hours = pd.to_datetime(["2026-03-01T10:00Z", "2026-03-01T11:00Z"])
    gap = pd.DataFrame([("minaret", *hours)], columns=["outlet_id", "from_at", "to_at"])
    fig = lanes(gap)
    assert len(fig.layout.shapes) == 1
    assert "not observed" in texts(fig)


def test_clock_changes_leave_time_evenly_spaced() -> None:
    autumn = Selection(
        datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 4, tzinfo=UTC),
        zone="Europe/Berlin", bin="hour",
    )  # fmt: skip
    hours = bins(autumn)
    clock = Clockface(hours, "hour")
    steps = {b - a for a, b in zip(clock.edges(), clock.edges()[1:], strict=False)}
    assert len(steps) == 1
    assert [clock.label(h) for h in hours[2:4]] == [
        "25 Oct 2026, 02:00–02:00", "25 Oct 2026, 02:00–03:00",
    ]  # fmt: skip


def test_labels_of_two_directions_are_isolated() -> None:
    assert theme.wrap_mixed("Harbour") == "Harbour"
    assert theme.wrap_mixed("الجسر") == "\u2067الجسر\u2069"
    assert theme.wrap_mixed("قناة News 24") == "\u2067قناة \u2066News 24\u2069\u2069"
    assert theme.wrap_mixed("The paper النهر said") == "The paper \u2067النهر\u2069 said"


def test_seven_groups_and_the_rest_have_eight_colours() -> None:
    groups = [f"g{number}" for number in range(7)]
    assert len(set(theme.colours([*groups, "rest"]).values())) == 8
    assert theme.colours(["rest"]) == {"rest": theme.GROUPS[0]}


def test_no_picture_offers_to_send_itself_to_a_cloud() -> None:
    assert theme.CONFIG["showSendToCloud"] is False
    assert theme.CONFIG["displaylogo"] is False


def test_names_fall_back_to_ids() -> None:
    assert Names({}, {}, {}).row("outlet", "harbour") == "harbour"
