"""`coverline subject`: what a store may watch, one's own too."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="Subjects: list, begin, check them, or watch one more.\n\nExample: coverline subject list",
)

Folder = Annotated[Path, typer.Argument(help="A folder with outlets.toml and topics.toml.")]


@app.callback()
def root() -> None:
    """Subjects: list them, begin one, check one, or let a store watch one more."""


@app.command("list")
def list_all(ctx: typer.Context) -> None:
    """List the bundled subjects, and those that the store watches.

    Example: coverline subject list
    """
    from dashboard import subjects

    print("\n".join(subjects.listed(ctx.obj)))


@app.command()
def new(folder: Folder) -> None:
    """Begin a subject: a folder with files that say what to fill in. Its name becomes the id.

    Example: coverline subject new river-floods
    """
    from feeds.subjects.skeleton import begin

    begin(folder)
    print(f"{folder} is begun. Fill in its files, then: coverline subject check {folder}")


@app.command()
def check(folder: Annotated[str, typer.Argument(help="A bundled subject or a folder.")]) -> None:
    """Say what is wrong with a subject's files, where, and what to do; exit code 2 if anything.

    Example: coverline subject check river-floods
    """
    from dashboard import subjects

    lines, good = subjects.checked(folder)
    print("\n".join(lines))
    if not good:
        raise typer.Exit(2)


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="A bundled subject or a folder.")],
) -> None:
    """Let the store watch one more subject, and look through what is stored for its topics.

    Nothing is polled again: a feed of both subjects is polled once. Stopped in the middle, the
    same command goes on where it was. Nothing may poll the store meanwhile.

    Example: coverline subject add venezuela
    """
    from dashboard import subjects

    print(subjects.added(ctx.obj, name))
