"""outlets.toml -> outlets, feeds and groupings, with every field checked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import cast, get_args

from feeds.groupings import KINDS, groupings
from feeds.model import Claim, Feed, Grouping, Outlet, Scope
from feeds.proxies import SHAPE, proxy_problem, shown_proxy
from feeds.toml.tables import Table, open_toml, refuse_twins

SCOPES: tuple[str, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True)
class OutletBook:
    """What one outlets.toml says: the subject's facts, its outlets and its groupings."""

    id: str
    label: str
    label_ar: str
    zone: str
    synthetic: bool
    outlets: tuple[Outlet, ...]
    groupings: tuple[Grouping, ...]


def feed_id(outlet_id: str, url: str) -> str:
    """The id of a feed that was given none: its outlet and eight digits of its URL's hash."""
    return f"{outlet_id}-{sha256(url.encode()).hexdigest()[:8]}"


def load_outlets(path: Path) -> OutletBook:
    """Read outlets.toml; ConfigError names file, line and what to write instead."""
    root = open_toml(path)
    root.allow("subject", "outlets", "groupings")
    subject = root.table("subject")
    subject.allow("id", "label", "label_ar", "zone", "synthetic")
    outlets = _outlets(root)
    return OutletBook(
        id=subject.identifier("id"),
        label=subject.text("label"),
        label_ar=subject.text("label_ar"),
        zone=subject.zone("zone"),
        synthetic=subject.flag("synthetic", False),
        outlets=outlets,
        groupings=groupings(root, outlets),
    )


def _outlets(root: Table) -> tuple[Outlet, ...]:
    tables = root.tables("outlets")
    if not tables:
        root.wrong("", "no outlet", "Begin each with [[outlets]].")
    outlets = tuple(_outlet(table) for table in tables)
    refuse_twins(tables, "id", (outlet.id for outlet in outlets))
    feeds = [table for outlet in tables for table in outlet.tables("feeds")]
    read = [feed for outlet in outlets for feed in outlet.feeds]
    refuse_twins(feeds, "url", (feed.url for feed in read))
    refuse_twins(feeds, "id", (feed.id for feed in read))
    return outlets


def _outlet(table: Table) -> Outlet:
    table.allow(*(field.name for field in fields(Outlet)))
    outlet_id = table.identifier("id")
    languages = table.languages("languages")
    feeds = tuple(_feed(feed, outlet_id) for feed in table.tables("feeds"))
    _check_polled(table, languages, feeds)
    return Outlet(
        id=outlet_id,
        name=table.text("name"),
        native_name=table.text("native_name"),
        kind=table.choice("kind", KINDS),
        country=table.text("country"),
        languages=languages,
        zone=table.zone("zone"),
        owner=_history(table, "owner"),
        alignment=_history(table, "alignment"),
        feeds=feeds,
    )


def _check_polled(table: Table, languages: tuple[str, ...], feeds: tuple[Feed, ...]) -> None:
    """Only languages that a feed carries may be claimed."""
    if not feeds:
        table.wrong("", "an outlet without a feed", "Add [[outlets.feeds]] with its url.")
    for language in languages:
        if language not in {feed.language for feed in feeds}:
            hint = f'Take "{language}" out, or add its feed.'
            table.wrong("languages", f'no feed is in "{language}"', hint)
    for feed, own in zip(feeds, table.tables("feeds"), strict=True):
        if feed.enabled and feed.language not in languages:
            hint = f'Add "{feed.language}" to the languages of {table.data["id"]}.'
            own.wrong("language", f'its outlet does not list "{feed.language}"', hint)


def _feed(table: Table, outlet_id: str) -> Feed:
    table.allow("id", "url", "language", "edition", "scope", "enabled", "terms", "note", "proxy")
    url = table.address("url")
    return Feed(
        id=table.identifier("id", feed_id(outlet_id, url)),
        outlet_id=outlet_id,
        url=url,
        language=table.language("language"),
        edition=table.text("edition", ""),
        scope=cast(Scope, table.choice("scope", SCOPES, "all")),
        enabled=table.flag("enabled", True),
        terms=table.text("terms", ""),
        note=table.text("note", ""),
        proxy=_proxy(table),
    )


def _proxy(table: Table) -> str:
    """The proxy of a feed; a wrong one is told without the password it may hold."""
    proxy = table.text("proxy", "")
    if proxy and (problem := proxy_problem(proxy)):
        table.wrong("proxy", f'proxy = "{shown_proxy(proxy)}" cannot be used: {problem}', SHAPE)
    return proxy


def _history(table: Table, name: str) -> tuple[Claim, ...]:
    claims: list[Claim] = []
    for entry in table.tables(name):
        entry.allow("value", "source", "valid_from")
        claim = Claim(entry.text("value"), entry.text("source"), entry.day("valid_from"))
        if claims and not _follows(claims[-1], claim):
            hint = "Give every entry but the first a later valid_from."
            entry.wrong("valid_from", f"{name} is not in order, oldest first", hint)
        claims.append(claim)
    return tuple(claims)


def _follows(before: Claim, after: Claim) -> bool:
    if after.valid_from is None:
        return False
    return before.valid_from is None or before.valid_from < after.valid_from
