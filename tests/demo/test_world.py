"""The invented country: enough of everything, the same for a seed, and true to its plan."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import pairwise

import pytest

from feeds.demo.bank import load_bank
from feeds.demo.grammar import ArabicCount, TurkishName
from feeds.demo.world import Item, World, build, poll_times
from feeds.frames import FrameFinder
from feeds.identity import form_of
from feeds.subjects import load_subject

UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)
TOPICS = {"port", "truce", "floods", "election", "power", "border"}


@lru_cache(maxsize=1)
def world() -> World:
    return build(7, UNTIL)


def items_of(feed_id: str) -> list[Item]:
    return [item for item in world().items if item.feed_id == feed_id]


def test_a_seed_always_gives_the_same_world() -> None:
    assert build(7, UNTIL) == world()


def test_another_seed_gives_another_world() -> None:
    assert build(8, UNTIL).items != world().items


def test_there_is_as_much_as_was_promised() -> None:
    found = world()
    assert len(found.outlets) >= 15
    assert len(found.items) >= 2_000
    assert len({outlet.alignment_on(UNTIL.date()) for outlet in found.outlets}) == 4
    assert {item.language for item in found.items} == {"ar", "en", "tr"}
    assert {item.topic_id for item in found.items} - {""} == TOPICS
    assert found.until - found.from_at == timedelta(weeks=8)


def test_every_week_has_stories_and_none_lies_outside_the_span() -> None:
    found = world()
    weeks = Counter((item.published_at - found.from_at).days // 7 for item in found.items)
    assert set(weeks) == set(range(8))
    assert min(weeks.values()) > 200
    assert all(item.published_at < item.listed_at <= found.until for item in found.items)


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_it_ends_at_any_hour_of_the_day(hour: int) -> None:
    found = build(7, UNTIL.replace(hour=hour))
    happened = {happening.id for happening in found.happenings}
    assert {item.happening_id for item in found.items} - {""} <= happened


def test_headlines_are_hardly_ever_the_same_except_in_reprints() -> None:
    own = [item for item in world().items if not item.copied_from]
    assert len({item.versions[0].title for item in own}) > 0.99 * len(own)


def test_no_slot_is_left_unfilled() -> None:
    for item in world().items:
        for words in item.versions:
            assert not re.search(r"[{}|]", words.title + words.summary)


def test_one_happening_states_the_same_figure_in_three_languages() -> None:
    told = [item for item in world().items if item.happening_id == "port-toll-1"]
    assert {item.language for item in told} == {"ar", "en", "tr"}
    assert all("23" in item.versions[0].title + item.versions[0].summary for item in told)


def test_the_leader_of_a_happening_is_first() -> None:
    leaders = {happening.id: happening.leader for happening in world().happenings}
    first: dict[str, Item] = {}
    for item in sorted(world().items, key=lambda item: item.published_at):
        if item.happening_id:
            first.setdefault(item.happening_id, item)
    assert all(leaders[happening] == item.outlet_id for happening, item in first.items())


def test_follow_ups_come_after_what_they_follow() -> None:
    happened = {happening.id: happening for happening in world().happenings}
    linked = [happening for happening in happened.values() if happening.follows]
    assert "port-probe-1" in {happening.follows for happening in linked}
    assert all(happened[happening.follows].at < happening.at for happening in linked)


def test_recordings_are_told_with_their_source() -> None:
    told = [item for item in world().items if item.happening_id == "port-known-1"]
    english = [item.versions[0] for item in told if item.language == "en"]
    assert any("Harbour Times" in w.summary and "Open Marenda" in w.summary for w in english)


def test_state_outlets_are_silent_on_the_recordings() -> None:
    told = {item.outlet_id for item in world().items if item.happening_id == "port-tapes-1"}
    assert "open-marenda" in told
    assert not told & {"mna", "halvara-one", "halvara-gazette"}


def test_reprints_carry_the_agency_s_words_and_name() -> None:
    reprints = [item for item in world().items if item.copied_from]
    assert len(reprints) > 50
    for item in reprints:
        origins = [o for o in items_of(item.copied_from) if o.happening_id == item.happening_id]
        text = item.versions[0].summary
        assert text.endswith(")")
        assert any(text.startswith(origin.versions[0].summary) for origin in origins)


def test_some_headlines_are_edited_later() -> None:
    edited = [item for item in world().items if len(item.versions) > 1]
    assert len(edited) > 50
    assert all(item.versions[1].at > item.published_at for item in edited)


def test_one_feed_gives_no_dates() -> None:
    assert items_of("civil-defence-news")
    for item in items_of("civil-defence-news"):
        assert not item.published
        assert item.link.rsplit("/", 1)[0].endswith("/ar/news")


def test_one_feed_calls_its_local_time_gmt() -> None:
    for item in items_of("kelmor-voice-all"):
        assert item.published.endswith("GMT")
        assert parsedate_to_datetime(item.published) - item.published_at == timedelta(hours=3)


def test_only_the_planted_feed_overruns_at_the_times_of_polling() -> None:
    found, times = world(), poll_times(world())
    overruns: Counter[str] = Counter()
    for feed in found.feeds:
        listed = [item.listed_at for item in items_of(feed.id)]
        for before, after in pairwise(times):
            new = sum(before < at <= after for at in listed)
            overruns[feed.id] += new > found.plans[feed.id].window
    assert overruns["issalya-7-latest"] >= 5
    assert set(+overruns) == {"issalya-7-latest"}


def test_each_fault_meets_several_polls() -> None:
    times = poll_times(world())
    hit = {f.kind: sum(f.from_at <= at < f.to_at for at in times) for f in world().faults}
    assert set(hit) == {"outage", "html", "overrun", "undated", "wrong-zone"}
    assert hit["outage"] == 6
    assert hit["html"] >= 3


def test_polls_end_now_and_are_closer_in_the_last_week() -> None:
    times = poll_times(world())
    assert times == sorted(times)
    assert times[-1] == UNTIL
    assert times[1] - times[0] == timedelta(hours=12)
    assert times[-1] - times[-2] == timedelta(hours=3)
    assert len(times) < 300


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        ("Velis", "de", "Velis'te"),
        ("Dessana", "e", "Dessana'ya"),
        ("Kelmor", "in", "Kelmor'un"),
        ("Orvel", "i", "Orvel'i"),
        ("İmmera", "den", "İmmera'dan"),
        ("Tolbek", "deki", "Tolbek'teki"),
    ],
)
def test_turkish_names_take_the_ending_of_their_last_vowel(
    name: str, case: str, expected: str
) -> None:
    assert format(TurkishName(name), case) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(5, "5 أشخاص"), (14, "14 شخصاً"), (100, "100 شخص"), (304, "304 أشخاص")]
)
def test_arabic_nouns_follow_their_number(count: int, expected: str) -> None:
    assert format(ArabicCount(count), "شخص|أشخاص|شخصاً") == expected


def test_every_kind_can_be_told_in_every_language() -> None:
    for kind in load_bank().kinds:
        for phrases in kind.phrases.values():
            assert len(phrases.heads) >= 4, kind.id
            assert len(phrases.leads) >= 2, kind.id


def side_of(item: Item) -> str:
    outlet = next(outlet for outlet in world().outlets if outlet.id == item.outlet_id)
    return outlet.alignment_on(UNTIL.date())


def test_sides_have_words_of_their_own() -> None:
    finder = FrameFinder(load_subject("demo").frames)
    used = {
        (use.frame, side_of(item))
        for item in world().items
        for use in finder.find(item.versions[0].summary, item.language)
        if use.frame and not item.copied_from
    }
    assert {("freedom-fighters", "opposition"), ("outlaw-bands", "state")} <= used
    assert ("outlaw-bands", "opposition") not in used
    assert {frame for frame, _ in used} == {
        frame.id for concept in load_subject("demo").frames for frame in concept.frames
    }


def test_opinions_are_told_apart_by_their_headline() -> None:
    forms = Counter(form_of(i.versions[0].title, i.link, i.language) for i in world().items)
    assert forms["opinion"] >= 5


def test_sides_count_differently_and_some_set_it_right() -> None:
    blast = [item for item in world().items if item.happening_id == "port-blast-1"]
    counts = {
        int(found[0])
        for item in blast
        for found in [re.findall(r"\b\d+\b", item.versions[0].title)]
        if found and "port" in item.versions[0].title.lower()
    }
    assert {17, 23} & counts
    assert len(counts) > 1
    assert any(len(item.versions) > 1 for item in blast if side_of(item) == "opposition")
