"""`coverline rebuild`: what is derived, made anew with today's rules."""

from __future__ import annotations

from typing import Annotated

import typer

ENGINE = (
    "Who does the heavy part: pool:N for N processes, local:N for N Dask workers here,"
    " HOST:PORT of a Dask scheduler. Without it a process a core; the result is the same."
)
COUNTING = (
    "Who packs the counts: pool:N for N processes, local:N for N Dask workers here, HOST:PORT of"
    " a Dask scheduler. Without it this process, since reading the store is most of the work."
)

app = typer.Typer(
    help="Make anew what was derived from the stories.\n\nExample: coverline rebuild events",
    no_args_is_help=True,
)


@app.callback()
def rebuild() -> None:
    """Make anew what was derived from the stories.

    Example: coverline rebuild events
    """


@app.command()
def events(
    ctx: typer.Context,
    since: Annotated[
        str | None,
        typer.Option("--from", help="Only stories first seen from this day on, e.g. 2026-01-31."),
    ] = None,
    vectors: Annotated[
        str | None,
        typer.Option(help="Sentence vectors: a model2vec or sentence-transformers name or folder."),
    ] = None,
    engine: Annotated[str, typer.Option(help=ENGINE)] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """Find reprints, events, topics, names and threads anew, in the order in which stories came.

    Ids stay, corrections are repeated, and what changed is told. It can be stopped at any time:
    nothing is written until all is done. Not while `up` or `poll` runs on the same store.

    Example: coverline rebuild events --from 2026-01-01
    """
    from dashboard import rebuilding
    from feeds.settings import with_options

    rebuilding.events(with_options(ctx.obj, {"vectors": vectors}), since, as_json, engine)


@app.command()
def dates(
    ctx: typer.Context,
    engine: Annotated[str, typer.Option(help=ENGINE)] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """Read the dates of all stories anew, from what feeds said, with today's rules and zones.

    After an update that reads dates better, or once an outlet's zone or language was set right.
    Each story that is dated otherwise gets a line in its date ledger; what `dates fix` set right
    stays. Stopped midway, the next run goes on. Not while `up` or `poll` runs on the same store.

    Example: coverline rebuild dates
    """
    from dashboard import rebuilding

    rebuilding.dates(ctx.obj, as_json, engine)


@app.command()
def coverage(
    ctx: typer.Context,
    engine: Annotated[str, typer.Option(help=COUNTING)] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """Count all stories anew: by hour, outlet, topic and name, by event, and what was observed.

    Counts are kept up with every story, so mostly nothing differs; what does is told and set
    right. Stopped midway, nothing is written. Not while `up` or `poll` runs on the same store.

    Example: coverline rebuild coverage
    """
    from dashboard import rebuilding

    rebuilding.coverage(ctx.obj, as_json, engine)
