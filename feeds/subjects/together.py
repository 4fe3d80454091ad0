"""Several subjects on one store: one list of feeds, and topics that cannot be mistaken.

The first subject's topics keep their ids; a further one's begin with its own id and a dot, which
no id holds: `harbours.strikes`. So stories are placed once and put to the topics of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from feeds.errors import ConfigError
from feeds.model import Feed, KnownName, Outlet, Subject
from feeds.names.gazetteer import name_id
from feeds.outlets import OutletBook

DOT = "."


def owner_of(topic_id: str) -> str:
    """The further subject that a topic belongs to; "" for the first."""
    return topic_id.partition(DOT)[0] if DOT in topic_id else ""


def qualified_id(owner: str, topic_id: str) -> str:
    """A topic's id as a store holds it; `owner` "" is the first subject."""
    return f"{owner}{DOT}{topic_id}" if owner else topic_id


def qualified(subject: Subject) -> Subject:
    """A further subject as its store holds it: its topics' ids begin with its own."""
    topics = (replace(t, id=qualified_id(subject.id, t.id)) for t in subject.topics)
    return replace(subject, topics=tuple(topics))


def joined(first: Subject, others: Sequence[Subject]) -> Subject:
    """The subjects of one store, to place stories by: names and sources of all, each once."""
    sources = {source.id: source for s in reversed((first, *others)) for source in s.sources}
    return replace(
        first,
        names=tuple(_names((first, *others))),
        sources=tuple(sources[name] for name in sorted(sources)) if others else first.sources,
        beside=tuple(qualified(subject) for subject in others),
    )


def every_topic(subject: Subject) -> tuple[str, ...]:
    """The ids of the topics of all subjects of a store, as it holds them."""
    return tuple(topic.id for part in (subject, *subject.beside) for topic in part.topics)


def joined_books(first: OutletBook, others: Sequence[OutletBook]) -> OutletBook:
    """The outlets of several subjects; a feed that two of them name stands once, as the first
    names it, and is polled where one of them wants it. ConfigError where two subjects have one id
    or call an outlet differently."""
    ids = [book.id for book in (first, *others)]
    for name in ids:
        if ids.count(name) > 1:
            hint = "Give one of them another id in its outlets.toml."
            raise ConfigError(f'Two subjects of this store have the id "{name}".', hint)
    outlets = {outlet.id: outlet for outlet in first.outlets}
    urls = {feed.url: feed for outlet in first.outlets for feed in outlet.feeds}
    for book in others:
        for outlet in book.outlets:
            own = tuple(feed for feed in outlet.feeds if _is_new(feed, outlet, urls))
            urls |= {feed.url: feed for feed in own}
            if outlet.id in outlets:
                outlets[outlet.id] = _with(outlets[outlet.id], own)
            elif own:
                outlets[outlet.id] = replace(outlet, feeds=own)
    wanted = {
        f.url for book in (first, *others) for o in book.outlets for f in o.feeds if f.enabled
    }
    return replace(first, outlets=tuple(_polled(outlet, wanted) for outlet in outlets.values()))


def _polled(outlet: Outlet, wanted: set[str]) -> Outlet:
    """An outlet with the feeds switched on that some subject wants."""
    feeds = tuple(replace(f, enabled=f.enabled or f.url in wanted) for f in outlet.feeds)
    return outlet if feeds == outlet.feeds else _with(replace(outlet, feeds=()), feeds)


def _is_new(feed: Feed, outlet: Outlet, urls: dict[str, Feed]) -> bool:
    """Whether nobody polls the feed; refused where another outlet does."""
    held = urls.get(feed.url)
    if held is not None and held.outlet_id != outlet.id:
        raise ConfigError(
            f"{feed.url} is a feed of {held.outlet_id} and of {outlet.id}.",
            "Give the outlet one id in both subjects.",
        )
    return held is None


def _with(outlet: Outlet, feeds: Sequence[Feed]) -> Outlet:
    """An outlet with more feeds, and their languages."""
    more = (feed.language for feed in feeds if feed.enabled)
    languages = tuple(dict.fromkeys((*outlet.languages, *more)))
    return replace(outlet, feeds=(*outlet.feeds, *feeds), languages=languages)


def _names(subjects: Sequence[Subject]) -> Iterator[KnownName]:
    """The names of all, each once: the first subject's facts, the spellings of all."""
    found: dict[str, KnownName] = {}
    for known in (name for subject in subjects for name in subject.names):
        key = name_id(known.name)
        if key in found:
            spellings = dict.fromkeys((*found[key].spellings, *known.spellings))
            found[key] = replace(found[key], spellings=tuple(spellings))
        else:
            found[key] = known
    yield from found.values()
