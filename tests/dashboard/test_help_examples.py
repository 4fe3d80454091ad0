"""The worked examples of the help pages: their figures are what the tables give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard import manual
from feeds import coverage
from feeds.coverage.baseline import ratios as to_weekdays
from feeds.coverage.bursts import found as bursts_of
from feeds.coverage.chance import at_least, corrected
from feeds.coverage.silence_words import Found, verdict
from feeds.coverage.usual import Cube
from feeds.store import Store
from tests.coverage import made
from tests.dashboard.example_day import CASES, DAY, NAMES, lines, opened
from tests.store.make import at

OUTLETS = replace(DAY, rows="outlet")
SECTIONS = [
    (page, title)
    for page in ("measures", "timing", "words")
    for title in re.findall(r"^## (.+)$", manual.text(page), re.MULTILINE)
]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(Path(tmp_path_factory.mktemp("day")) / "day.db")
    yield store
    store.close()


def section(page: str, title: str) -> str:
    """What stands under a heading, in one line."""
    return " ".join(manual.text(page).split(f"\n## {title}\n")[1].split("\n## ")[0].split())


def example(page: str, title: str) -> str:
    return section(page, title).split("**Example.**")[1]


def by(table: pd.DataFrame, *keys: str) -> dict[Any, dict[Any, Any]]:
    """The lines of a table by a column, or by several."""
    records = table.to_dict("records")
    return {tuple(one[key] for key in keys) if keys[1:] else one[keys[0]]: one for one in records}


def figures() -> dict[str, list[float]]:
    """Numbers of the examples without a store, by name."""
    held: dict[str, list[float]] = {}
    for line in lines("numbers.tsv"):
        held[line["name"]] = [float(one) for one in line["values"].split()]
    return held


@pytest.mark.parametrize(("page", "title"), SECTIONS)
def test_every_measure_has_what_it_counts_and_an_example(page: str, title: str) -> None:
    told = section(page, title)
    if title == "As of then":
        return
    assert "**Counts**" in told
    assert "ever says**" in told or title == "Exposure"
    assert "**Example.**" in told


def test_the_day_is_the_one_that_is_counted() -> None:
    table = manual.text("measures")
    for line in lines("stories.tsv"):
        more = f" (a reprint of {line['copy_of']})" if line["copy_of"] else ""
        cells = (line["id"], NAMES[line["outlet"]], line["at"], line["topic"])
        start = "| " + " | ".join(cells).replace("|  |", "| |")
        assert f"{start} | {line['title']}{more} |".replace("|  |", "| |") in table


def test_volume(day: Store) -> None:
    told = example("measures", "Volume")
    for counting in ("reach", "reporting"):
        (line,) = coverage.volume(day, replace(DAY, counting=counting)).to_dict("records")
        assert f"{counting} is {line['count']} stories" in told


def test_share(day: Store) -> None:
    table = coverage.volume(day, replace(OUTLETS, measure="share"))
    assert table["value"].sum() == pytest.approx(1)
    (part,) = set(table["value"].round(2))
    assert f"{part:.0%}".replace("%", " %") + " each" in example("measures", "Share")


def test_attention(day: Store) -> None:
    told = example("measures", "Attention")
    table = by(coverage.volume(day, replace(OUTLETS, measure="attention")), "row")
    assert len(table) == len(NAMES)
    for name, part in {n: table[i]["value"] for i, n in NAMES.items()}.items():
        assert re.search(rf"{name} 1 of \d(?: stories)?, {part * 100:.0f} %", told)
    (whole,) = coverage.volume(day, replace(DAY, measure="attention")).to_dict("records")
    assert f"{whole['count']} of {whole['total']}, {whole['value'] * 100:.0f} %" in told


def test_exposure(day: Store) -> None:
    told = example("measures", "Exposure")
    seen = {i: one["observed"] for i, one in by(coverage.exposure(day, DAY), "outlet_id").items()}
    assert f"{seen['beacon'] * 100:.0f} % observed" in told
    (line,) = coverage.missing(day, DAY).to_dict("records")
    assert f"{line['missing'] * 100:.1f} % of what the three usually bring" in told
    assert f"{(1 - sum(seen.values()) / len(seen)) * 100:.1f} % of their hours" in told


def test_rates(day: Store) -> None:
    told = example("measures", "Rates")
    beacon = by(coverage.rates(day, OUTLETS), "row")["beacon"]
    assert f"{beacon['stories']:.0f} story in {beacon['observed_days']:.2f} observed days" in told
    assert f"{beacon['rate']:.1f} a day" in told
    (line,) = coverage.rates(day, DAY).to_dict("records")
    rate, low, high = (f"{line[name]:.1f}" for name in ("rate", "low", "high"))
    assert f"= {rate} a day, interval {low} to {high}" in told


def test_the_balanced_panel(day: Store) -> None:
    told = example("measures", "Balanced panel and seams")
    (line,) = coverage.panel(day, DAY).to_dict("records")
    assert f"raw {line['raw']:.0f} stories, balanced {line['balanced']:.0f}" in told
    changes = coverage.seams(day, DAY).to_dict("records")
    assert ", ".join(f"{one['change']} at {one['at']:%H:%M}" for one in changes) in told


def test_bursts() -> None:
    told, held = example("measures", "Bursts"), figures()
    days = pd.date_range("2026-03-01", periods=len(held["harbour"]) + 1, tz="UTC")
    whole = np.full((1, len(held["harbour"])), int(held["a day"][0]))
    counts = np.array([[held["harbour"]]], dtype=np.int64)
    table = bursts_of(Cube(("harbour",), counts, whole, np.ones(whole.shape)), days)
    (first,) = table.to_dict("records")
    assert (first["end_at"] - first["start_at"]).days == 3
    assert f"{first['stories']} stories, about {first['usual']:.1f} usual" in told


def test_the_ratio_to_an_outlets_own_weekdays() -> None:
    every, last = figures()["mondays"]
    stories = np.full((1, 35), every)
    stories[0, 28] = last
    days = pd.date_range("2026-02-02", periods=35, tz="UTC")
    weekday = np.array(days.day_of_week, dtype=np.int64)
    table = to_weekdays(stories, np.ones((1, 35)), weekday, ["anchor"], days)
    line = table.to_dict("records")[28]
    ratio, low, high = (f"{line[name]:.1f}" for name in ("ratio", "low", "high"))
    told = f"{line['usual']:.0f} usual: a ratio of {ratio}, interval {low} to {high}"
    assert told in example("measures", "Bursts")


def test_silence(day: Store) -> None:
    line = by(coverage.silence(day, DAY), "row")["beacon"]
    told = example("measures", "Silence")
    assert line["sentence"].split(";")[0] in told
    silent = Found(0, 2, line["observed"], 0.0, line["then"], 100.0)
    assert f"*{verdict(silent)}* at best" in told


def test_first_and_what_a_gap_could_hide(day: Store, tmp_path: Path) -> None:
    told = example("timing", "First")
    (line,) = coverage.first(day, DAY).to_dict("records")
    assert f"{NAMES[line['outlet_id']]} is {line['place']}." in told
    earlier = opened(tmp_path / "e.db", "polls-earlier.tsv")
    places = by(coverage.first(earlier, DAY), "row")
    told_of = " and ".join(
        f"{NAMES[row]} {{}}“{places[row]['place']}”" for row in ("lantern", "beacon")
    )
    assert told_of.format("would be ", "") in told
    earlier.close()


def test_lag(day: Store) -> None:
    told = example("timing", "Lag")
    table = by(coverage.lags(day, DAY), "row")
    assert f"{table['anchor']['low_hours']:.1f} h" in told
    beacon = table["beacon"]
    assert f"its lag is {beacon['low_hours']:.0f} to {beacon['high_hours']:.0f} h" in told


def test_who_led_whom(day: Store) -> None:
    told = example("timing", "Who led whom")
    ahead, events, chance, pairs = figures()["ahead"]
    p = at_least(np.array([ahead]), np.array([events]), np.array([chance]))
    less = at_least(np.array([ahead - 1]), np.array([events]), np.array([chance]))
    assert f"{p[0]:.3f}; one of six pairs" in told
    assert f"9 in 256, {less[0]:.3f}" in told
    others = np.ones(int(pairs) - 1)
    tested = np.ones(int(pairs), dtype=bool)
    assert f"{corrected(np.append(others, p), tested)[-1]:.2f} corrected" in told
    assert f"corrected {corrected(np.append(others, less), tested)[-1]:.2f}" not in told
    line = by(coverage.who_led(day, DAY), "leader", "follower")[("lantern", "anchor")]
    assert (
        f"{line['certain']:.0f} time of {line['events']:.0f}, by chance {line['expected']:.2f}"
        in told
    )
    assert pd.isna(line["p_corrected"])


def test_wording(day: Store) -> None:
    told = example("words", "Wording")
    table = by(coverage.wording(day, DAY), "row", "frame")
    line = table["anchor", "accident"]
    counted = f"{line['uses']} of {line['could']}, {line['share'] * 100:.0f} %"
    assert f"{counted}, interval {line['low'] * 100:.0f} to {line['high'] * 100:.0f} %" in told
    assert table["beacon", "crime"]["uses"] == 1


def test_words_that_tell_a_side() -> None:
    told = example("words", "Words that tell a side")
    case = CASES.parent / "coverage" / "log-odds.tsv"
    (line,) = [one for one in case.read_text("utf-8").splitlines() if one.startswith("tide\t")]
    _, side, _, odds, z, *_ = line.split("\t")
    assert f"in {side} of its 6 words" in told
    assert f"= {float(odds):.3f}" in told
    assert f"*z* is {float(z):.2f}" in told


def test_headline_edits(day: Store) -> None:
    told = example("words", "Headline edits")
    (line,) = coverage.edits(day, DAY).to_dict("records")
    assert f"{line['after_at']:%H:%M} was seen changed at {line['at']:%H:%M}" in told
    assert f"{line['minutes']:.0f} minutes" in told
    assert (line["entered"], line["left"]) == ("", "")


def test_citations(day: Store) -> None:
    told = example("words", "Citations")
    table = coverage.citations(day, DAY)
    for line in table.to_dict("records"):
        assert f"{NAMES[line['outlet_id']]} ({line['story_id']}) cites" in told
        quoted = f"{line['sentence'][line['start'] : line['end']]} {line['marker']}"
        assert quoted in told
    assert set(table["outlet_id"]) == {"lantern", "anchor"}
    more = len(coverage.citations(day, replace(DAY, counting="reach"))) - len(table)
    assert (more, "once more" in told) == (1, True)


def test_figures_and_denials(day: Store) -> None:
    told = example("words", "Figures and denials")
    table = by(coverage.claim_changes(day, DAY), "outlet_id")
    lantern, beacon = table["lantern"], table["beacon"]
    assert f"{lantern['first_low']} dead at {lantern['first_at']:%H:%M}" in told
    assert f"{lantern['last_low']} at {lantern['last_at']:%H:%M}: corrected" in told
    assert lantern["corrected"]
    assert f"gave {beacon['last_low']} at {beacon['last_at']:%H:%M}" in told
    reach = by(coverage.claim_changes(day, replace(DAY, counting="reach")), "outlet_id")
    assert f"still says {reach['anchor']['last_low']}" in told


def test_as_of_then(day: Store) -> None:
    then = coverage.claim_changes(day, replace(DAY, as_of=at(4.5)))
    assert [(r.last_low, r.corrected) for r in then.itertuples()] == [(4, False)]
    assert "figure is 4 and nobody has corrected anything" in section("words", "As of then")


def test_the_days_outlets_are_the_pages() -> None:
    assert set(NAMES) == set(made.OUTLETS)
