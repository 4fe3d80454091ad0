"""`coverline dates` and `coverline dates fix`: what polling has taught of feeds' dates."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    help="What polling has taught of each feed's dates, and setting the past right.\n\n"
    "Example: coverline dates fix herald-all",
    invoke_without_command=True,
)


@app.callback()
def dates(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """List what polling has taught of each feed's dates: whose clock it writes, how late it lists.

    Example: coverline dates
    """
    from dashboard.date_profiles import tell

    if ctx.invoked_subcommand is None:
        tell(ctx.obj, as_json)


@app.command()
def fix(
    ctx: typer.Context,
    feed: Annotated[str, typer.Argument(help="A feed's id or address.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Date again what a feed said before its wrong clock was noticed.

    Shows what would change and asks. Every change is written into the story's date ledger.

    Example: coverline dates fix herald-all --yes
    """
    from dashboard.date_profiles import fix as mend

    mend(ctx.obj, feed, agreed=(lambda: True) if yes else (lambda: typer.confirm("Go on?")))
