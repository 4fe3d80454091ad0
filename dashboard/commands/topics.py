"""`coverline topics` and `coverline topics find`: what the stories are about."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    help="The subject's own topics, and those that events came back to.\n\n"
    "Example: coverline topics --days 7",
    invoke_without_command=True,
)


@app.callback()
def topics(
    ctx: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=36500, help="Count the last so many days.")] = 28,
    most: Annotated[int, typer.Option(min=1, help="Show so many found topics.")] = 20,
    ended: Annotated[bool, typer.Option("--ended", help="Show those that ended.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """List the standing topics and the found ones, with how many stories tell of each.

    Example: coverline topics --days 7 --most 50
    """
    from dashboard.topic_list import tell

    if ctx.invoked_subcommand is None:
        tell(ctx.obj, days, most, ended, as_json)


@app.command()
def find(ctx: typer.Context) -> None:
    """Look for topics that events of the last 13 weeks came back to, now.

    Polling does so once a day by itself.

    Example: coverline topics find
    """
    from dashboard.topic_list import find as look

    look(ctx.obj)
