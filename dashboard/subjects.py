"""`coverline subject`, apart from reading its options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dashboard.explain.told import plain
from dashboard.progress import progress
from dashboard.tending import Tending
from dashboard.words import many
from feeds.errors import CoverlineError, MissingStore
from feeds.opening import open_real, take_on
from feeds.settings import Settings
from feeds.store import shown
from feeds.subjects import bundled_subjects, folder_of, load_subject


def listed(settings: Settings) -> Iterator[str]:
    """Each subject in a line, those of the store first; one with an error says so."""
    held = _held(settings)
    for name in (*held, *(name for name in bundled_subjects() if name not in held)):
        yield f"{plain(name)}: {_facts(name)}{_place(name, held, settings)}"


def checked(name: str) -> tuple[list[str], bool]:
    """What is wrong with a subject in lines, and whether it can be used."""
    from feeds.subjects.checking import check

    folder = folder_of(name)
    found = check(folder)
    lines = [f"error: {plain(one)}" for one in found.errors]
    lines += [f"look at: {plain(one)}" for one in found.warnings]
    counts = (
        many(len(found.errors), "error"),
        many(len(found.warnings), "thing to look at", "things to look at"),
    )
    verdict = "cannot be used" if found.errors else "can be used"
    return [*lines, f"{folder}: {verdict}; {counts[0]}, {counts[1]}."], not found.errors


def added(settings: Settings, name: str) -> str:
    """Let the store watch a subject, and look through what it holds; what came of it."""
    from feeds.classing import classify

    opened = open_real(replace(settings, subject=""), create=False).whole
    try:
        with opened.store.alone(), progress("Looking through stories") as tick:
            recorded = take_on(opened, name)
            if recorded == opened.name:
                return f"{shown(settings.store)} watches {plain(name)} already: its first subject."
            held = (opened.name, *opened.further)
            if recorded not in held:
                what = (" ".join(held), " ".join((*held, recorded)))
                Tending(opened, settings).note("subject add", recorded, *what)
            whole = opened.again()
            put = classify(whole.store, whole.subject, tick)
    finally:
        opened.store.close()
    stories = many(put, "stored story is", "stored stories are")
    return (
        f"{shown(settings.store)} watches {plain(name)}, too: {stories} newly on its topics. "
        f"Its pages: coverline --subject {plain(name)} serve, or choose it in the bar."
    )


def _held(settings: Settings) -> tuple[str, ...]:
    """The subjects of the store, its first one first; none where there is no store."""
    try:
        opened = open_real(settings, create=False).whole
    except MissingStore:
        return ()
    try:
        return (opened.name, *opened.further)
    finally:
        opened.store.close()


def _facts(name: str) -> str:
    try:
        subject = load_subject(name)
    except CoverlineError as error:
        return plain(str(error))
    outlets, topics = many(len(subject.outlets), "outlet"), many(len(subject.topics), "topic")
    invented = ", invented" if subject.synthetic else ""
    return f"{plain(subject.label)}, {outlets}, {topics}{invented}"


def _place(name: str, held: tuple[str, ...], settings: Settings) -> str:
    return f" (watched by {shown(settings.store)})" if name in held else ""
