"""Feeds that were looked for: what came, why nothing did, and watching those that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from feeds.errors import ConfigError
from feeds.proxies import shown_proxy
from feeds.settings import Settings
from feeds.toml.tables import is_http, is_zone
from feeds.urls import host_of

if TYPE_CHECKING:
    from feeds.discover.finding import Found, Trial
    from feeds.model import Outlet
    from feeds.opening import Opened


@dataclass(frozen=True, slots=True)
class Whose:
    """What is said of the feeds that are to be watched: "" where it is left to what they say."""

    outlet: str = ""  # a known outlet's id or name, or a new name
    zone: str = ""  # of a new outlet
    proxy: str = ""


def address(text: str) -> str:
    """A web address from what a person typed, or ConfigError."""
    found = text if "://" in text else f"https://{text}"
    if not is_http(found):
        raise ConfigError(f"{text} is no web address.", "Write https://…")
    return found


def checked_zone(zone: str, said: str) -> str:
    """A time zone's name or "", or ConfigError; `said` is what the reader calls the field."""
    if zone and not is_zone(zone):
        raise ConfigError(f"{said} {zone} is no time zone.", "Write a name such as Asia/Damascus.")
    return zone


def refused(found: Found, url: str) -> ConfigError | None:
    """Why nothing of what was found can be watched, None where something can (pure)."""
    if found.good:
        return None
    if found.itself.page is None or len(found.trials) <= 1:
        return ConfigError(f"No feed at {url}: {found.itself.problem}.", _advice(found.itself))
    return ConfigError(
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


def cells(trial: Trial) -> dict[str, str]:
    """What came of one poll, in short words: title, kind, entries, newest, language, window and
    address (pure)."""
    newest = f"{trial.dates[-1]:%Y-%m-%d %H:%M}" if trial.dates else "no date read"
    return {
        "title": trial.parsed.title or "(no title)",
        "kind": trial.parsed.kind,
        "entries": f"{len(trial.parsed.entries):,}",
        "newest": newest,
        "language": trial.language or "?",
        "window": _span(trial.span),
        "address": trial.url,
    }


def _span(span: timedelta | None) -> str:
    if span is None:
        return "?"
    hours = span / timedelta(hours=1)
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"


def watched(
    opened: Opened, settings: Settings, found: Found, chosen: Sequence[Trial], whose: Whose
) -> list[str]:
    """Watch the chosen feeds from now on; what came of each in words."""
    told: list[str] = []
    names: dict[str, str] = {}  # outlets by host: feeds of one site are of one outlet
    for trial in chosen:
        host = host_of(trial.url)
        outlet = _outlet(opened, found, trial, whose.outlet or names.get(host, ""), whose.zone)
        names[host] = outlet.id
        told.append(_watched(opened, settings, outlet, trial, whose))
    return told


def _outlet(opened: Opened, found: Found, trial: Trial, name: str, zone: str) -> Outlet:
    from feeds.discover.adding import as_outlet
    from feeds.opening import known_outlets

    page = found.itself.response.final_url if found.itself.page else ""
    return as_outlet(trial, page, found.site, name, zone, known_outlets(opened))


def _watched(opened: Opened, settings: Settings, outlet: Outlet, trial: Trial, whose: Whose) -> str:
    from feeds.discover.adding import watch

    known = {each.id for each in (*opened.book.outlets, *opened.store.outlets())}
    new = watch(opened, outlet, trial, whose.proxy, settings)
    feed = outlet.feeds[0]
    if not new:
        way = f", from now on through {shown_proxy(whose.proxy)}" if whose.proxy else ""
        return f"{feed.id} of {outlet.name} is watched already{way}."
    if outlet.id not in known and not whose.zone:
        return (
            f"Watched from now on: {feed.id} of {outlet.name}, a new outlet. Times that it writes"
            " without a zone are read as UTC; say --zone if they are not."
        )
    return f"Watched from now on: {feed.id} of {outlet.name}."
