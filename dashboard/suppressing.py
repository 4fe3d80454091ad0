"""Names that an editor keeps off every page: added, listed, shown again."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from feeds.errors import SelectionError
from feeds.names.withholding import Withholding
from feeds.opening import open_real
from feeds.settings import Settings
from feeds.store.desk.tables import SuppressedName
from feeds.store.protocol import Store

LONGEST = 200  # characters of a name


def add(settings: Settings, name: str, by: str, note: str) -> str:
    """Keep a name off every page; what was done, in a sentence."""
    wanted = checked(name)
    with _opened(settings) as store:
        author = by or getpass.getuser()
        store.suppress(SuppressedName(wanted, author, datetime.now(UTC), note))
    return (
        f"“{wanted}” is kept off every page, figure and export, in any spelling."
        " Its stories stay and are counted."
    )


def listed(settings: Settings) -> str:
    """Every name with who keeps it off and why."""
    with _opened(settings) as store:
        held = store.suppressed()
    if not held:
        return "No name is kept off the pages."
    return "\n".join(
        f"{one.name}: {one.author}, {one.at:%Y-%m-%d}{f', {one.note}' if one.note else ''}"
        for one in held
    )


def remove(settings: Settings, name: str, by: str = "") -> str:
    """Show a name again, or SelectionError."""
    with _opened(settings) as store:
        if not store.unsuppress(" ".join(name.split()), by or getpass.getuser(), datetime.now(UTC)):
            raise SelectionError(
                f"“{name}” is not kept off the pages.",
                "See the names as they were written: coverline suppress list",
            )
    return f"“{name}” is shown again."


def checked(name: str) -> str:
    """A name in one line, or SelectionError where nothing could be found by it."""
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > LONGEST or Withholding([wanted]).text(wanted) == wanted:
        raise SelectionError(
            f"“{wanted[:LONGEST]}” is no name that could be found in a text.",
            "Write it as a headline would, with capitals: “Suhail al-Hassan” or “سهيل الحسن”.",
        )
    return wanted


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    opened = open_real(settings, create=False)
    try:
        yield opened.store
    finally:
        opened.store.close()
