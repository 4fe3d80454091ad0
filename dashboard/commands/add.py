"""`coverline feeds add`: the feeds of a page, tried, shown, and watched if wanted."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.errors import ConfigError
from feeds.proxies import SHAPE, proxy_problem, shown_proxy
from feeds.settings import Settings
from feeds.toml.tables import is_http, is_zone
from feeds.urls import host_of

if TYPE_CHECKING:
    from feeds.discover.finding import Found, Trial
    from feeds.model import Outlet
    from feeds.opening import Opened

SHOWN_PROBLEMS = 5
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
    address = _address(url)
    _check(zone, proxy)
    found = _found(address, settings, proxy)
    good = found.good
    _show(good)
    chosen = good[:1] if yes else _ask(good)
    if not chosen:
        print("Nothing was added.")
        return
    _watch(settings, found, chosen, outlet, zone, proxy)


def _address(url: str) -> str:
    address = url if "://" in url else f"https://{url}"
    if not is_http(address):
        raise ConfigError(f"{url} is no web address.", "Write https://…")
    return address


def _check(zone: str, proxy: str) -> None:
    if zone and not is_zone(zone):
        raise ConfigError(f"--zone {zone} is no time zone.", "Write a name such as Asia/Damascus.")
    if proxy and (problem := proxy_problem(proxy)):
        raise ConfigError(f"--proxy {shown_proxy(proxy)} cannot be used: {problem}.", SHAPE)


def _found(url: str, settings: Settings, proxy: str) -> Found:
    """What a site has; ConfigError where it cannot be read or has no feed."""
    from dashboard.progress import progress
    from feeds.discover.finding import find

    with progress("Looking for feeds") as tick:
        found = asyncio.run(find(url, settings, proxy, tick))
    if found.good:
        return found
    if found.itself.page is None or len(found.trials) <= 1:
        raise ConfigError(f"No feed at {url}: {found.itself.problem}.", _advice(found.itself))
    raise ConfigError(
        f"No feed was found at {url}: it names none, and {len(found.trials)} usual addresses"
        " hold none.",
        "Look on the site for a link to RSS and give that address.",
    )


def _advice(trial: Trial) -> str:
    if trial.response.outcome == "geo-blocked":
        return "Ask from a country that it serves: --proxy http://host:port."
    if trial.response.outcome == "refused":
        return "If you mean a machine of your own, say --allow-private before `feeds`."
    return "Open it in a browser and check the address."


def _show(good: Sequence[Trial]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    names = ("", "title", "kind", "entries", "newest", "language", "window", "address")
    table = Table(*names, box=None, pad_edge=False)
    for number, trial in enumerate(good, start=1):
        newest = f"{trial.dates[-1]:%Y-%m-%d %H:%M}" if trial.dates else "no date read"
        cells = (
            str(number),
            trial.parsed.title or "(no title)",
            trial.parsed.kind,
            f"{len(trial.parsed.entries):,}",
            newest,
            trial.language or "?",
            _span(trial.span),
            trial.url,
        )
        table.add_row(*(Text(cell, overflow="fold") for cell in cells))
    Console(width=None if sys.stdout.isatty() else WIDE, highlight=False).print(table)


def _span(span: timedelta | None) -> str:
    if span is None:
        return "?"
    hours = span / timedelta(hours=1)
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"


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


def _watch(
    settings: Settings, found: Found, chosen: Sequence[Trial], name: str, zone: str, proxy: str
) -> None:
    from feeds.opening import open_real

    opened = open_real(settings)
    try:
        whose: dict[str, str] = {}  # outlets by host: feeds of one site are of one outlet
        for trial in chosen:
            host = host_of(trial.url)
            outlet = _outlet(opened, found, trial, name or whose.get(host, ""), zone)
            whose[host] = outlet.id
            print(_watched(opened, settings, outlet, trial, zone, proxy))
    finally:
        opened.store.close()


def _outlet(opened: Opened, found: Found, trial: Trial, name: str, zone: str) -> Outlet:
    from feeds.discover.adding import as_outlet
    from feeds.opening import known_outlets

    page = found.itself.response.final_url if found.itself.page else ""
    return as_outlet(trial, page, found.site, name, zone, known_outlets(opened))


def _watched(
    opened: Opened, settings: Settings, outlet: Outlet, trial: Trial, zone: str, proxy: str
) -> str:
    """Watch a feed; what came of it in words."""
    from feeds.discover.adding import watch

    known = {each.id for each in (*opened.subject.outlets, *opened.store.outlets())}
    new = watch(opened, outlet, trial, proxy, settings)
    feed = outlet.feeds[0]
    if not new:
        way = f", from now on through {shown_proxy(proxy)}" if proxy else ""
        return f"{feed.id} of {outlet.name} is watched already{way}."
    if outlet.id not in known and not zone:
        return (
            f"Watched from now on: {feed.id} of {outlet.name}, a new outlet. Times that it writes"
            " without a zone are read as UTC; say --zone if they are not."
        )
    return f"Watched from now on: {feed.id} of {outlet.name}."
