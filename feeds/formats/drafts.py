"""What a format's reader found, and how it becomes entries: cleaned, bounded, keyed (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from feeds.formats.charsets import legal
from feeds.model import RawEntry
from feeds.text import clean
from feeds.urls import absolute, without_tracking

SUMMARY_CHARS = 2_000
MARKUP_CHARS = 200_000  # of one text, before it is cleaned
SHORT_CHARS = 500  # of titles, authors, dates and keys


@dataclass(slots=True)
class Draft:
    """An entry in a feed's own words, markup and all."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    language: str = ""
    published: str = ""
    updated: str = ""
    created: str = ""
    categories: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A feed document in its own words; `kind` is "" where it is no feed."""

    kind: str
    title: str = ""
    language: str = ""
    channel_date: str = ""
    ttl: str = ""
    update_period: str = ""
    update_frequency: str = ""
    next_link: str = ""
    complete: bool = False
    drafts: list[Draft] = field(default_factory=list)
    problem: str = ""


def entries(document: Document, base: str) -> tuple[RawEntry, ...]:
    """The document's entries in its order, each key once; those that say nothing are left out."""
    found = [_entry(draft, document.language, base) for draft in document.drafts]
    return tuple(
        _distinct([entry for entry in found if entry.title or entry.summary or entry.link])
    )


def _entry(draft: Draft, language: str, base: str) -> RawEntry:
    summary, content = _cleaned(draft.summary), _cleaned(draft.content)
    guid, link = legal(draft.guid).strip(), absolute(legal(draft.link), base)
    title, said = _cleaned(draft.title)[:SHORT_CHARS], (summary or content)[:SUMMARY_CHARS]
    return RawEntry(
        key=_key(guid, link, title or said),
        guid=guid,
        link=link,
        title=title,
        summary=said,
        content_chars=len(content),
        author=_cleaned(draft.author)[:SHORT_CHARS],
        language=_raw(draft.language or language),
        published_raw=_raw(draft.published),
        updated_raw=_raw(draft.updated),
        created_raw=_raw(draft.created),
        categories=tuple(dict.fromkeys(filter(None, map(_cleaned, draft.categories)))),
    )


def _cleaned(markup: str) -> str:
    return clean(legal(markup[:MARKUP_CHARS])) if markup else ""


def _raw(text: str) -> str:
    """A date or a language as it stood, but for what no store takes."""
    return legal(text).strip()[:SHORT_CHARS]


def _key(guid: str, link: str, text: str) -> str:
    """guid, else link, else a hash of the text; a hash too where the key would be huge."""
    named = guid or (without_tracking(link) if link else "")
    if named and len(named) <= SHORT_CHARS:
        return named
    said = named or text
    return "sha256:" + sha256(said.encode()).hexdigest()[:32] if said else ""


def _distinct(found: Sequence[RawEntry]) -> Iterable[RawEntry]:
    """Entries of one key and one link are one, the first. A key that stands for several links
    is no identity (a guid that is the site's address): there the link joins the key, for all
    alike, so that the newest entry does not push the others to other keys."""
    links: defaultdict[str, set[str]] = defaultdict(set)
    for entry in found:
        links[entry.key].add(entry.link)
    kept: dict[str, RawEntry] = {}
    for entry in found:
        if len(links[entry.key]) > 1:
            entry = replace(entry, key=_key(f"{entry.key} {entry.link}", "", ""))
        kept.setdefault(entry.key, entry)
    return kept.values()
