"""Questions on what an entry is: the same as before, an edit of it, and of what date."""

from __future__ import annotations

from datetime import datetime, timedelta

from feeds.model import Feed, Poll, Story
from feeds.selftest.answers import says
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import Item, rss


def identity(desk: Desk) -> None:
    """A missing, shared or changing guid, tracking parameters and relative links."""
    missing = [Item("b"), Item("a")]
    _one_story_each(desk, "a missing guid", missing, missing)
    tracked = [[Item("c", link=f"{LINK}?id=7&amp;utm_source={way}")] for way in ("rss", "mail")]
    poll = _one_story_each(desk, "tracking parameters", *tracked)
    same("new entries where just the tracking differs", poll.entries_new, 0)
    changing = [[Item(name, guid=f"{name}-{visit}") for name in "fed"] for visit in (1, 2)]
    poll = _one_story_each(desk, "a changing guid", *changing)
    expect(not poll.overran, "a feed whose guids change at every visit is taken for an overrun")
    _shared_guid(desk)
    _relative_links(desk)


def _one_story_each(desk: Desk, name: str, *documents: list[Item]) -> Poll:
    """Poll one document after the other: they tell of the same stories."""
    desk.forget()
    feed = desk.feed(name.replace(" ", "-"), *[says(rss(document)) for document in documents])
    known = len(desk.stories())
    for _ in documents:
        desk.later()
        desk.run()
    links = {item.name for document in documents for item in document}
    same(f"stories of {name}", len(desk.stories()) - known, len(links))
    return desk.last(feed)


def _shared_guid(desk: Desk) -> None:
    desk.forget()
    feed = desk.feed("shared", says(rss([Item("b", guid="quay"), Item("a", guid="quay")])))
    desk.poll()
    same("entries of two links and one guid", desk.last(feed).entries_new, 2)
    third = says(rss([Item("c", guid="quay"), Item("b", guid="quay"), Item("a", guid="quay")]))
    same("new ones once a third came", desk.polled(feed, third).entries_new, 1)


def _relative_links(desk: Desk) -> None:
    desk.forget()
    links = {
        "../ferries/1": "/ferries/1",
        "/2": "/2",
        "?id=3": "/list/feed?id=3",
        "//quay.example/4": "",
    }
    items = [Item(str(n), link=link, guid="", date="") for n, link in enumerate(links)]
    feed = desk.feed("list/feed", says(rss(items)))
    desk.poll()
    wanted = [desk.origin.url(path) if path else "http://quay.example/4" for path in links.values()]
    found = [entry.raw.link for entry in desk.entries(feed)]
    same("links made absolute", sorted(found), sorted(wanted))


def edits(desk: Desk) -> None:
    """An edit, its pubDate unchanged, is a new version of the same entry and story."""
    feed = desk.feed(
        "feed", says(rss([Item("b", guid=""), Item("a", guid="", title="Ferry late")]))
    )
    desk.run()
    before = {story.id for story in desk.stories()}
    edited = Item("a", guid="", title="Ferry on time after all")
    desk.now_says(feed, says(rss([Item("b", guid=""), edited])))
    desk.later()
    desk.run()
    poll = desk.last(feed)
    same(
        "entries of that poll",
        (poll.entries_new, poll.entries_edited, poll.outcome),
        (0, 1, "fresh"),
    )
    same(
        "versions of the entry",
        [e.version for e in desk.entries(feed) if "Ferry " in e.raw.title],
        [1, 2],
    )
    stories = desk.stories()
    same("stories", {story.id for story in stories}, before)
    same("its headline now", stories[0].title, edited.title)
    same("headlines kept", len(desk.store.versions(stories[0].id)), 2)
    desk.now_says(feed, says(rss([Item("b", guid=""), edited])))
    desk.later()
    desk.run()
    same("versions after a poll without an edit", len(desk.entries(feed)), 3)


def undated_is_not_now(desk: Desk) -> None:
    """Undated is not now; absurd dates are set aside; zone and precision are recorded."""
    steady = Item("a", guid="")
    feed = desk.feed("feed", says(rss([Item("b", guid="", date=""), steady])))
    desk.run()
    bound = desk.at
    first = _story(desk, "b")
    same("basis of an undated story of the first poll", first.date.basis, "none")
    same("its confidence", first.date.confidence, "low")
    expect(first.date.earliest_at < desk.at - timedelta(days=1), "it is dated as if it were new")
    expect(bool(first.date.flags), "nothing marks it as undated")
    _later_dates(desk, feed, steady, bound)


LINK = "https://quay.example/timetable"
ABSURD = {"f": "Fri, 01 Jan 2100 06:00:00 GMT", "g": "Thu, 01 Jan 1970 00:00:00 GMT", "h": "soon"}


def _later_dates(desk: Desk, feed: Feed, steady: Item, bound: datetime) -> None:
    items = [Item(name, guid="", date=date) for name, date in ABSURD.items()]
    items += [
        Item("c", guid="", date=""),
        Item("e", guid="", date="Sun, 01 Mar 2026 05:30:00 +0300"),
        Item("d", guid="", date="2026-02-27"),
    ]
    desk.later()
    desk.now_says(feed, says(rss([*items, Item("b", guid="", date=""), steady])))
    desk.run()
    undated = _story(desk, "c").date
    same("basis of a later undated story", undated.basis, "polled")
    same("the latest instant it allows", undated.latest_at, desk.at)
    # it was not listed at the poll before, but may have been published by then
    expect(undated.earliest_at <= bound, "it is dated later than the polls can show")
    for name, raw in ABSURD.items():
        date = _story(desk, name).date
        same(f"basis of a story of {raw!r}", date.basis, "polled")
        aside = any(flag.startswith("set-aside") for flag in date.flags)
        expect(aside, f"nothing says that {raw!r} was set aside")
    exact, day = _story(desk, "e").date, _story(desk, "d").date
    same("zone and precision of a full date", (exact.zone, exact.precision), ("+03:00", "second"))
    same("its instant", exact.published_at.isoformat(), "2026-03-01T02:30:00+00:00")
    same("precision of a day", day.precision, "day")
    expect(bool(day.zone and day.zone_basis), "no zone is recorded for a day")


def _story(desk: Desk, name: str) -> Story:
    found = [story for story in desk.stories() if story.title == Item(name).headline]
    same(f"stories called {Item(name).headline!r}", len(found), 1)
    return found[0]
