"""Opening a store with the subjects it holds; real and invented data never share one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from feeds.errors import ConfigError, MissingStore, StoreError
from feeds.model import Feed, Outlet, Subject
from feeds.outlets import OutletBook
from feeds.settings import Settings
from feeds.store import open_store, shown
from feeds.store.protocol import Store
from feeds.subjects import bundled_subjects, load_book, load_subject
from feeds.subjects.together import joined, joined_books
from feeds.switches import switch_on, switched_off, without

DEFAULT_SUBJECT, DEMO = "syria", "demo"
DEMO_STORE = "sqlite:///coverline-demo.db"
FURTHER = "subjects"  # fact: the subjects beside the first


@dataclass(frozen=True)
class Opened:
    """A store and the subject that it records, of which `book` is read and the rest when asked.

    Every minute something looks whether a feed is due, and mostly none is. Where the store has
    `further` subjects, the subject is that of the whole store: the first, with these beside it.
    What is opened to tell of one of them has the store as that one sees it, and the `whole`.
    """

    store: Store
    name: str
    book: OutletBook
    further: tuple[str, ...] = ()
    within: Opened | None = None

    @cached_property
    def subject(self) -> Subject:
        """The whole subject; ConfigError names what is wrong in which of its files."""
        others = [load_subject(name) for name in self.further]
        return joined(load_subject(self.name, self.book), others)

    @property
    def whole(self) -> Opened:
        """The same for all subjects of the store: what is derived is derived for all."""
        return self.within or self

    @property
    def owner(self) -> str:
        """The further subject that is told of, by its id; "" for the first of the store."""
        return self.book.id if self.name != self.whole.name else ""

    def again(self) -> Opened:
        """The same after its store took on a subject."""
        return _opened(self.whole.store, self.whole.name)

    def telling(self, name: str) -> Opened:
        """The same for one of its subjects, as a command that tells of it takes it."""
        if not self.further:
            return self
        from feeds.seen import seen_by  # pandas is not loaded where nothing is told of

        subject = load_subject(name)
        store = seen_by(self.store, subject, name, first=name == self.name)
        return Opened(store, name, load_book(name), within=self)


def open_real(settings: Settings, create: bool = True) -> Opened:
    """The store of the settings with its subject; a new store takes on the subject.

    Without `create` it is opened to be read, so a read-only disk will do, and to tell of one
    subject: the one that is named, else the store's first.
    """
    # Loaded first: a wrong name or file is told before a store is made.
    if settings.subject:
        load_subject(settings.subject)
    store = open_store(settings.store) if create else _open_to_read(settings.store)
    try:
        held = store.meta("subject")
        _refuse_another(settings, (held, *further_subjects(store)) if held else ())
        name = held or _name(settings.subject or DEFAULT_SUBJECT)
        opened = _opened(store, name)
        if not create:
            return opened.telling(_name(settings.subject) if settings.subject else name)
        _refuse_demo(settings.store, opened)
        if held is None:
            _record(store, name, "demo" if opened.book.synthetic else "real")
        return opened
    except BaseException:
        store.close()
        raise


def tellings(store: Store) -> tuple[Opened, ...]:
    """A store as each of its subjects sees it, the first one first."""
    whole = _opened(store, store.meta("subject") or DEFAULT_SUBJECT)
    return tuple(whole.telling(name) for name in (whole.name, *whole.further))


def further_subjects(store: Store) -> tuple[str, ...]:
    """The subjects that a store took on beside its first, as it records them."""
    return tuple(json.loads(store.meta(FURTHER) or "[]"))


def take_on(opened: Opened, subject: str) -> str:
    """Let a store watch a further subject from now on; the name that it records. ConfigError
    where the two do not go together."""
    new = load_subject(subject)
    whole, name = opened.whole, _name(subject)
    if name in (whole.name, *whole.further):
        return name
    if new.synthetic or whole.book.synthetic or new.id == DEMO:
        raise ConfigError(
            "Invented and real data never share a store.", "Name a --store of its own."
        )
    names = (*whole.further, name)
    joined_books(load_book(whole.name), [load_book(other) for other in names])
    whole.store.set_meta(FURTHER, json.dumps(names))
    return name


def open_demo(url: str) -> Opened:
    """The demo's own store: an empty one, or one that a demo filled."""
    store = open_store(url)
    if store.meta("kind") not in (None, "demo") or store.meta("subject") not in (None, DEMO):
        store.close()
        raise StoreError(
            f"{shown(url)} holds real data; the demo never writes into it.",
            f"Give it a store of its own: coverline --store {DEMO_STORE} demo",
        )
    if store.meta("subject") is None:
        _record(store, DEMO, "demo")
    return Opened(store, DEMO, load_book(DEMO))


