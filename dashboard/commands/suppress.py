"""`coverline suppress …`: names that no page, figure or export shows."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    help="Keep a name off every page, figure and export, in any spelling and script.\n\n"
    "A mark stands in its place; the stories stay and are counted."
    "\n\nExample: coverline suppress add 'Suhail al-Hassan' --note 'asked by the family'",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="The name as a headline writes it, with capitals.")]

By = Annotated[str, typer.Option("--by", help="Who says so; your login name by default.")]


@app.command()
def add(
    ctx: typer.Context,
    name: Name,
    by: By = "",
    note: Annotated[str, typer.Option("--note", help="Why, for those who read it later.")] = "",
) -> None:
    """Keep a name off from now on.

    Example: coverline suppress add 'سهيل الحسن'
    """
    from dashboard import suppressing

    print(suppressing.add(ctx.obj, name, by, note))


@app.command(name="list")
def list_(ctx: typer.Context) -> None:
    """Show the names that are kept off.

    Example: coverline suppress list
    """
    from dashboard import suppressing

    print(suppressing.listed(ctx.obj))


@app.command()
def remove(ctx: typer.Context, name: Name, by: By = "") -> None:
    """Show a name again.

    Example: coverline suppress remove 'Suhail al-Hassan'
    """
    from dashboard import suppressing

    print(suppressing.remove(ctx.obj, name, by))
