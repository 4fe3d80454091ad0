"""`coverline backup` and `restore`: a copy of the whole store, and the store from a copy."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.progress import progress
from dashboard.words import many


def backup(
    ctx: typer.Context,
    to: Annotated[Path, typer.Argument(help="A new file, or a folder for one named by time.")],
) -> None:
    """Copy the store as it stands at one instant; polling may go on meanwhile.

    Example: coverline --store sqlite:///desk.db backup /srv/backups
    """
    from feeds.store.backing import back_up

    file = to / named(datetime.now(UTC), ctx.obj.store) if to.is_dir() else to
    with progress("Copying the store") as tick:
        back_up(ctx.obj.store, file, tick)
    print(f"{file} holds the store as it was, {file.stat().st_size / 1e6:,.1f} MB.")


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `backup` made.")],
) -> None:
    """Make the store anew from a backup. Refused while anyone uses the store.

    Example: coverline --store sqlite:///desk.db restore /srv/backups/coverline-20260102T030000.db
    """
    from feeds.store.backing import restore as put_back

    with progress("Restoring the store") as tick:
        done = put_back(ctx.obj.store, file, tick)
    print(f"The store is as in {file}: {many(done.stories, 'story', 'stories')}.")
    if done.aside is not None:
        print(f"What stood there before is kept as {done.aside}.")


def named(now: datetime, store: str) -> str:
    """What a backup in a folder is called."""
    ending = "db" if store.startswith("sqlite") else "dump"
    return f"coverline-{now:%Y%m%dT%H%M%S}.{ending}"
