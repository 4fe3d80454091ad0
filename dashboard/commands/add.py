"""`coverline feeds add`: the feeds of a page, tried, shown, and watched if wanted."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard import adding
from feeds.errors import ConfigError
from feeds.proxies import SHAPE, proxy_problem, shown_proxy
from feeds.settings import Settings

if TYPE_CHECKING:
    from feeds.discover.finding import Found, Trial

COLUMNS = ("title", "kind", "entries", "newest", "language", "window", "address")
WIDE = 1000  # columns of a pipe: one line a feed


def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="A web page, or the address of a feed itself.")],
    yes: Annotated[bool, typer.Option("--yes", help="Watch the first feed; do not ask.")] = False,
    outlet: Annotated[
        str, typer.Option(help="Whose feed it is: a known outlet's id or name, or a new name.")
    ] = "",
    zone: Annotated[
        str, typer.Option(help="IANA zone a new outlet writes its times in; UTC by default.")
    ] = "",
    proxy: Annotated[str, typer.Option(help="Proxy to ask the feed through, now and later.")] = "",
) -> None:
    """Find the feeds of a page, poll each once, show what came, and watch those you choose.

    Example: coverline feeds add https://herald.example --outlet "The Herald"
    """
    settings: Settings = ctx.obj
    address = adding.address(url)
    _check(zone, proxy)
    found = _found(address, settings, proxy)
    good = found.good
    _show(good)
    chosen = good[:1] if yes else _ask(good)
    if not chosen:
        print("Nothing was added.")
        return
    _watch(settings, found, chosen, adding.Whose(outlet, zone, proxy))


def _check(zone: str, proxy: str) -> None:
    adding.checked_zone(zone, "--zone")
    if proxy and (problem := proxy_problem(proxy)):
        raise ConfigError(f"--proxy {shown_proxy(proxy)} cannot be used: {problem}.", SHAPE)


def _found(url: str, settings: Settings, proxy: str) -> Found:
    """What a site has; ConfigError where it cannot be read or has no feed."""
    from asyncio import run  # a twentieth of what `coverline poll` takes where nothing is due

    from dashboard.progress import progress
    from feeds.discover.finding import find

    with progress("Looking for feeds") as tick:
        found = run(find(url, settings, proxy, tick))
    if problem := adding.refused(found, url):
        raise problem
    return found


def _show(good: Sequence[Trial]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("", *COLUMNS, box=None, pad_edge=False)
    for number, trial in enumerate(good, start=1):
        told = adding.cells(trial)
        row = (str(number), *(told[name] for name in COLUMNS))
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    Console(width=None if sys.stdout.isatty() else WIDE, highlight=False).print(table)


def _ask(good: Sequence[Trial]) -> list[Trial]:
    """The feeds that the user names by number; none by default."""
    if not sys.stdin.isatty():
        raise ConfigError(
            "Nothing was added: there is nobody to ask.",
            "Say --yes to watch the first, or give the address of one.",
        )
    if len(good) == 1:
        return list(good) if typer.confirm("Watch it?") else []
    answer = typer.prompt("Watch which? Numbers, `all` or Enter for none", "", show_default=False)
    return chosen(str(answer), good)


def chosen(answer: str, good: Sequence[Trial]) -> list[Trial]:
    """The trials that an answer such as `1, 3` or `all` names; ConfigError for another."""
    words = re.split(r"[\s,;]+", answer.strip().lower())
    if words in ([""], ["n"], ["no"], ["none"]):
        return []
    if words == ["all"]:
        return list(good)
    if not all(w.isascii() and w.isdigit() and 1 <= int(w) <= len(good) for w in words):
        raise ConfigError(
            f"{answer!r} names none of them.", f"Write numbers from 1 to {len(good)}."
        )
    return [good[int(word) - 1] for word in dict.fromkeys(words)]


def _watch(settings: Settings, found: Found, chosen: Sequence[Trial], whose: adding.Whose) -> None:
    from dashboard.tending import Tending
    from feeds.opening import open_real

    opened = open_real(settings)
    try:
        for told in adding.watched(opened, settings, found, chosen, whose):
            print(told)
        for trial in chosen:
            Tending(opened, settings).note("feed add", trial.url, "", "watched")
    finally:
        opened.store.close()
