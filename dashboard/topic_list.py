"""`coverline topics`: the standing topics and the found ones, with how much was told of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from dashboard.explain.told import isolated, plain
from dashboard.progress import progress
from dashboard.withholding import as_shown
from dashboard.words import many
from feeds.model import FoundTopic, Topic
from feeds.opening import open_real
from feeds.settings import Settings
from feeds.store.protocol import Store

HOUR = timedelta(hours=1)
WIDE = 40  # columns for a label


def tell(settings: Settings, days: int, most: int, ended: bool, as_json: bool) -> None:
    """Print the topics: those of the subject in its order, then the found ones, largest first."""
    opened = open_real(settings, create=False)
    try:
        span = opened.store.span()
        until = span[1] if span else datetime.now(UTC)
        counts = _counts(opened.store, days, until)
        found, _ = as_shown(opened.store, opened.store.found_topics())
        topics = as_shown(opened.store, opened.subject.topics)
        shown = [topic for topic in found if (topic.ended_at is not None) == ended]
        shown.sort(key=lambda topic: (-topic.stories, topic.id))
        if as_json:
            standing = [_facts(topic, counts) for topic in topics]
            facts = {"standing": standing, "found": [asdict(topic) for topic in shown[:most]]}
            print(json.dumps(facts, indent=2, default=str))
            return
        when = f"{many(days, 'day')} to {until:%Y-%m-%d}"
        print("\n".join(_standing(topics, counts, when)))
        print("\n".join(_found(shown, most, ended, opened.store.meta("found_topics_at"))))
    finally:
        opened.store.close()


def find(settings: Settings) -> None:
    """Look for topics in the events of the last 13 weeks now, and print how many there are."""
    from feeds.recurring import find_topics

    opened = open_real(settings, create=False)
    try:
        with opened.store.alone(), progress("Finding topics") as tick:
            number = find_topics(opened.store, datetime.now(UTC), tick)
    finally:
        opened.store.close()
    print(f"{many(number, 'topic')} found: `coverline topics` lists them.")


def _counts(store: Store, days: int, until: datetime) -> dict[str, int]:
    """Stories by topic in the days before an instant, reprints counted once."""
    hours = store.rollup(until - timedelta(days), until + HOUR, "published")
    sums = hours.groupby("topic_id")["reporting"].sum()
    return {str(topic): int(number) for topic, number in sums.items()}


def _facts(topic: Topic, counts: dict[str, int]) -> dict[str, object]:
    return {"id": topic.id, "label": topic.label, "stories": counts.get(topic.id, 0)}


def _standing(topics: Sequence[Topic], counts: dict[str, int], when: str) -> list[str]:
    lines = [f"Standing topics, stories of the {when}, reprints once"]
    lines += [f"  {counts.get(t.id, 0):>7,}  {t.label:{WIDE}} {t.id}" for t in topics]
    return [*lines, f"  {counts.get('', 0):>7,}  all stories, on a topic or on none", ""]


def _found(topics: Sequence[FoundTopic], most: int, ended: bool, at: str | None) -> list[str]:
    if at is None:
        return ["No topics were looked for yet: `coverline topics find` does it now."]
    state = "that ended" if ended else "that go on"
    head = f"Found topics {state}, as of {at[:16].replace('T', ' ')} UTC"
    if not topics:
        return [head, "  none"]
    lines = [head, *(_line(topic) for topic in topics[:most])]
    left = len(topics) - most
    return lines + ([f"  and {left:,} more: --most {len(topics)}"] if left > 0 else [])


def _line(topic: FoundTopic) -> str:
    since = f"since {topic.born_at:%Y-%m-%d}"
    size = f"{many(topic.events, 'event')}, {since}"
    into = f", merged into topic:{topic.merged_into}" if topic.merged_into else ""
    label = plain(topic.label)
    room = " " * max(1, WIDE + 1 - len(label))
    return f"  {topic.stories:>7,}  {isolated(label)}{room}{size} (topic:{topic.id}{into})"
