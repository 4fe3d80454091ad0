"""An event's lanes, figures given and thread, by cases counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.figures import event_marks, lags
from dashboard.figures.event import event
from dashboard.figures.event_rows import REST, arrows, rows
from dashboard.figures.given import called, given, whole
from dashboard.figures.thread import thread
from dashboard.pages.event_thread import event_in
from dashboard.words import Names
from feeds.coverage import Basis
from feeds.model import EventLink

NAMES = Names(
    {}, {"a": "Harbour Courier", "b": "Canal Post", "c": "صحيفة المنارة 24", "d": "Delta Wire"},
    {"north": "North bank", "rest": "other outlets"},
)  # fmt: skip
BASIS = Basis(4, 4, 5, 1, 1.0, datetime(2026, 3, 2, tzinfo=UTC), True, "0.1", "abc", (), 0.0)


def at(clock: str) -> pd.Timestamp:
    return pd.Timestamp(f"2026-03-01T{clock}Z")


def told(*lines: tuple[str, str, str, str]) -> pd.DataFrame:
    """Timed stories of (id, outlet, clock, copy_of); the first of the first outlet leads."""
    rows_ = [
        {
            "id": name, "outlet_id": outlet, "published_at": at(clock), "earliest_at": at(clock),
            "latest_at": at(clock), "copy_of": copied, "title": f"Gates open {name}",
            "date_basis": "published", "group": "north", "may_lead": name == lines[0][0],
            "low_hours": float(clock[:2]) - 8, "high_hours": float(clock[:2]) - 8, "rank_high": 1,
        }
        for name, outlet, clock, copied in lines
    ]  # fmt: skip
    return pd.DataFrame(rows_)


STORIES = told(
    ("s1", "a", "08:00", ""),
    ("s2", "b", "11:00", "s1"),
    ("s3", "c", "12:00", ""),
    ("s4", "d", "14:00", ""),
)


def cited(*lines: tuple[str, str, str]) -> pd.DataFrame:
    """(story, who cites, source)."""
    names = {"ministry": ("Ministry of Rivers", "ministry"), "a": ("Harbour Courier", "outlet")}
    return pd.DataFrame(
        [
            {
                "story_id": story, "outlet_id": outlet, "source": source,
                "source_name": names[source][0], "source_kind": names[source][1],
                "watched": source == "a",
            }
            for story, outlet, source in lines
        ]
    )  # fmt: skip


CITED = cited(("s3", "c", "a"), ("s4", "d", "ministry"), ("s3", "c", "ministry"))
QUIET = pd.DataFrame([{"row": "q", "all_stories": 214, "observed": 0.97, "near": 2}])


def drawn(**given_: Any) -> Any:
    names = Names({}, {**NAMES.outlets, "q": "Agency A"}, NAMES.groups, given_.pop("lang", "en"))
    return event(STORIES, label="Gates", basis=BASIS, names=names, zone="UTC", **given_)


def words(figure: Any) -> str:
    return "\n".join(str(one.text) for one in figure.layout.annotations)


def test_sources_without_a_feed_and_silent_outlets_have_lanes_of_their_own() -> None:
    held = rows(STORIES, CITED, ["q"], 24)
    assert held.lanes == ["ministry", "a", "b", "c", "d", "q"]
    figure = drawn(cited=CITED, quiet=QUIET)
    assert figure.layout.yaxis.ticktext[0] == "Ministry of Rivers"
    assert "ministry; cited by 2 outlets" in words(figure)
    assert "0 of 214 stories, 97 % observed; 2 near misses to read" in words(figure)


def test_arrows_run_from_the_sources_own_story() -> None:
    found = [(one.source, one.story, one.of) for one in arrows(STORIES, CITED)]
    assert found == [("a", "s3", "s1"), ("ministry", "s3", ""), ("ministry", "s4", "")]
    lines = [one for one in drawn(cited=CITED).layout.annotations if one.name == "cites"]
    ends = [(f"{pd.Timestamp(x.ax):%H}", x.ay, f"{pd.Timestamp(x.x):%H}", x.y) for x in lines]
    assert ends == [("08", 1, "12", 3)]


def test_a_source_without_a_story_is_marked_on_its_lane_when_it_is_cited() -> None:
    (strokes,) = [trace for trace in drawn(cited=CITED).data if trace.name == "cited"]
    assert [f"{pd.Timestamp(at):%H}" for at in strokes.x] == ["12", "14"]
    assert set(strokes.y) == {0}
    assert [facts[0] for facts in strokes.customdata] == ["s3", "s4"]
    assert all("cites Ministry of Rivers" in facts[1] for facts in strokes.customdata)


def test_a_source_that_told_of_it_only_later_was_not_read_off_its_later_story() -> None:
    late = told(("s1", "b", "08:00", ""), ("s2", "a", "11:00", ""))
    assert [one.of for one in arrows(late, cited(("s1", "b", "a")))] == [""]


def test_own_text_citing_and_reprint_are_told_apart() -> None:
    assert list(event_marks.kinds(STORIES, CITED)) == ["own", "reprint", "cites", "cites"]
    legend = {trace.name: trace.marker.symbol for trace in drawn(cited=CITED).data}
    assert legend["names its source"] == "diamond"
    assert legend["reprint"] == "circle"


def test_many_outlets_share_a_lane_and_the_most_telling_keep_theirs() -> None:
    many = [(f"t{n}", f"o{n:02}", f"{9 + n // 60:02}:{n % 60:02}", "") for n in range(40)]
    big = told(("s1", "a", "08:00", ""), *many, ("s9", "b", "20:00", ""), ("s8", "b", "21:00", ""))
    held = rows(big, cited(("t0", "o00", "a")), [], 10)
    assert len(held.lanes) == 10
    assert held.lanes[-1] == REST
    assert {"a", "b"} <= set(held.outlets), "the first, and who told most of it"
    assert len(held.folded) == 42 - 9
    assert held.place("o39") == 9
    figure = event(big, label="", basis=BASIS, names=NAMES, zone="UTC")
    marks = sum(len(t.x) for t in figure.data if t.mode == "markers" and t.customdata is not None)
    assert marks == len(big), "none is hidden"
    assert figure.layout.yaxis.ticktext[-1] == "and 19 more outlets"


def test_the_grey_line_says_who_was_first_and_when_half_had_followed() -> None:
    assert "Harbour Courier was first; half of the 3 others had followed after 4 h." in (
        words(drawn()).replace("<br>", " ")
    )


@pytest.mark.parametrize(
    ("rank", "leaders", "said"),
    [(1, 1, "first among watched feeds"), (2, 2, "first or second"), (3, 2, "may be first")],
)
def test_a_first_that_is_not_sure_is_not_called_one(rank: int, leaders: int, said: str) -> None:
    story = STORIES.assign(rank_high=rank).iloc[0]
    assert lags.place(story, leaders, NAMES) == said


def test_lanes_speak_arabic_with_lags_that_read_from_the_right() -> None:
    figure = drawn(lang="ar", cited=CITED)
    assert "\u2067بعد 3 س\u2069" in words(figure)
    assert "الأول بين الخلاصات المرصودة" in words(figure)
    assert "\u2067صحيفة المنارة \u206624\u2069\u2069" in figure.layout.yaxis.ticktext


def claim(story: str, outlet: str, clock: str, measure: str, low: int, high: int | None,
          qualifier: str = "exact", part: bool = False) -> dict[str, Any]:  # fmt: skip
    return {
        "story_id": story, "outlet_id": outlet, "at": at(clock), "measure": measure, "low": low,
        "high": high, "qualifier": qualifier, "part": part, "source": "", "sentence": f"{low} dead",
    }  # fmt: skip


CLAIMS = pd.DataFrame(
    [
        claim("s1", "a", "08:00", "dead", 12, 12),
        claim("s2", "b", "11:00", "dead", 40, 40),
        claim("s3", "c", "12:00", "dead", 12, 12),
        claim("s4", "d", "14:00", "injured", 30, None, "at-least"),
        claim("s4", "d", "14:00", "dead", 3, 3, "exact", True),
    ]
)


def test_who_says_12_and_who_says_40_stand_in_rows_by_measure_and_size() -> None:
    figure = given(whole(CLAIMS), basis=BASIS, names=NAMES, groups={}, sources={}, zone="UTC")
    assert list(figure.layout.yaxis.ticktext) == ["12 dead", "40 dead", "at least 30 injured"]
    dots = sorted((f"{pd.Timestamp(x):%H}", y) for x, y in zip(figure.data[0].x, figure.data[0].y,
                                                             strict=True))  # fmt: skip
    assert dots == [("08", 0), ("11", 1), ("12", 0), ("14", 2)]
    beside = {one.y: str(one.text) for one in figure.layout.annotations if one.xshift == 14}
    assert "Harbour Courier" in beside[0]
    assert "المنارة" in beside[0]
    assert beside[1] == "Canal Post"
    assert beside[2] == "Delta Wire"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (("dead", 12, 12, "exact"), "12 dead"),
        (("dead", 50, None, "at-least"), "at least 50 dead"),
        (("injured", 9, 11, "about"), "9 to 11 injured"),
        (("troops", 1, 2000, "up-to"), "up to 2,000 troops"),
        (("dead", 24, None, "some"), "24 and more dead"),
    ],
)
def test_a_figure_is_called_as_wide_as_it_was_given(figure: Any, said: str) -> None:
    assert called(figure, NAMES) == said


def test_every_measure_has_words() -> None:
    from feeds.claims import MEASURES

    assert all("7" in called((measure, 7, 7, "exact"), NAMES) for measure in MEASURES)


def test_a_thread_has_its_events_on_one_scale_and_arrows_to_what_goes_on() -> None:
    hours = [at(f"{hour:02}:00") for hour in range(8, 12)]
    events = pd.DataFrame(
        {
            "event_id": ["e1", "e2"], "label": ["Gates open", "Town dry"], "stories": [4, 2],
            "first_at": [hours[0], hours[2]], "last_at": [hours[1], hours[3]], "outlets": [2, 2],
        }
    )  # fmt: skip
    counted = [("e1", hours[0], 3), ("e1", hours[1], 1), ("e2", hours[3], 2)]
    volume = pd.DataFrame(counted, columns=["row", "bin_at", "count"])
    link = EventLink("e2", "e1", "follows", 0.8, "same dam", hours[2].to_pydatetime())
    figure = thread(
        events, [link], volume, bins=hours, bin="hour", dark=[False, False, True, False],
        basis=BASIS, names=NAMES, zone="UTC", here="e2",
    )  # fmt: skip
    heights = {bar.name: [round(-y / 0.5, 4) for y in bar.y] for bar in figure.data}
    assert heights == {"e1": [1.0, 0.3333], "e2": [0.6667]}
    ties = [one for one in figure.layout.annotations if one.name == "follows"]
    assert [(f"{one.ax:%H}", f"{one.x:%H}", round(one.y - one.ay)) for one in ties] == [
        ("08", "10", 1)
    ]
    assert "not observed" in words(figure)
    assert "<b>Town dry</b>" in words(figure)


@pytest.mark.parametrize(
    "text", ["event:e1", "e1", " e1 ", "http://localhost:8050/events?span=all&event=e1"]
)
def test_an_event_is_named_by_its_id_or_its_pages_address(text: str) -> None:
    assert event_in(text) == "e1"


def test_an_outlet_of_very_many_stories_is_counted_by_hours_and_none_is_left_out() -> None:
    few = [(f"b{n}", "b", f"{9 + n:02}:30", "") for n in range(3)]
    many = [(f"a{n:04}", "a", f"{8 + n // 600:02}:{n // 10 % 60:02}", "") for n in range(1800)]
    figure = event(told(*many, *few), label="", basis=BASIS, names=NAMES, zone="UTC")
    heaps, dots = (t for t in figure.data if t.mode == "markers" and t.customdata is not None)
    if len(heaps.x) == len(few):
        heaps, dots = dots, heaps
    assert [point[0] for point in dots.customdata] == [name for name, *_ in few]
    assert [point[0] for point in heaps.customdata] == ["a0000", "a0600", "a1200"]
    assert heaps.customdata[0][2] == "600 stories, 1 Mar 08:00 to 1 Mar 09:00"
    assert [f"{pd.Timestamp(x):%H:%M}" for x in heaps.x] == ["08:30", "09:30", "10:30"]
    assert min(heaps.marker.size) > dots.marker.size
    assert "a mark stands for all within 1 h" in words(figure).replace("<br>", " ")
