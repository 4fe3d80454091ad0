"""The command `coverline`: every way in from a terminal, as thin as it can be."""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

import typer

from dashboard import stopping
from dashboard.commands import (
    audit,
    backfill,
    correct,
    dates,
    explain,
    feeds,
    keep,
    make,
    names,
    password,
    rebuild,
    selftest,
    stores,
    subject,
    suppress,
    threads,
    topics,
)
from dashboard.endings import FAILED, ended
from dashboard.narrowing import narrowed
from feeds.errors import ConfigError
from feeds.settings import Settings, load, with_options

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.add_typer(feeds.app, name="feeds")
app.add_typer(dates.app, name="dates")
app.add_typer(correct.app, name="correct")
app.add_typer(rebuild.app, name="rebuild")
app.add_typer(topics.app, name="topics")
app.add_typer(suppress.app, name="suppress")
app.add_typer(stores.app, name="store")
app.add_typer(subject.app, name="subject")
app.command("audit")(audit.audit)
app.command("backup")(keep.backup)
app.command("restore")(keep.restore)
app.command("backfill")(backfill.backfill)
app.command("explain")(explain.explain)
app.command("export")(make.export)
app.command("verify")(make.verify)
app.command("brief")(make.brief)
app.command("selftest")(selftest.selftest)
app.command("names")(names.names)
app.command("threads")(threads.threads)
app.command("password")(password.password)

Opml = Annotated[
    str | None, typer.Option("--opml", help="Poll just the feeds of this OPML file or address.")
]
Private = Annotated[
    bool | None,
    typer.Option("--allow-private", help="Let loopback and private addresses be polled."),
]
Pages = Annotated[
    bool | None,
    typer.Option("--fetch-pages", help="Read the web pages of stories whose date is open."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a script.")]
Host = Annotated[str | None, typer.Option(help="Address to listen on; loopback by default.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; 8050 by default.")]
Open = Annotated[
    bool | None,
    typer.Option("--open", help="Let everyone who reaches the dashboard read it."),
]


YOUNG = 20_000  # objects made between two looks for garbage: libraries make as many when loaded


def main() -> None:
    """Run the command; an expected error is one line on standard error and exit code 2."""
    stopping.listen()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    command = narrowed(app, sys.argv[1:])
    sys.exit(ended(partial(command, prog_name="coverline", standalone_mode=False)))


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"coverline {version('coverline')}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    store: Annotated[
        str | None, typer.Option(help="Where data are kept: sqlite:///FILE or postgresql://…")
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="A bundled subject or a folder; syria for a new store.")
    ] = None,
    opml: Opml = None,
    allow_private: Private = None,
    vectors: Annotated[
        str | None, typer.Option(help="A model of sentence vectors that you have, or its folder.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who covered what, when, how much and in whose wake.

    Settings come from options, then COVERLINE_… variables, then coverline.toml.

    Example: coverline --store sqlite:///desk.db up --opml my-feeds.opml
    """
    given = {"store": store, "subject": subject, "opml": opml, "vectors": vectors}
    ctx.obj = load({**given, "allow_private": allow_private})


def _settings(ctx: typer.Context, **given: Any) -> Settings:
    settings: Settings = ctx.obj
    return with_options(settings, given)


@app.command()
def up(
    ctx: typer.Context,
    opml: Opml = None,
    allow_private: Private = None,
    fetch_pages: Pages = None,
    host: Host = None,
    port: Port = None,
    open_: Open = None,
) -> None:
    """Poll what is due, then serve the dashboard and keep polling.

    Example: coverline up --opml my-feeds.opml
    """
    from dashboard import running

    polling = {"opml": opml, "allow_private": allow_private, "fetch_pages": fetch_pages}
    running.up(_settings(ctx, **polling, host=host, port=port, open=open_))


@app.command()
def poll(
    ctx: typer.Context,
    opml: Opml = None,
    allow_private: Private = None,
    fetch_pages: Pages = None,
    at: Annotated[
        str | None,
        typer.Option(
            help="For feeds served on this machine at a made-up time: take this instant for "
            "now, e.g. 2026-01-02T06:00Z. Needs --allow-private."
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Poll what is not due too.")] = False,
    forever: Annotated[
        bool,
        typer.Option(
            "--forever",
            help="Go on polling what is due until stopped. Several pollers may share a "
            "PostgreSQL store.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Poll the feeds that are due, once. Exit code 1 when every one of them failed.

    Example: coverline --store postgresql://desk@db/coverline poll --forever
    """
    from dashboard import running
    from dashboard.telling import tell

    polling = {"opml": opml, "allow_private": allow_private, "fetch_pages": fetch_pages}
    settings = _settings(ctx, **polling)
    if forever:
        if at or everything or as_json:
            raise ConfigError(
                "--forever goes with none of --at, --all and --json.", "Leave it out."
            )
        running.poll_forever(settings)
        return
    moment = _instant(at)
    if moment and not settings.allow_private:
        hint = "Leave --at out; for feeds served on this machine add --allow-private."
        raise ConfigError("--at would date what real feeds say falsely.", hint)
    report = running.poll(settings, (lambda: moment) if moment else running.now, everything)
    tell(report, as_json)
    if report.polls and len(report.failed) == len(report.polls):
        raise typer.Exit(FAILED)


@app.command()
def serve(
    ctx: typer.Context,
    host: Host = None,
    port: Port = None,
    open_: Open = None,
    workers: Annotated[
        int | None, typer.Option(help="Server processes, for many readers; needs gunicorn.")
    ] = None,
) -> None:
    """Serve the dashboard on what is stored, without polling.

    Example: coverline --store sqlite:///coverline.db serve --port 8051
    """
    from dashboard import listening

    settings = _settings(ctx, host=host, port=port, open=open_, workers=workers)
    listening.check_port(settings)
    listening.serve(settings)


@app.command()
def status(
    ctx: typer.Context,
    as_json: Json = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 1 also when a feed raises an alarm.")
    ] = False,
) -> None:
    """What the store holds, the state of every feed, and alarms. Exit code 1 when a feed fails.

    Example: coverline status --strict --json
    """
    from dashboard import status as report

    if not report.tell(_settings(ctx), as_json, strict):
        raise typer.Exit(FAILED)


@app.command()
def demo(
    ctx: typer.Context,
    seed: Annotated[int, typer.Option(help="Another seed invents another world.")] = 1,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End when filled.")] = False,
    host: Host = None,
    port: Port = None,
    open_: Open = None,
) -> None:
    """Fill a store with invented outlets through the real pipeline, and serve it.

    Example: coverline demo --no-serve
    """
    from dashboard import demo as show

    settings = _settings(ctx, host=host, port=port, open=open_)
    show.run(settings, seed, serve=not no_serve)


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ConfigError(f"--at {text} is no instant with a zone.", "Write 2026-01-02T06:00Z.")


if __name__ == "__main__":
    main()
