"""A backfill as a whole: one bad feed ends just itself, a cut loses and doubles nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.backfill.planning import chosen
from feeds.derive import Deriver
from feeds.errors import SelectionError
from feeds.model import Feed, Outlet, Subject
from tests.backfill.desk import Desk, item, rss
from tests.backfill.shelf import Shelf, says
from tests.backfill.wayback import Archive

FEED = "http://quay.example/rss"
JAN = datetime(2026, 1, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path, archive: Archive) -> Desk:
    for n in range(6):
        at = JAN + n * HOUR
        body = rss(
            [item(str(n + 1), at, title=f"Ferry line {n + 1} closed"), item(str(n), at - HOUR)]
        )
        archive.captured(FEED, at.strftime("%Y%m%d%H%M%S"), body)
    return Desk(tmp_path, FEED, archive.shelf.url)


class Cut(BaseException):
    """The process is ended from outside."""


def cuts(after: int) -> Iterator[None]:
    """Nothing so many times, then the end."""
    yield from [None] * after
    raise Cut


@pytest.mark.parametrize("after", range(8))
def test_cut_off_at_any_step_it_goes_on_and_ends_up_the_same(desk: Desk, after: int) -> None:
    whole = Desk(desk_folder(desk, "whole"), FEED, desk.settings.wayback)
    whole.fetch("wayback")
    steps = cuts(after)
    cut = replace(desk.history(), tick=lambda done, total: next(steps))
    with pytest.raises(Cut):
        cut.fetch([(desk.outlet, desk.feed)], ["wayback"])
    desk.fetch("wayback")
    assert said(desk) == said(whole)
    assert [p.observed_from_at for p in desk.polls()] == [p.observed_from_at for p in whole.polls()]


def desk_folder(desk: Desk, name: str) -> Path:
    """Another folder beside the desk's."""
    folder = Path(desk.store.url.removeprefix("sqlite:///")).parent / name
    folder.mkdir()
    return folder


def said(desk: Desk) -> list[tuple[str, int, datetime | None, datetime | None]]:
    """What is stored, but for when we fetched it."""
    return [(e.raw.key, e.version, e.captured_at, e.listed_after_at) for e in desk.entries()]


def test_one_bad_feed_ends_just_itself(desk: Desk, shelf: Shelf) -> None:
    good = Feed("pier-feed", "quay", shelf.on("/feed", rss([item("a", JAN)])), "en")
    shelf.on("/feed?paged=2", rss([item("b", JAN - DAY)]))
    dead = Feed("dead-feed", "quay", "http://127.0.0.1:9/feed", "en")
    odd = Feed("odd-feed", "quay", shelf.on("/page", says("<html>hello</html>")), "en")
    outlet = replace(desk.outlet, feeds=(dead, odd, good))
    desk.store.save_outlets([outlet])
    pairs = [(outlet, feed) for feed in outlet.feeds]
    came = {found.feed_id: found for found in desk.history().fetch(pairs, ["wordpress"])}
    assert came["pier-feed"].entries == 2
    assert "connection refused" in came["dead-feed"].problem
    assert "HTML page" in came["odd-feed"].problem


def test_what_is_asked_for_is_counted_as_it_goes(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []
    history = replace(desk.history(), tick=lambda done, total: seen.append((done, total)))
    history.fetch([(desk.outlet, desk.feed)], ["wayback"])
    assert [done for done, _ in seen] == [1, 2, 3, 4, 5, 6, 7, 8, 8]
    assert all(done <= total for done, total in seen)
    assert seen[-1] == (8, 8)


def test_captured_stories_are_dated_by_the_copy_and_grouped_in_their_own_days(desk: Desk) -> None:
    desk.fetch("wayback")
    Deriver(desk.store, Subject("quay", "Quay", "", "UTC", (), (), ())).run()
    stories = desk.store.stories_published(JAN - 9 * DAY, JAN + 9 * DAY)
    assert len(stories) == 7
    assert all(story.event_id for story in stories)
    assert {story.date.basis for story in stories} == {"published"}
    assert all(story.first_seen_at >= desk.clock.at - DAY for story in stories)


def feed(name: str, outlet: str, enabled: bool = True) -> Feed:
    return Feed(name, outlet, f"http://{name}.example/rss", "en", enabled=enabled)


WATCHED = tuple(
    Outlet(
        name, name, "", "newspaper", "Nowhere", ("en",), "UTC",
        feeds=(feed(f"{name}-news", name), feed(f"{name}-off", name, enabled=False)),
    )
    for name in ("quay", "pier")
)  # fmt: skip


@pytest.mark.parametrize(
    ("outlets", "feeds", "expected"),
    [
        ((), (), ["quay-news", "pier-news"]),
        (("pier",), (), ["pier-news"]),
        ((), ("quay-off",), ["quay-off"]),
        (("pier",), ("quay-news",), ["quay-news", "pier-news"]),
    ],
)
def test_which_feeds_are_asked_for(
    outlets: tuple[str, ...], feeds: tuple[str, ...], expected: list[str]
) -> None:
    assert [found.id for _, found in chosen(WATCHED, outlets, feeds)] == expected


def test_a_name_that_is_unknown_is_refused_with_one_like_it() -> None:
    with pytest.raises(SelectionError, match=r"no outlet quai.*Did you mean quay"):
        chosen(WATCHED, ("quai",), ())
    with pytest.raises(SelectionError, match=r"no feed pier-new.*Did you mean pier-news"):
        chosen(WATCHED, (), ("pier-new",))
