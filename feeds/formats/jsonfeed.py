"""JSON Feed, which feedparser does not read: a document's text -> drafts of entries (pure)."""

from __future__ import annotations

import json
from typing import Any

from feeds.formats.drafts import Document, Draft


def read(text: str) -> Document | None:
    """The JSON Feed in a text; None where it is other JSON. ValueError if it is no JSON."""
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(found.get("version")):
        return None
    return Document(
        kind="json",
        title=_text(found, "title"),
        language=_text(found, "language"),
        next_link=_text(found, "next_url"),
        drafts=[_draft(item) for item in items if isinstance(item, dict)],
    )


def _draft(item: dict[str, Any]) -> Draft:
    return Draft(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or _text(item, "content_text"),
        author=", ".join(_authors(item)),
        language=_text(item, "language"),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        categories=[tag for tag in _list(item, "tags") if isinstance(tag, str)],
    )


def _authors(item: dict[str, Any]) -> list[str]:
    found = [*_list(item, "authors"), item.get("author")]
    return [name for who in found if isinstance(who, dict) and (name := _text(who, "name"))]


def _list(item: dict[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value) if isinstance(value, str | int | float) else ""
