"""`coverline names`: the people, places and groups that stories name, in any spelling."""

from __future__ import annotations

from typing import Annotated

import typer


def names(
    ctx: typer.Context,
    text: Annotated[
        str | None, typer.Argument(help="A name in any spelling or script: its stories.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """List the names that stories carry, by number of stories; or the stories that name one.

    Example: coverline names "Souheil El Hassan"
    """
    from dashboard.named import listed, told
    from dashboard.withholding import as_shown
    from feeds.opening import open_real

    opened = open_real(ctx.obj, create=False)
    try:
        held = (
            listed(opened.store, limit)
            if text is None
            else told(opened.store, opened.subject, text, limit)
        )
        found = as_shown(opened.store, held)
    finally:
        opened.store.close()
    print(found.json() if as_json else found.text())
