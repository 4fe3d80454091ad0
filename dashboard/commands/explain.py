"""`coverline explain`: why a date, a story, an event or a feed stands as it does."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(help="story:ID, event:ID or feed:ID, the bare id, or an address.")
    ],
    other: Annotated[
        str | None, typer.Argument(help="Another story: why the two are together or apart.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """Tell how a story's date is known and what changed; why an event is one; how a feed does.

    With two stories: what speaks for one happening and against it, signal by signal.

    Example: coverline explain https://herald.example/2026/01/03/ferry-resumes
    """
    from dashboard.explain.telling import compared, explained
    from dashboard.withholding import as_shown
    from feeds.opening import open_real

    opened = open_real(ctx.obj, create=False)
    try:
        zone = opened.subject.zone
        if other is None:
            told = explained(opened.store, name, zone)
        else:
            told = compared(opened.store, name, other, zone)
        told = as_shown(opened.store, told)
    finally:
        opened.store.close()
    print(told.json() if as_json else told.text(), end="\n" if as_json else "")
