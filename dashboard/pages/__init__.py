"""The pages, one module each; `PAGES` in the order of the menu."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dashboard.data import Desk
from dashboard.pages import (
    briefing,
    events,
    feeds,
    gallery,
    guide,
    names,
    outlets,
    overview,
    stories,
    timeline,
)
from dashboard.pages.kinds import PageOf
from dashboard.pages.states import message, problem
from dashboard.selection import Asked, resolve
from dashboard.tongue import tell

__all__ = ["PAGES", "PageOf", "below", "block", "message", "page", "problem"]

ATTEMPTS = 3
PAGES: dict[str, PageOf] = {
    "overview": overview.PAGE,
    "timeline": timeline.PAGE,
    "outlets": outlets.PAGE,
    "events": events.PAGE,
    "names": names.PAGE,
    "stories": stories.PAGE,
    "feeds": feeds.PAGE,
    "briefing": briefing.PAGE,
    "help": guide.PAGE,
    "gallery": gallery.PAGE,
}


def page(desk: Desk, asked: Asked, now: datetime) -> list[Any]:
    """The page that was asked for, all of it of one state of the data, which a poll may change
    meanwhile; after a few attempts as it comes, on a store that is written all the time."""
    for _ in range(ATTEMPTS):
        with desk.drawing() as before:
            drawn = _page(desk, asked, now)
        if desk.store.data_version() == before:
            break
    return drawn


def _page(desk: Desk, asked: Asked, now: datetime) -> list[Any]:
    """The page once; an empty state where there is nothing to draw."""
    wanted, span = PAGES[asked.page], desk.span()
    if wanted.draw is None:
        return wanted.standing(desk, asked) if wanted.standing else []
    if span is None:
        lang = asked.lang
        return [message(tell(lang, "frame.unpolled"), tell(lang, "frame.unpolled_do"))]
    return wanted.draw(desk, asked, resolve(asked, desk.subject(), span), now)


def below(desk: Desk, asked: Asked) -> list[Any]:
    """What a click opened: the stories of a bar, or an event."""
    wanted, span = PAGES[asked.page], desk.span()
    if span is None or wanted.below is None:
        return []
    return wanted.below(desk, asked, resolve(asked, desk.subject(), span))


def block(desk: Desk, asked: Asked, request: Mapping[str, Any]) -> tuple[list[Any], int]:
    """Rows of the page's long table of stories, and how many there are; none where it has none."""
    wanted, span = PAGES[asked.page], desk.span()
    if span is None or wanted.block is None:
        return [], 0
    return wanted.block(desk, asked, resolve(asked, desk.subject(), span), request)
