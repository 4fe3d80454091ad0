"""`coverline export` and `coverline brief`: pictures and the weekly briefing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Week = Annotated[
    str | None,
    typer.Option(help="ISO week, e.g. 2026-W01; by default the last whole week polled."),
]


def export(
    ctx: typer.Context,
    week: Week = None,
    figure: Annotated[
        list[str] | None, typer.Option("--figure", help="Just this figure; may be repeated.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the pictures; coverline-WEEK by default.")
    ] = None,
    scale: Annotated[float, typer.Option(min=1, max=4, help="Pixels per point.")] = 2.0,
) -> None:
    """Write a week's figures as PNG files with an index.

    Example: coverline export --week 2026-W01 --figure topics --figure exposure
    """
    from dashboard.export import export_week

    index = export_week(ctx.obj, week, tuple(figure or ()), out, scale)
    print(f"{index.pictures} figures of {index.week} written; look at {index.path}.")


def brief(
    ctx: typer.Context,
    week: Week = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The HTML file to write; coverline-briefing-WEEK.html by default."),
    ] = None,
) -> None:
    """Write a week's briefing as one HTML file that opens offline.

    Example: coverline brief --week 2026-W01 --out briefing.html
    """
    from dashboard.notebook import brief_week

    path = brief_week(ctx.obj, week, out)
    print(f"Briefing written to {path}.")
