"""The real streams as stories, as they would be identified: one each, in order of arrival."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from feeds.footers import without_footer
from feeds.identity import canonical, form_of, story_id
from feeds.model import RawEntry, Story, StoryDate
from feeds.urls import host_of
from tests.bench.shared import shared

STREAMS = ("stream-2026-01-01_06.jsonl.gz", "stream-arabic-2026-03_06.jsonl.gz")
_SECOND_LEVEL = ("co", "com", "net", "org")  # of a country: co.uk


def read_items(names: Sequence[str] = STREAMS) -> Iterator[dict[str, Any]]:
    """The items of the streams; SystemExit with a reason where there are none."""
    for name in names:
        path = shared() / "corpus" / name
        if not path.exists():
            raise SystemExit(f"No stream at {path}; set COVERLINE_SHARED to what holds corpus/.")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def read_stories(names: Sequence[str] = STREAMS) -> list[Story]:
    """Stories in order of arrival; an outlet is the site to which most of a feed's links lead."""
    items = list(read_items(names))
    outlets = outlets_of(items)
    stories: dict[str, Story] = {}
    for item in sorted(items, key=lambda item: (_at(item["first_seen"]), item["link"])):
        story = _story(item, outlets[item["feed_url"]])
        stories.setdefault(story.id, story)
    return list(stories.values())


def outlets_of(items: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The outlet of each feed."""
    sites: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        sites[item["feed_url"]][_site(host_of(item["link"]))] += 1
    return {feed: found.most_common(1)[0][0] for feed, found in sites.items()}


def _site(host: str) -> str:
    parts = host.split(".")
    long = len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2
    return ".".join(parts[-3 if long else -2 :])


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _story(item: dict[str, Any], outlet: str) -> Story:
    link, title, summary = item["link"], item["title"], without_footer(item["summary"] or "")
    language = (item["lang"] or "").split("-")[0]
    url, seen_at = canonical(link), _at(item["first_seen"])
    at = _at(item["published"]) if item["published"] else seen_at
    basis, precision = ("published", "second") if item["published"] else ("polled", "interval")
    return Story(
        id=story_id(outlet, RawEntry(link, link, link, title, summary, 0, "", language)),
        outlet_id=outlet,
        feed_id=item["feed_url"],
        url=url,
        link=link,
        title=title,
        summary=summary,
        language=language,
        form=form_of(title, url, language),
        text_scope="summary" if summary else "title",
        date=StoryDate(at, at, at, basis, precision, "high"),  # type: ignore[arg-type]
        first_seen_at=seen_at,
    )
