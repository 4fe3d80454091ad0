"""`coverline feeds …`: feeds in and out, found, and looked after."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands import add, mend

app = typer.Typer(
    no_args_is_help=True,
    help="Find feeds, look after them, take lists in and out.\n\n"
    "Example: coverline feeds import my-feeds.opml",
)
app.command("add")(add.add)
app.command("check")(mend.check)
app.command("revive")(mend.revive)
app.command("accept")(mend.accept)
app.command("off")(mend.off)
app.command("on")(mend.on)


@app.command("import")
def import_(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(help="An OPML file or its address.")],
) -> None:
    """Watch the feeds of an OPML file from now on, beside the subject's own.

    Example: coverline feeds import my-feeds.opml
    """
    from dashboard.lists import read_list
    from dashboard.tending import Tending
    from dashboard.words import many
    from feeds.opening import keep_imported, known_outlets, open_real
    from feeds.proxies import shown_proxy

    listing = read_list(source, ctx.obj)
    opened = open_real(ctx.obj)
    try:
        outlets = listing.outlets(known_outlets(opened))
        new = keep_imported(opened.store, outlets)
        Tending(opened, ctx.obj).note("feeds import", source, "", f"{new} new")
    finally:
        opened.store.close()
    feeds = [feed for outlet in outlets for feed in outlet.feeds]
    if ways := sorted({shown_proxy(feed.proxy) for feed in feeds if feed.proxy}):
        print(f"coverline: the list names proxies: {', '.join(ways)}.", file=sys.stderr)
    read = f"{many(len(feeds), 'feed')} of {many(len(outlets), 'outlet')} read"
    print(f"{read}, {new:,} of them new.")


@app.command()
def export(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="Where to write; the screen if left out.")
    ] = None,
) -> None:
    """Write the watched feeds as OPML 2.0.

    Example: coverline feeds export coverline.opml
    """
    from dashboard.words import many
    from feeds.opening import look
    from feeds.opml import write_opml

    subject, outlets = look(ctx.obj)
    text = write_opml(outlets, f"Coverline: {subject.label}")
    if file is None:
        sys.stdout.write(text)
        return
    file.write_text(text, "utf-8")
    written = sum(feed.enabled for outlet in outlets for feed in outlet.feeds)
    print(f"{many(written, 'feed')} written to {file}.")
