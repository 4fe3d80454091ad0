"""`coverline store`: the store itself."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.progress import bars

app = typer.Typer(
    help="Move a store to another place or database.\n\n"
    "Example: coverline store copy sqlite:///desk.db postgresql://desk@db/coverline",
    no_args_is_help=True,
)


@app.callback()
def root() -> None:
    """Move a store to another place or database.

    Example: coverline store copy sqlite:///desk.db postgresql://desk@db/coverline
    """


@app.command("copy")
def copy(
    source: Annotated[str, typer.Argument(help="The store to copy; it stays as it is.")],
    target: Annotated[str, typer.Argument(help="Where to: a new file or an empty database.")],
) -> None:
    """Copy a whole store, from SQLite to PostgreSQL, back, or to another of its kind.

    Stopped in the middle, the same command goes on where it was. Nothing may poll either store
    meanwhile. At the end the copy is read back and compared, row by row.

    Example: coverline store copy sqlite:///desk.db postgresql://desk@db/coverline
    """
    from dashboard.words import many
    from feeds.store import shown
    from feeds.store.copying.run import copy_store

    with bars("Copying", "Reading words for searching", "Comparing") as ticks:
        copied = copy_store(source, target, *ticks)
    rows = many(sum(copied.rows.values()), "row")
    tables = many(sum(map(bool, copied.rows.values())), "table")
    stories = many(copied.rows["stories"], "story", "stories")
    print(
        f"{shown(target)} is a copy of {shown(source)}: {rows} of {tables}, {stories}; all equal."
    )
