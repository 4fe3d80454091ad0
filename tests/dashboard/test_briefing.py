"""The briefing says what was counted, what changed, who was silent, and what it cannot know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import sentences
from dashboard.briefing import Briefing, make_briefing
from dashboard.show import Lines, Link, Table
from dashboard.weeks import week_of, week_selection
from feeds.errors import ExportError, SelectionError, StoreError
from feeds.opening import Opened, open_real
from feeds.subjects import load_subject
from tests.dashboard import small_store

DEMO = load_subject("demo")
SPAN = (small_store.at(0), small_store.at(15))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    found = open_real(small_store.fill(tmp_path_factory.mktemp("small")), create=False)
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def briefing(opened: Opened) -> Briefing:
    return make_briefing(opened.store, opened.subject)


def test_the_last_whole_week_before_the_last_poll_is_the_usual_one() -> None:
    assert week_of(week_selection(None, "", DEMO, SPAN)) == "2026-W11"


def test_a_store_younger_than_a_week_shows_the_week_it_is_in() -> None:
    young = (small_store.at(15), small_store.at(16))
    assert week_of(week_selection(None, "", DEMO, young)) == "2026-W12"


def test_a_week_is_cut_in_the_subject_s_zone() -> None:
    selection = week_selection("2026-W10", "", DEMO, SPAN)
    assert (selection.from_at, selection.to_at) == (small_store.at(0), small_store.at(7))


@pytest.mark.parametrize("week", ["2026-W54", "2025-W53", "W1", "next", "2026-W00", "2030-W01"])
def test_a_week_that_cannot_be_is_refused_in_words(week: str) -> None:
    with pytest.raises(SelectionError, match="week"):
        week_selection(week, "", DEMO, SPAN)


def test_without_a_poll_there_is_no_week() -> None:
    with pytest.raises(SelectionError, match="Nothing has been polled yet"):
        week_selection(None, "", DEMO, None)


def test_the_summary_counts_what_the_tables_hold(briefing: Briefing) -> None:
    first, change, *_ = briefing.summary.texts
    assert first.startswith("4 stories on “\u2068Demo (synthetic)\u2069”, 1 reprint among them")
    assert "from 3 of 4 watched outlets" in first
    assert change.startswith("Stories: +2 against the week before (2, 100 % observed)")
    topics = {row[0]: row[1] for row in briefing.topics.rows}
    assert topics["Floods on the Ruvan"] == "2"
    assert "Most covered, reprints counted once: Floods on the Ruvan (2); Electricity" in (
        " ".join(briefing.summary.texts)
    )


def test_the_event_names_who_was_first_and_the_lag(briefing: Briefing) -> None:
    told = " ".join(briefing.summary.texts)
    assert "first among the watched feeds: The Harbour Times" in told
    assert "after a median of 3.0 h" in told
    assert briefing.events.rows[0][:1] == ("River gates opened",)


def test_a_story_that_came_late_is_told(briefing: Briefing) -> None:
    assert any(text.startswith("1 story of the week before was") for text in briefing.summary.texts)


def test_silence_stands_with_its_evidence(briefing: Briefing) -> None:
    silent = [text for text in briefing.silences.texts if text.startswith("Halvara One")]
    assert silent == [
        "Halvara One: 0 of 4 stories, 100 % observed (1 story on other things);"
        " its feeds carry only a part of what it publishes."
    ]


def test_an_outage_is_no_silence() -> None:
    told = sentences.silent(sentences.Outlet("Canal Post", 0, 0, 0.4), 12)
    assert told == "Canal Post: no story seen, but only 40 % observed; silence cannot be told."


def test_health_names_what_failed(briefing: Briefing) -> None:
    told = " ".join(briefing.health.texts)
    assert "Feeds failed, part of the week: Voice of Kelmor (71 %)" in told
    assert "Synthetic data" in told
    assert "1 of 4 outlets was observed for less than 90 %" in told


def test_an_unpolled_week_is_not_called_silent(opened: Opened) -> None:
    briefing = make_briefing(opened.store, opened.subject, "2026-W05")
    assert briefing.summary.texts[0].startswith("Nothing was observed in this week")
    assert "0 of" not in " ".join(briefing.silences.texts + briefing.summary.texts)
    assert "not observed, so no change" in " ".join(briefing.summary.texts)


def test_an_observed_week_without_stories_says_so(tmp_path: Path) -> None:
    opened = open_real(small_store.fill(tmp_path, stories=False), create=False)
    briefing = make_briefing(opened.store, opened.subject)
    assert briefing.summary.texts[0].startswith("Observed, none: no story on")
    assert briefing.figure("topics").layout.title.text
    assert briefing.event_figures == []


def test_a_week_that_is_not_over_says_when_it_was_last_polled(tmp_path: Path) -> None:
    opened = open_real(small_store.fill(tmp_path, polled_days=9.5), create=False)
    briefing = make_briefing(opened.store, opened.subject, "2026-W11")
    assert "The last poll was on 11 Mar at 12:00" in " ".join(briefing.summary.texts)
    assert "what was not observed may explain the difference" in " ".join(briefing.summary.texts)


def test_the_sentences_hold_no_number_that_no_table_holds(briefing: Briefing) -> None:
    cells = " ".join(str(cell) for row in briefing.topics.rows for cell in row)
    leading = next(text for text in briefing.summary.texts if text.startswith("Most covered"))
    assert set(re.findall(r"\((\d+)\)", leading)) <= set(re.findall(r"\d+", cells))


def test_headlines_are_never_markup() -> None:
    shown = Table(("a",), ((Link("<b>x</b>", "javascript:alert(1)"),),))._repr_html_()
    assert "&lt;b&gt;x" in shown
    assert "href" not in shown
    assert "&lt;i&gt;" in Lines(("<i>",))._repr_html_()


def test_the_notebook_missing_is_one_clear_error(tmp_path: Path) -> None:
    from dashboard.notebook import brief_week

    chosen = small_store.fill(tmp_path)
    with pytest.raises(ExportError, match="missing"):
        brief_week(chosen, None, tmp_path / "b.html", notebook=tmp_path / "none.ipynb")


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    from dashboard.notebook import brief_week

    with pytest.raises(StoreError):
        brief_week(small_store.settings(tmp_path), None, None)
    assert not (tmp_path / "small.db").exists()
