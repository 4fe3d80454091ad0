"""What came of a correction made on a page, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from dash import html

from dashboard.correcting import UNDO, outcome
from dashboard.data import Desk
from dashboard.tongue import said, tell
from dashboard.words import names
from feeds.correcting import Done
from feeds.coverage.selection import ONE_GROUP
from feeds.model import Correction


def answer(desk: Desk, made: Correction, done: Done, address: str, lang: str) -> list[Any]:
    """What holds now and what it moved; the way to the event as it is now and the way back."""
    say = partial(tell, lang)
    moved = said(lang, outcome(done)) if outcome(done) else ""
    told = say("right.done", n=done.number, what=_what(desk, made, lang), outcome=moved).strip()
    undo = html.Code(f"{UNDO} {done.number}")
    return [
        html.P(told),
        html.P([html.A(say("right.show"), href=address), " · ", say("right.undo"), " ", undo]),
    ]


def _what(desk: Desk, made: Correction, lang: str) -> str:
    """What a correction says, without ids."""
    topics = names(desk.subject(), ONE_GROUP, lang).topics
    value = made.value.removeprefix("topic:")
    key = "rename_back" if made.kind == "rename" and not value else made.kind
    facts = {"n": 1 + len(made.value.split()), "name": value, "topic": topics.get(value, value)}
    return str(desk.withheld(tell(lang, f"right.did.{key}", **_used(key, facts))))


def _used(key: str, facts: dict[str, Any]) -> dict[str, Any]:
    wanted: dict[str, Sequence[str]] = {
        "pin": ("n",),
        "part": ("n",),
        "rename": ("name",),
        "move": ("topic",),
    }
    return {name: facts[name] for name in wanted.get(key, ())}
