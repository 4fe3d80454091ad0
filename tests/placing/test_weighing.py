"""Two stories are weighed again exactly as placing weighed them, whatever came since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isclose

import pytest

from dashboard.explain import pair
from feeds.cluster import nearest, score
from feeds.cluster.nearest import Compared
from feeds.cluster.weighing import CROWD
from feeds.cluster.window import Asked, Window
from feeds.demo.world import Item, build
from feeds.derive import Deriver
from feeds.likeness import weighed
from feeds.model import Entry, FeedState, Poll, PollRecord, RawEntry
from feeds.opening import open_demo
from feeds.placing import is_late
from feeds.store import Store

UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)
ITEMS, PASSES = 240, 3
LATE = 20  # of the items, one in so many comes ten days late
EACH = 61  # of the pairs that placing weighed, one in so many is weighed again
FEW = 20  # stories from which on a window counts as busy here


@dataclass(frozen=True, slots=True)
class Decision:
    """What placing made of a story against an earlier one."""

    later: str
    earlier: str
    odds: float


class Decisions(list[Decision]):
    """Notes every pair that placing weighs."""

    def weigher(self) -> type[Compared]:
        """What placing uses, with a note of each answer."""
        noted = self

        class Noting(Compared):
            def __init__(self, window: Window, asked: Asked, crowd: int | None = None) -> None:
                super().__init__(window, asked, crowd)
                self.asked = asked.story.id

            def look_at(self, slots: Sequence[int]) -> None:
                known = set(self.odds)
                super().look_at(slots)
                for slot in sorted(self.odds.keys() - known):
                    told = self._window.story(slot).id
                    noted.append(Decision(self.asked, told, self.odds[slot]))

        return Noting


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Decisions]]:
    """A store of the demo's press after some passes, and every pair that placing weighed."""
    world, noted = build(7, UNTIL), Decisions()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(score, "QUIET", FEW)
        opened = open_demo(f"sqlite:///{tmp_path_factory.mktemp('weighed')}/demo.db")
        opened.store.save_outlets(list(world.outlets))
        patch.setattr(nearest, "Compared", noted.weigher())
        for start in range(0, ITEMS, ITEMS // PASSES):
            some = world.items[start : start + ITEMS // PASSES]
            opened.store.record_polls([_listed(at, item) for at, item in enumerate(some, start)])
            Deriver(opened.store, opened.subject).run()
        patch.setattr(nearest, "Compared", Compared)
        yield opened.store, noted
        opened.store.close()


def _listed(number: int, item: Item) -> PollRecord:
    late = timedelta(days=10) if number % LATE == LATE - 1 else timedelta()
    words, at = item.versions[0], item.listed_at
    raw = RawEntry(
        item.link, "", item.link, words.title, words.summary, 0, "", "",
        published_raw=(item.published_at - late).isoformat(),
    )  # fmt: skip
    entry = Entry(item.feed_id, 1, at, raw, at - timedelta(hours=1))
    poll = Poll(item.feed_id, at, 5, 200, "fresh")
    return PollRecord(poll, (entry,), FeedState(item.feed_id))


def test_each_pair_is_weighed_as_placing_weighed_it(decided: tuple[Store, Decisions]) -> None:
    store, noted = decided
    assert len(noted) > 20 * EACH
    late = {
        story.id for story in store.stories({n.later for n in noted}).values() if is_late(story)
    }
    own_days = [then for then in noted if then.later in late]
    assert own_days
    for then in (*noted[::EACH], *own_days[:3]):
        one, other = store.stories([then.later, then.earlier]).values()
        again = weighed(store, one, other)
        assert again is not None
        assert (again.later, again.odds, again.compared) == (then.later, then.odds, True)
        assert isclose(sum(adds for _, _, adds in again.parts), again.odds, abs_tol=1e-5)


def test_what_a_busy_window_takes_off_has_a_line_of_its_own(
    decided: tuple[Store, Decisions],
) -> None:
    store, noted = decided
    for then in noted[ITEMS * 3 :: EACH][:5]:
        file = pair.read(store, then.later, then.earlier)
        assert file.weighed is not None
        crowd = {signal: (value, adds) for signal, value, adds in file.weighed.parts}[CROWD]
        assert crowd[0] > FEW
        assert crowd[1] == -score.crowding(int(crowd[0]))
        told = pair.told(file, "UTC").text()
        assert f"Busy days, {crowd[0]:.0f} stories in the 72 hours before" in told
        assert f"among {crowd[0]:.0f} stories" in told


def test_the_verdict_is_that_of_placing_where_one_story_was_all_of_an_event(
    decided: tuple[Store, Decisions],
) -> None:
    store, noted = decided
    best: dict[str, Decision] = {}
    for then in noted:
        best.setdefault(then.later, then)
        if then.odds > best[then.later].odds:
            best[then.later] = then
    kept_apart = [then for then in best.values() if then.odds < 0]
    assert kept_apart
    for then in kept_apart[::9]:
        told = pair.told(pair.read(store, then.later, then.earlier), "UTC").text()
        assert "rather two happenings" in told


def test_two_that_came_far_apart_were_never_set_side_by_side(
    decided: tuple[Store, Decisions],
) -> None:
    store, _ = decided
    seen = store.stories_seen(datetime.min.replace(tzinfo=UTC), UNTIL)
    news = [story for story in seen if not is_late(story)]
    assert news[-1].first_seen_at - news[0].first_seen_at > timedelta(hours=72)
    found = weighed(store, news[-1], news[0])
    assert found is not None
    assert not found.compared
    told = pair.told(pair.read(store, news[0].id, news[-1].id), "UTC").text()
    assert "They were never set side by side" in told
