"""Which event a story joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from feeds.cluster.assign import Clusterer, Placed
from feeds.cluster.window import event_id_of
from feeds.model import Story
from tests.cluster.cases import expected, sides, stories, vectors_of

EVERY_CASE = ("across_languages", "like_wording", "standing_headlines", "window_end")


def place(clusterer: Clusterer, batch: Sequence[Story]) -> Placed:
    return clusterer.place(batch, vectors_of(batch))


def events(placed: Placed) -> dict[str, str]:
    return {story.id: story.event_id for story in placed.stories}


def everything() -> list[Story]:
    found = [story for name in EVERY_CASE for story in stories(name)]
    return sorted(found, key=lambda story: (story.first_seen_at, story.id))


def test_one_happening_told_in_three_languages_is_one_event() -> None:
    placed = place(Clusterer(), stories("across_languages"))
    assert sides(events(placed)) == sides(expected("across_languages"))


def test_like_wording_does_not_join_different_happenings() -> None:
    placed = place(Clusterer(), stories("like_wording"))
    assert sides(events(placed)) == sides(expected("like_wording"))


def test_a_headline_used_every_day_is_another_event_every_day() -> None:
    placed = place(Clusterer(), stories("standing_headlines"))
    assert sides(events(placed)) == sides(expected("standing_headlines"))


def test_an_event_takes_nobody_once_its_first_story_is_72_hours_old() -> None:
    placed = place(Clusterer(), stories("window_end"))
    assert sides(events(placed)) == sides(expected("window_end"))


@pytest.mark.xfail(strict=True, reason="a young window does not know that `two killed` is usual")
def test_the_same_toll_of_two_accidents_does_not_join_them() -> None:
    placed = place(Clusterer(), stories("too_alike"))
    assert sides(events(placed)) == sides(expected("too_alike"))


@pytest.mark.parametrize("cut", [1, 9, 20, 40])
def test_a_restart_changes_nothing(cut: int) -> None:
    whole = everything()
    steady = Clusterer()
    before = place(steady, whole[:cut])
    again = Clusterer.restore(before.stories, dict(before.vectors))
    assert place(again, whole[cut:]) == place(steady, whole[cut:])


def test_restore_needs_only_the_last_72_hours() -> None:
    whole = everything()
    steady = Clusterer()
    before = place(steady, whole[:-1])
    since = before.stories[-1].first_seen_at - timedelta(hours=72)
    recent = [story for story in before.stories if story.first_seen_at > since]
    assert len(recent) < len(before.stories)
    again = Clusterer.restore(recent, dict(before.vectors))
    assert place(again, whole[-1:]) == place(steady, whole[-1:])


@pytest.mark.parametrize("size", [1, 7])
def test_the_size_of_the_batches_changes_nothing(size: int) -> None:
    whole = everything()
    at_once = events(place(Clusterer(), whole))
    clusterer, found = Clusterer(), {}
    for start in range(0, len(whole), size):
        found |= events(place(clusterer, whole[start : start + size]))
    assert found == at_once


def test_the_order_within_a_batch_does_not_matter() -> None:
    whole = everything()
    assert place(Clusterer(), whole[::-1]) == place(Clusterer(), whole)


def test_an_event_is_named_after_its_first_story_and_logged() -> None:
    (story,) = stories("across_languages")[:1]
    placed = place(Clusterer(), [story])
    (change,) = placed.changes
    assert (change.kind, change.event_id) == ("created", event_id_of(story.id))
    assert change.event_id.startswith("e")
    assert len(change.event_id) == 16
    assert placed.touched == (change.event_id,)


def test_the_reason_says_to_what_and_why() -> None:
    first, second = stories("across_languages")[:2]
    placed = place(Clusterer(), [first, second])
    assert placed.memberships[0].reason.startswith("first of its event")
    reason = placed.memberships[1].reason
    assert reason.startswith(f'closest to "{first.title}": words .')
    assert reason.endswith("1 h apart")


def test_a_reprint_joins_its_origin_whatever_its_words() -> None:
    origin, _, _, other = stories("across_languages")[:4]
    reprint = replace(other, copy_of=origin.id)
    placed = place(Clusterer(), [origin, reprint])
    assert placed.stories[1].event_id == placed.stories[0].event_id
    assert placed.memberships[1].reason == f'reprint of "{origin.title}"'


def test_a_reprint_of_what_is_forgotten_is_placed_like_any_story() -> None:
    (story,) = stories("across_languages")[:1]
    placed = place(Clusterer(), [replace(story, copy_of="long-gone")])
    assert placed.stories[0].event_id == event_id_of(story.id)


def test_an_edited_story_keeps_its_event_and_speaks_with_its_new_words() -> None:
    first, _, _, other, follower, *_ = stories("across_languages")
    clusterer = Clusterer()
    (kept,) = place(clusterer, [first]).stories
    edited = place(clusterer, [replace(kept, title=other.title, version=2)])
    assert edited.stories[0].event_id == kept.event_id
    assert not edited.memberships
    assert not edited.changes
    assert edited.touched == (kept.event_id,)
    assert place(clusterer, [follower]).stories[0].event_id == kept.event_id


def test_nobody_joins_a_round_up_and_it_joins_nobody() -> None:
    first, second = stories("across_languages")[:2]
    loose = place(Clusterer(), [replace(first, form="round-up"), second])
    assert len(set(events(loose).values())) == 2
    joined = place(Clusterer(), [first, replace(second, form="round-up")])
    assert len(set(events(joined).values())) == 2


def test_stories_published_days_apart_stay_apart_though_seen_at_once() -> None:
    first, second = stories("across_languages")[:2]
    old_at = first.date.published_at - timedelta(days=9)
    old = replace(first.date, published_at=old_at, earliest_at=old_at, latest_at=old_at)
    placed = place(Clusterer(), [replace(first, date=old), second])
    assert len(set(events(placed).values())) == 2


def test_a_story_without_a_headline_founds_its_own_event() -> None:
    some = [replace(story, title="", summary="") for story in stories("window_end")[:2]]
    placed = Clusterer().place(some, np.zeros((2, 512), np.float32))
    assert len(set(events(placed).values())) == 2


def test_an_empty_batch_is_nothing() -> None:
    assert Clusterer().place([], np.zeros((0, 512), np.float32)) == Placed((), (), (), (), ())


def test_stories_come_back_in_order_of_arrival() -> None:
    placed = place(Clusterer(), everything()[::-1])
    assert all(a.first_seen_at <= b.first_seen_at for a, b in pairwise(placed.stories))
