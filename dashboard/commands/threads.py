"""`coverline threads`: events that go on from one another."""

from __future__ import annotations

from typing import Annotated

import typer


def threads(
    ctx: typer.Context,
    most: Annotated[int, typer.Option(min=1, help="Show so many threads.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """List the threads: an investigation, what followed it, who denied it or reacted to it.

    What says that two events belong to one thread: coverline explain event:ID

    Example: coverline threads --most 20
    """
    from dashboard.thread_list import tell

    tell(ctx.obj, most, as_json)
