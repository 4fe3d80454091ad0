"""Opening a store with the subject it holds; real and invented data never share one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from feeds.errors import ConfigError, StoreError
from feeds.model import Outlet, Subject
from feeds.settings import Settings
from feeds.store import open_store
from feeds.store.protocol import Store
from feeds.subjects import load_subject

DEFAULT_SUBJECT = "syria"
DEMO_STORE = "sqlite:///coverline-demo.db"


@dataclass(frozen=True, slots=True)
class Opened:
    """A store and the subject that it records."""

    store: Store
    subject: Subject


def open_real(settings: Settings, create: bool = True) -> Opened:
    """The store of the settings with its subject; a new store takes on the subject."""
    store = open_store(settings.store, create=create)
    try:
        held = store.meta("subject")
        _refuse_another(settings, held)
        name = held or _name(settings.subject or DEFAULT_SUBJECT)
        subject = load_subject(name)
        if held is None:
            _record(store, name, "demo" if subject.synthetic else "real")
        return Opened(store, subject)
    except BaseException:
        store.close()
        raise


def open_demo(url: str) -> Opened:
    """The demo's own store: an empty one, or one that a demo filled."""
    store = open_store(url)
    kind = store.meta("kind")
    if kind not in (None, "demo"):
        store.close()
        raise StoreError(
            f"{url} holds real data; the demo never writes into it.",
            f"Leave --store out (it then uses {DEMO_STORE}) or name a new file.",
        )
    if kind is None:
        _record(store, "demo", "demo")
    return Opened(store, load_subject("demo"))


def watched_outlets(opened: Opened, only: Sequence[Outlet] | None) -> tuple[Outlet, ...]:
    """The outlets to poll: just `only` where given, else the subject's and the imported."""
    if only is not None:
        return tuple(only)
    imported = set(json.loads(opened.store.meta("imported") or "[]"))
    kept = [
        replace(outlet, feeds=tuple(feed for feed in outlet.feeds if feed.id in imported))
        for outlet in opened.store.outlets()
    ]
    return (*opened.subject.outlets, *(outlet for outlet in kept if outlet.feeds))


def keep_imported(store: Store, outlets: Sequence[Outlet]) -> int:
    """Add outlets to what every later poll watches; the number of feeds that are new."""
    imported = set(json.loads(store.meta("imported") or "[]"))
    ids = {feed.id for outlet in outlets for feed in outlet.feeds}
    store.save_outlets(outlets)
    store.set_meta("imported", json.dumps(sorted(imported | ids)))
    return len(ids - imported)


def _record(store: Store, subject: str, kind: str) -> None:
    store.set_meta("subject", subject)
    store.set_meta("kind", kind)


def _name(subject: str) -> str:
    return str(Path(subject).resolve()) if "/" in subject else subject


def _refuse_another(settings: Settings, held: str | None) -> None:
    if held and settings.subject and _name(settings.subject) != held:
        raise ConfigError(
            f"{settings.store} holds the subject {held}, not {settings.subject}.",
            "Leave --subject out, or name another --store.",
        )
