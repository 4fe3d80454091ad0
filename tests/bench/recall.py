"""How many stories on each topic its words find: python -m tests.bench.recall

Prints, as recall.toml has it, the stories that one person put on a topic and how many of them a
store would count there. COVERLINE_SHARED has the labelled stories.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from feeds.model import MeasuredRecall, Subject
from feeds.subjects import load_subject
from feeds.text import detect_language
from feeds.topics import Matcher
from feeds.topics.home import top_level
from tests.bench.shared import shared
from tests.bench.topics import LANGUAGES, countries

FILES = ("bench/syria-ar-dev.tsv", "bench/syria-en-dev.tsv")
FEWEST = 10  # stories read: fewer tell too little


def main() -> None:
    """Print the table."""
    paths = [shared() / name for name in FILES]
    if not all(path.exists() for path in paths):
        sys.exit(f"{shared()} has no labelled stories: set COVERLINE_SHARED.")
    for found in measured(paths, load_subject("syria")):
        print(f'\n[[recall]]\ntopic = "{found.topic}"\nlanguage = "{found.language}"')
        print(f"read = {found.read}\nfound = {found.found}\nchosen_with = true")


def measured(paths: Iterable[Path], subject: Subject) -> list[MeasuredRecall]:
    """By topic and language, where enough stories were read."""
    read: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    matcher, known = Matcher(subject.topics), {topic.id for topic in subject.topics}
    for row in _rows(paths):
        language = LANGUAGES.get(row["lang"], "en")
        key = (row["topic"], language)
        if row["topic"] in known:
            read[key] += 1
            found[key] += row["topic"] in _topics(matcher, row, countries(subject))
    return [
        MeasuredRecall(topic, language, number, found[topic, language], True)
        for (topic, language), number in sorted(read.items())
        if number >= FEWEST
    ]


def _rows(paths: Iterable[Path]) -> Iterable[dict[str, str]]:
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            yield from ({name: value or "" for name, value in row.items()} for row in rows)


def _topics(matcher: Matcher, row: Mapping[str, str], where: Mapping[str, str]) -> set[str]:
    title, summary = row["title"], row["summary"]
    language = detect_language(f"{title} {summary}", (LANGUAGES.get(row["lang"], "en"), "en"))
    country = where.get(row["feed"].removeprefix("www.")) or top_level(row["feed"])
    return {match.topic_id for match in matcher.match(row["id"], title, summary, language, country)}


if __name__ == "__main__":
    main()
