"""Corrections from a terminal: what the words mean, the correction made, what came of it."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from dashboard.explain.facts import as_facts
from dashboard.explain.finding import meant
from dashboard.explain.thread import KINDS
from dashboard.explain.told import plain, quoted
from dashboard.withholding import as_shown
from dashboard.words import many
from feeds.correcting import Asked, Done, correct
from feeds.corrections import split_id
from feeds.corrections.standing import undone
from feeds.errors import SelectionError
from feeds.model import Correction
from feeds.opening import Opened, open_real
from feeds.settings import Settings
from feeds.store.protocol import Store

NAMED = 4  # ids that are printed
UNDO = "coverline correct undo"
SAID = {
    "pin": "belong together",
    "part": "do not belong together",
    "rename": "is called",
    "move": "is on this topic only:",
    "topic": "is also on the topic",
    "unlink": "does not go on from",
    "reprint": "is a reprint of",
}


def pin(settings: Settings, kind: str, words: Sequence[str], by: str, note: str) -> None:
    """Pin or part stories; a pinned event is all its stories, a parted one its first."""

    def asked(desk: Asked) -> Correction:
        found = [_stories(desk, word) for word in words]
        if kind == "pin":
            return desk.pin([name for some in found for name in some])
        return desk.part([some[0] for some in found])

    _make(settings, by, note, asked)


def rename(settings: Settings, event: str, name: str, by: str, note: str) -> None:
    """Call an event so."""
    _make(settings, by, note, lambda desk: desk.rename(_event(desk.store, event), name))


def move(settings: Settings, what: str, topic: str, also: bool, by: str, note: str) -> None:
    """Put an event or a story on a topic."""

    def asked(desk: Asked) -> Correction:
        kind, name = meant(desk.store, what)
        if kind == "feed":
            raise SelectionError("A feed is on no topic.", "Give story:ID or event:ID.")
        return desk.move(kind, name, topic, also)

    _make(settings, by, note, asked)


def reprint(settings: Settings, story: str, origin: str, by: str, note: str) -> None:
    """Say what a story reprints; `none` for nothing."""

    def asked(desk: Asked) -> Correction:
        of = "" if origin == "none" else _stories(desk, origin)[0]
        return desk.reprint(_stories(desk, story)[0], of)

    _make(settings, by, note, asked)


def link(settings: Settings, later: str, earlier: str, kind: str, by: str, note: str) -> None:
    """Link two events, or part them where `kind` is empty."""

    def asked(desk: Asked) -> Correction:
        ends = [_event(desk.store, word) for word in (later, earlier)]
        return desk.link(ends[0], ends[1], kind) if kind else desk.unlink(ends[0], ends[1])

    _make(settings, by, note, asked)


def undo(settings: Settings, number: int, by: str, note: str) -> None:
    """Take a correction back."""
    _make(settings, by, note, lambda desk: desk.undo(number))


def tell(settings: Settings, as_json: bool) -> None:
    """Print every correction, those that were taken back with what did it."""
    with _opened(settings) as opened:
        held = as_shown(opened.store, opened.store.corrections())
    if as_json:
        print(json.dumps([as_facts(c) for c in held], indent=2))
        return
    if not held:
        print("Nothing was set right yet: `coverline correct --help` says how.")
    gone = undone(held)
    for correction in held:
        print(line(correction, gone.get(correction.id)))


def line(correction: Correction, gone: Correction | None = None) -> str:
    """A correction in one line."""
    note = f" ({plain(correction.note)})" if correction.note else ""
    back = f" [taken back by {gone.id}]" if gone else ""
    when = f"{correction.at:%-d %b %Y %H:%M} UTC"
    return (
        f"{correction.id}. {sentence(correction)}: {plain(correction.author)}, {when}{note}{back}"
    )


def sentence(correction: Correction) -> str:
    """What a correction says."""
    target, value = correction.target, plain(correction.value)
    if correction.kind == "undo":
        return f"correction {split_id(target)[1]} is taken back"
    if correction.kind in ("pin", "part"):
        return f"{listed([target, *value.split()])} {SAID[correction.kind]}"
    if correction.kind == "rename":
        return (
            f"{target} {SAID['rename']} {quoted(correction.value) if value else 'by its headline'}"
        )
    if correction.kind == "reprint" and not value:
        return f"{target} is no reprint"
    if correction.kind == "link":
        earlier, _, how = value.rpartition(" ")
        return f"{target} {KINDS.get(how, how)} {earlier}"
    return f"{target} {SAID[correction.kind]} {value.removeprefix('topic:')}"


def listed(ids: Sequence[str]) -> str:
    """The first few ids, and how many more."""
    rest = len(ids) - NAMED
    return " ".join(ids[:NAMED]) + (
        f" and {many(rest, 'more story', 'more stories')}" if rest > 0 else ""
    )


def outcome(done: Done) -> str:
    """What a correction moved at once, in a sentence; "" where it moved nothing."""
    gone = [f"event:{old} is part of event:{new} now" for old, new in done.merged]
    moved = [f"{many(len(done.moved), 'story', 'stories')} moved"] if done.moved else []
    told = "; ".join([*moved, *gone])
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _make(settings: Settings, by: str, note: str, asked: Callable[[Asked], Correction]) -> None:
    with _opened(settings) as opened:
        now = datetime.now(UTC)
        author = by or getpass.getuser()
        whole, owner = opened.whole, opened.owner
        made = asked(Asked(whole.store, whole.subject, author, now, note, owner))
        done = correct(whole.store, whole.subject, made)
    print(f"Correction {done.number}: {sentence(made)}.")
    if told := outcome(done):
        print(told)
    if made.kind != "undo":
        print(f"It holds for later stories, too; to take it back: {UNDO} {done.number}")


@contextmanager
def _opened(settings: Settings) -> Iterator[Opened]:
    opened = open_real(settings, create=False)
    try:
        yield opened
    finally:
        opened.store.close()


def _stories(desk: Asked, word: str) -> list[str]:
    """The story that a word means, or all of an event."""
    kind, name = meant(desk.store, word)
    if kind == "feed":
        raise SelectionError(f"{plain(word)} is a feed.", "Give stories or events.")
    return desk.stories_of(name) if kind == "event" else [name]


def _event(store: Store, word: str) -> str:
    kind, name = meant(store, word)
    if kind == "feed":
        raise SelectionError(f"{plain(word)} is a feed.", "Give an event, or a story of it.")
    return name if kind == "event" else store.stories([name])[name].event_id