def watched_outlets(opened: Opened, only: Sequence[Outlet] | None) -> tuple[Outlet, ...]:
    """The outlets to poll: just `only` where given, else the subject's and the imported, with
    the feeds that a person switched off marked so."""
    if only is not None:
        return tuple(only)
    return without(_listed(opened.whole), switched_off(opened.store))


def _listed(opened: Opened) -> tuple[Outlet, ...]:
    """The subject's outlets and the imported ones."""
    imported = set(json.loads(opened.store.meta("imported") or "[]"))
    if not imported:
        return opened.book.outlets
    stored = {feed.id: feed for outlet in opened.store.outlets() for feed in outlet.feeds}
    listed = {feed_id: stored[feed_id] for feed_id in imported if feed_id in stored}
    bundled = [_switched_on(outlet, listed) for outlet in opened.book.outlets]
    beside = imported - {feed.id for outlet in bundled for feed in outlet.feeds}
    kept = [
        replace(outlet, feeds=tuple(feed for feed in outlet.feeds if feed.id in beside))
        for outlet in opened.store.outlets()
    ]
    return (*bundled, *(outlet for outlet in kept if outlet.feeds))


def look(settings: Settings) -> tuple[Subject, tuple[Outlet, ...]]:
    """The subject and what is watched, without making a store where there is none."""
    try:
        opened = open_real(settings, create=False)
    except MissingStore:
        subject = load_subject(settings.subject or DEFAULT_SUBJECT)
        return subject, subject.outlets
    try:
        return opened.subject, watched_outlets(opened, None)
    finally:
        opened.store.close()


def known_outlets(opened: Opened) -> tuple[Outlet, ...]:
    """Every outlet that the subject or the store knows, with all feeds of both."""
    own = {outlet.id: outlet for outlet in opened.whole.book.outlets}
    for outlet in opened.store.outlets():
        first = own.get(outlet.id, replace(outlet, feeds=()))
        held = {feed.id for feed in first.feeds}
        new = tuple(feed for feed in outlet.feeds if feed.id not in held)
        own[outlet.id] = replace(first, feeds=(*first.feeds, *new))
    return tuple(own.values())


def keep_imported(store: Store, outlets: Sequence[Outlet]) -> int:
    """Add outlets to what every later poll watches; the number of feeds that are new."""
    imported = set(json.loads(store.meta("imported") or "[]"))
    ids = {feed.id for outlet in outlets for feed in outlet.feeds}
    switch_on(store, ids)
    store.save_outlets(outlets)
    store.set_meta("imported", json.dumps(sorted(imported | ids)))
    return len(ids - imported)


def _switched_on(outlet: Outlet, listed: Mapping[str, Feed]) -> Outlet:
    """An outlet of the subject; a feed that a list named, too, is polled as the list says."""
    feeds = (_as_listed(feed, listed.get(feed.id)) for feed in outlet.feeds)
    return replace(outlet, feeds=tuple(feeds))


def _as_listed(feed: Feed, listed: Feed | None) -> Feed:
    """A feed of the subject with what only a list told of it."""
    if listed is None:
        return feed
    return replace(
        feed,
        enabled=True,
        proxy=feed.proxy or listed.proxy,
        categories=listed.categories,
        page=listed.page,
        title=listed.title,
    )


def _open_to_read(url: str) -> Store:
    try:
        return open_store(url, create=False)
    except StoreError as refused:
        try:
            return open_store(url, create=False, read_only=True)
        except StoreError:
            raise refused from None


def _record(store: Store, subject: str, kind: str) -> None:
    # The subject last: without it, a start that was cut off is done again.
    store.set_meta("kind", kind)
    store.set_meta("subject", subject)


def _name(subject: str) -> str:
    """What a store records: a bundled name, or the folder wherever one stands."""
    return subject if subject in bundled_subjects() else str(Path(subject).resolve())


def _refuse_demo(url: str, opened: Opened) -> None:
    book = opened.book
    if book.id == DEMO or (opened.store.meta("kind") == "demo" and not book.synthetic):
        raise StoreError(
            f"{shown(url)} is for invented data; real feeds are never polled into it.",
            "Use `coverline demo` or `coverline serve`, or name another --store.",
        )


def _opened(store: Store, name: str) -> Opened:
    further = further_subjects(store)
    book = load_book(name)
    if further:
        book = joined_books(book, [load_book(other) for other in further])
    return Opened(store, name, book, further)


def _refuse_another(settings: Settings, held: Sequence[str]) -> None:
    if held and settings.subject and _name(settings.subject) not in held:
        raise ConfigError(
            f"{shown(settings.store)} holds the subject {' and '.join(held)}, "
            f"not {settings.subject}.",
            "Leave --subject out, name another --store, or let this one watch it, too: "
            f"coverline subject add {settings.subject}",
        )
