"""Which texts of a window are one, which of them was first, and that in words (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from feeds.identity.likeness import Text, same_body, same_title

WINDOW = timedelta(hours=72)


class Match(NamedTuple):
    """A text that another is one with: how alike, 0 to 1, and what is the same, in words."""

    text: Text
    likeness: float
    said: str


def matches(text: Text, near: Iterable[Text]) -> Iterator[Match]:
    """The texts that are one with it. What the outlet itself repeats is a form, no text."""
    near = [other for other in near if in_reach(text, other)]
    own = [o for o in near if o.outlet_id == text.outlet_id]
    stock_title = any(o.title == text.title and not _minute(o, text) for o in own)
    stock_body = any(o.title != text.title and same_body(text, o) for o in own)
    for other in near:
        alike = 0.0 if stock_body else same_body(text, other)
        if other.outlet_id == text.outlet_id:
            found = _moved_page(text, other)
        else:
            found = alike > 0 or (not stock_title and same_title(text, other))
        if found:
            yield _match(text, other, alike)


def _match(text: Text, other: Text, alike: float) -> Match:
    if text.title == other.title:
        return Match(other, 1.0, "same headline")
    return Match(other, alike, f"{alike:.0%} of the shorter text is the same")


def _moved_page(text: Text, other: Text) -> bool:
    """One article of one outlet under two addresses: said in the same words at one instant."""
    if not (text.exact and other.exact and text.title == other.title):
        return False
    bare = not (text.body or other.body)
    return text.at == other.at if bare else _minute(text, other) and same_body(text, other) > 0


def _minute(text: Text, other: Text) -> bool:
    return abs(text.at - other.at) <= timedelta(minutes=1)


def in_reach(text: Text, other: Text) -> bool:
    """By both clocks, so that it does not hang on when the window was last evicted or rebuilt."""
    return abs(other.at - text.at) <= WINDOW and abs(other.seen_at - text.seen_at) < WINDOW


def leads(text: Text, origin: Text) -> bool:
    """Whether a text was surely there before what was held to be the origin."""
    return text.latest_at < origin.earliest_at


def evidence_of(text: Text, match: Match) -> str:
    """Why a text is held to be a copy of the other, as a clause with ids."""
    other = match.text
    named = sorted({text.agency, other.agency} - {""})
    credit = f"; {' and '.join(named)} is named" if named else ""
    return f"{match.said} as {other.story_id} of {other.outlet_id}, {_order(text, other)}{credit}"


def _order(text: Text, other: Text) -> str:
    hours = (text.at - other.at).total_seconds() / 3600
    if text.earliest_at <= other.latest_at and other.earliest_at <= text.latest_at:
        return "at about the same time"
    return (
        f"{hours:.1f} h after it"
        if hours >= 0
        else f"seen later, but dated {-hours:.1f} h before it"
    )
