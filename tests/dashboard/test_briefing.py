"""The briefing says what was counted, what changed, who was silent, and what it cannot know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboard.briefing import PARTS, Briefing, make_briefing
from dashboard.briefing import tables as printed
from dashboard.briefing.charts import alone, brief
from dashboard.briefing.page import page
from dashboard.briefing.summary import sentences
from dashboard.figure_set import Drawing
from dashboard.figures.fit import Fit
from dashboard.show import Chart, Lines, Link, Table, plain
from dashboard.tongue import LANGS
from dashboard.weeks import week_of, week_selection
from feeds.errors import ConfigError, SelectionError
from feeds.model import Derived
from feeds.opening import Opened, open_real
from feeds.settings import load
from feeds.store.desk.remark_table import Remark
from feeds.subjects import load_subject
from tests.dashboard import small_store
from tests.dashboard.briefing_weeks import WEEK, WEEKS

DEMO = load_subject("demo")
SPAN = (small_store.at(0), small_store.at(15))
MARKS = re.compile("[\u2066-\u2069]")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    found = open_real(small_store.fill(tmp_path_factory.mktemp("small")), create=False)
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def briefing(opened: Opened) -> Briefing:
    return make_briefing(opened.store, opened.subject)


def read(briefing: Briefing, part: str) -> str:
    """A part as it is read in mail, without marks of direction."""
    return MARKS.sub("", briefing.part(part).markdown()).replace("\\", "")


def summary(briefing: Briefing) -> list[str]:
    return [MARKS.sub("", text) for text in sentences(briefing.reading, briefing.voice)]


def numbers(text: str) -> list[int]:
    return [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", MARKS.sub("", text))]


def rows(table: Table) -> dict[str, list[str]]:
    """Cells by the first one, without marks of direction."""
    plainly = [[MARKS.sub("", str(cell)) for cell in row] for row in table.rows]
    return {row[0]: row[1:] for row in plainly}


def test_the_last_whole_week_before_the_last_poll_is_the_usual_one() -> None:
    assert week_of(week_selection(None, "", DEMO, SPAN)) == "2026-W11"


def test_a_store_younger_than_a_week_shows_the_week_it_is_in() -> None:
    young = (small_store.at(15), small_store.at(16))
    assert week_of(week_selection(None, "", DEMO, young)) == "2026-W12"


def test_a_week_is_cut_in_the_subject_s_zone() -> None:
    selection = week_selection("2026-W10", "", DEMO, SPAN)
    assert (selection.from_at, selection.to_at) == (small_store.at(0), small_store.at(7))


@pytest.mark.parametrize(("start", "days"), [("monday", 0), ("sunday", -1), ("saturday", -2)])
def test_a_week_begins_when_the_desk_s_week_does_and_keeps_its_number(
    start: str, days: int
) -> None:
    selection = week_selection("2026-W11", "", DEMO, SPAN, start)
    assert selection.from_at == small_store.at(7 + days)
    assert selection.to_at == small_store.at(14 + days)
    assert week_of(selection) == "2026-W11"


def test_the_last_whole_week_of_sundays_ends_on_a_saturday() -> None:
    selection = week_selection(None, "", DEMO, (small_store.at(0), small_store.at(13.5)), "sunday")
    assert selection.to_at == small_store.at(13)


def test_a_week_that_begins_on_another_day_is_refused() -> None:
    with pytest.raises(ConfigError, match="monday, sunday or saturday"):
        load({"week_start": "friday"}, {})


@pytest.mark.parametrize("week", ["2026-W54", "2025-W53", "W1", "next", "2026-W00", "2030-W01"])
def test_a_week_that_cannot_be_is_refused_in_words(week: str) -> None:
    with pytest.raises(SelectionError, match="week"):
        week_selection(week, "", DEMO, SPAN)


def test_without_a_poll_there_is_no_week() -> None:
    with pytest.raises(SelectionError, match="Nothing has been polled yet"):
        week_selection(None, "", DEMO, None)


def test_an_edition_that_nobody_wrote_is_refused(opened: Opened) -> None:
    with pytest.raises(SelectionError, match="no edition"):
        make_briefing(opened.store, opened.subject, lang="fr")


def test_the_summary_is_five_sentences(briefing: Briefing) -> None:
    first, change, topics, event, quiet = summary(briefing)
    assert first.startswith("4 stories on “Demo (synthetic)”, 1 reprint among them")
    assert "from 3 of 4 watched outlets" in first
    assert change.startswith("Against the week before (2 stories, 100 % observed): +2")
    assert "Floods on the Ruvan (2); " in topics.replace("), E", "); E")
    assert "River gates opened" in event
    assert "silen" in quiet


@pytest.mark.parametrize("lang", LANGS)
def test_the_numbers_of_the_sentences_are_those_of_the_tables(opened: Opened, lang: str) -> None:
    told = make_briefing(opened.store, opened.subject, WEEK, lang)
    first, change, topics, event, *_ = summary(told)
    table, _note = printed.weeks(told.reading, told.voice)
    assert isinstance(table, Table)
    before, week = ([numbers(str(cell)) for cell in row[1:]] for row in table.rows[-2:])
    stories, reporting, outlets, observed = (cell[0] if cell else 0 for cell in week)
    assert {stories, stories - reporting, outlets} <= set(_counted(first, lang))
    assert observed in numbers(first)
    assert {before[0][0], stories - before[0][0]} <= set(_counted(change, lang))
    by_topic = rows(printed.topics(told.reading, told.voice))
    for topic, count in re.findall(r"([^():،,]+) \((\d+)\)", topics):
        assert by_topic[topic.strip()][0] == count
    one = printed.events(told.reading, told.voice).rows[0]
    assert set(numbers(f"{one[2]} {one[3]}")) <= set(_counted(event, lang))


def _counted(text: str, lang: str) -> list[int]:
    """Numbers in figures and, in Arabic, the one and two that are written as words."""
    duals = {"خبران": 2, "منفذين": 2, "منفذان": 2, "واحدة": 1, "واحد": 1}
    words = [value for word, value in duals.items() if word in text] if lang == "ar" else []
    return numbers(text) + words


def test_the_event_is_told_with_its_first_story_lag_sources_and_reprints(
    briefing: Briefing,
) -> None:
    told = read(briefing, "events")
    assert "2 stories on the subject in this week by 2 outlets: none is a reprint." in told
    assert "It began 10 Mar 06:00. First among the watched feeds: The Harbour Times." in told
    assert "Half of the others had followed within 3.0 h." in told
    assert "First story: [River gates opened](<https://harbour-times.example/t1>)" in told
    assert "No story names a source" in told


def test_times_that_are_not_known_exactly_are_told_as_intervals(briefing: Briefing) -> None:
    voice, at = briefing.voice, pd.Timestamp("2026-03-10T03:00Z")
    assert MARKS.sub("", voice.hours(12.2, 12.3)) == "12.2 h"
    assert MARKS.sub("", voice.hours(14.2, 63.1)) == "14 to 64 h"
    assert MARKS.sub("", voice.hours(0.5, 3.2)) == "0.5 to 3.2 h"
    assert MARKS.sub("", voice.between(at, at)) == "10 Mar 06:00"
    told = MARKS.sub("", voice.between(at - pd.Timedelta(hours=25), at))
    assert told == "9 Mar 05:00 – 10 Mar 06:00"


def test_a_first_story_under_another_headline_is_quoted_for_the_reader_to_judge(
    tmp_path: Path,
) -> None:
    own = open_real(small_store.fill(tmp_path), create=False)
    own.store.save_derived(Derived(cursor=2, events=(replace(small_store.EVENT, label="Flood"),)))
    told = make_briefing(own.store, own.subject, WEEK)
    assert "“Flood”" in summary(told)[3]
    assert "The Harbour Times, with “River gates opened”; half of the others" in summary(told)[3]


def test_a_story_that_came_late_changes_last_week_and_is_named(briefing: Briefing) -> None:
    told = read(briefing, "since")
    assert "1 story came late. Stories on the subject: 1 then, 2 now (+1)." in told
    assert "| Floods on the Ruvan | 1 | 2 | +1 |" in told
    assert "Rain goes on" in told
    assert "came late: first seen 9 Mar 02:00" in told


def test_a_week_before_that_nobody_observed_cannot_have_changed(opened: Opened) -> None:
    told = make_briefing(opened.store, opened.subject, "2026-W10")
    assert "nothing of it can have changed" in read(told, "since")


def test_silence_is_told_with_its_evidence_or_not_at_all(briefing: Briefing) -> None:
    told = read(briefing, "silences")
    assert "ignored" in told, "the lead says that nobody is said to have ignored anything"
    assert "Voice of Kelmor | " not in told, "its feed was down"


def test_health_names_what_failed(briefing: Briefing) -> None:
    told = read(briefing, "health")
    assert "Feeds failed, part of the week: Voice of Kelmor (71 %)" in told
    assert "1 of 4 outlets was observed for less than 80 % of the week" in told


def test_the_heading_says_that_the_data_are_invented(briefing: Briefing) -> None:
    assert "Synthetic data" in briefing.heading.markdown()


class NoPicture:
    """Draws nothing: that there is a figure is all that is asked."""

    fit = Fit(760)

    def html(self, drawing: Drawing, name: str) -> str:
        return name


@pytest.mark.parametrize(("week", "there"), [("2026-W10", False), (WEEK, True)])
def test_weeks_are_drawn_where_one_before_was_observed(
    opened: Opened, week: str, there: bool
) -> None:
    told = make_briefing(opened.store, opened.subject, week, charts=NoPicture())
    assert any(isinstance(item, Chart) for item in told.part("weeks").items) == there


def test_a_short_style_is_written_once_and_classes_of_no_use_go() -> None:
    marks = '<path class="point" d="M0" style="fill: rgb(1, 2, 3);"/>' * 3
    image = f'<svg class="main-svg" width="9"><g style="opacity: 1;">{marks}</g></svg>'
    assert brief(image, "f1-") == (
        '<svg class="main-svg" width="9"><style>.f1-s0{fill: rgb(1, 2, 3);}</style>'
        '<g style="opacity: 1;">' + '<path class="f1-s0" d="M0"/>' * 3 + "</g></svg>"
    )


def test_an_unpolled_week_is_not_called_silent(opened: Opened) -> None:
    told = make_briefing(opened.store, opened.subject, "2026-W05")
    assert summary(told)[0].startswith("Nothing was observed in this week")
    assert len(summary(told)) == 1
    assert "0 of" not in " ".join(read(told, part) for part in PARTS)


def test_an_observed_week_without_stories_says_so(tmp_path: Path) -> None:
    empty = open_real(WEEKS["empty"](tmp_path), create=False)
    told = make_briefing(empty.store, empty.subject, WEEK)
    assert summary(told)[0].startswith("Observed, none: no story on")
    assert "No event was told by two outlets" in read(told, "events")
    assert "no outlet stands out" in read(told, "silences")


def test_a_week_that_is_not_over_says_when_it_was_last_polled(tmp_path: Path) -> None:
    half = open_real(small_store.fill(tmp_path, polled_days=11.5), create=False)
    told = make_briefing(half.store, half.subject, WEEK)
    heading = MARKS.sub("", told.heading.markdown())
    assert "The last poll was on 13 Mar 2026, 12:00" in heading
    assert "every count here is a least count" in heading
    assert "what was not observed may explain the difference" in summary(told)[1]


def test_a_week_of_which_too_little_was_observed_tells_no_change(tmp_path: Path) -> None:
    short = open_real(small_store.fill(tmp_path, polled_days=8.5), create=False)
    told = make_briefing(short.store, short.subject, WEEK)
    assert "too little to tell a change" in summary(told)[1]
    assert printed.topics(told.reading, told.voice).columns == ("Topic", "This week")


def test_every_story_stands_in_the_appendix_with_its_link_and_basis(briefing: Briefing) -> None:
    told = read(briefing, "appendix")
    assert told.count("| published") == 4
    assert "https://kelmor-voice.example/k1" in told
    assert "published, reprint" in told
    assert "Sun" not in told
    assert "Thu 12 Mar 2026: 1 story" in told


def test_what_does_not_fit_is_said_and_where_it_is(opened: Opened) -> None:
    told = make_briefing(opened.store, opened.subject, WEEK, most=2)
    assert "The newest 2 of 4 stand here; all of them are in coverline-stories-2026-W11.csv" in (
        read(told, "appendix")
    )
    assert read(told, "appendix").count("](<https://") == 2


def test_what_the_analyst_marked_stands_in_it_as_the_analyst_s(tmp_path: Path) -> None:
    own = open_real(small_store.fill(tmp_path), create=False)
    at = datetime(2026, 3, 16, 9, tzinfo=UTC)
    own.store.add_remark(Remark("k1", "briefing", "yes", "Lea", at))
    own.store.add_remark(Remark("k1", "gloss", "Kelmor without power", "Lea", at))
    own.store.add_remark(Remark("k1", "note", "Check <with> the grid", "Lea", at))
    own.store.add_remark(Remark("t1", "note", "Not for the briefing", "Lea", at))
    own.store.add_remark(Remark("t0", "briefing", "yes", "Lea", at))
    told = make_briefing(own.store, own.subject, WEEK)
    shown = read(told, "added")
    assert "Analyst’s translation (Lea, 16 Mar 2026, 12:00): Kelmor without power" in shown
    assert "Analyst’s note (Lea, 16 Mar 2026, 12:00): Check <with> the grid" in shown
    assert "Not for the briefing" not in shown
    assert "Rain upstream" not in shown, "it is of the week before"
    assert '<aside class="analyst">' in told.part("added").html()
    assert "&lt;with&gt;" in told.part("added").html()


@pytest.mark.parametrize("name", WEEKS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_part_can_be_read_in_every_language(name: str, lang: str, tmp_path: Path) -> None:
    held = open_real(WEEKS[name](tmp_path), create=False)
    told = make_briefing(held.store, held.subject, WEEK, lang)
    document = page(told)
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in document
    assert "nan" not in re.sub(r"<style>.*?</style>", "", document, flags=re.DOTALL).split()
    for part in told.parts():
        assert part.title in document
        assert "{" not in part.markdown()
    held.store.close()


def test_a_page_for_a_frame_has_no_script(briefing: Briefing) -> None:
    assert "<script" not in page(briefing)


def test_headlines_are_never_markup() -> None:
    link = Link("<b>x</b>", "javascript:alert(1)")
    shown = Table(("a",), ((link,),)).html()
    assert "&lt;b&gt;x" in shown
    assert "href" not in shown
    assert "&lt;i&gt;" in Lines(("<i>",)).html()
    assert plain("[x](http://a) | *b*") == r"\[x\](http://a) \| \*b\*"
    assert Link("a](b", "https://x.example/ >").markdown() == r"[a\](b](<https://x.example/>)"


def test_drawings_beside_one_another_keep_their_own_ids() -> None:
    image = (
        '<svg class="s" width="760" height="300" style="background: white;">'
        '<clipPath id="clip"/><g clip-path="url(#clip)"/><g clip-path="url(#clip2)"/></svg>'
    )
    shown = alone(image, "f1-", 'Who & "what"')
    assert 'id="f1-clip"' in shown
    assert "url(#f1-clip)" in shown
    assert "url(#clip2)" in shown, "an id that merely begins so is another one"
    assert 'width="100%"' in shown
    assert 'aria-label="Who &amp; &quot;what&quot;"' in shown
