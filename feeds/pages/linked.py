"""Dates in the linked data (JSON-LD) of a page (pure)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

ARTICLES = ("article", "posting", "report", "story")
DEEPEST = 12
MOST = 2000  # objects that are looked at


def published_in(scripts: Iterable[str], is_ours: Any) -> str:
    """datePublished of the page's own article, or "".

    `is_ours` tells by a headline whether an article is the page's. Where no headline does, a
    date counts only if there is just one.
    """
    articles = [found for script in scripts for found in _articles(script)]
    own = [date for headline, date in articles if headline and is_ours(headline)]
    if own:
        return own[0]
    dates = {date for _, date in articles}
    return dates.pop() if len(dates) == 1 and len(articles) == 1 else ""


def _articles(script: str) -> Iterator[tuple[str, str]]:
    """(headline, date published) of each article in a script."""
    try:
        held = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    for thing in _things(held):
        date = thing.get("datePublished")
        if isinstance(date, str) and date.strip() and _is_article(thing.get("@type")):
            headline = thing.get("headline") or thing.get("name")
            yield headline if isinstance(headline, str) else "", date


def _things(held: Any) -> Iterator[dict[str, Any]]:
    """Every object, the outermost first."""
    waiting, seen = [(held, 0)], 0
    while waiting and seen < MOST:
        value, depth = waiting.pop(0)
        seen += 1
        if isinstance(value, dict):
            yield value
        inner = value.values() if isinstance(value, dict) else value
        if isinstance(inner, str | int | float | bool | None) or depth >= DEEPEST:
            continue
        waiting += [(part, depth + 1) for part in inner if isinstance(part, dict | list)]


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.lower().endswith(ARTICLES) for k in kinds)
