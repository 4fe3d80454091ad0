"""`coverline audit`: who changed what by hand, and when."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from feeds.settings import Settings
    from feeds.store.audited.tables import Edit

SHORT = 60  # characters of what stood and stands


def audit(
    ctx: typer.Context,
    days: Annotated[int | None, typer.Option(min=1, help="Just the last days.")] = None,
    who: Annotated[str, typer.Option(help="Just what one person did.")] = "",
    most: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """Tell who changed what by hand, when, and how it stood before; logins and refused ones, too.

    Example: coverline audit --days 7 --who Rana
    """
    held = _read(ctx.obj, days, who, most)
    if as_json:
        print(json.dumps([_facts(edit) for edit in held], ensure_ascii=False, indent=2))
        return
    if not held:
        print("Nobody changed anything by hand.")
    for edit in held:
        print(line(edit))


def line(edit: Edit) -> str:
    """An edit in one line."""
    from dashboard.explain.told import plain

    before, after = (plain(text, SHORT) for text in (edit.before, edit.after))
    change = f": “{before}” → “{after}”" if before or after else ""
    when = f"{edit.at:%Y-%m-%d %H:%M:%S} UTC"
    return f"{when}  {plain(edit.who)}  {edit.deed}  {plain(edit.target, SHORT)}{change}"


def _read(settings: Settings, days: int | None, who: str, most: int) -> list[Edit]:
    from dashboard.withholding import as_shown
    from feeds.opening import open_real

    since = datetime.now(UTC) - timedelta(days=days) if days else None
    opened = open_real(settings, create=False)
    try:
        return as_shown(opened.store, opened.store.edits(since, who, most))
    finally:
        opened.store.close()


def _facts(edit: Edit) -> dict[str, str]:
    return {**asdict(edit), "at": edit.at.isoformat()}
