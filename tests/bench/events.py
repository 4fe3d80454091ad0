"""Group labelled cases into events: python -m tests.bench.events CASES.tsv --out PREDICTED.tsv

Reads id, lang, time, title, summary and feed of each case, never its event or topic, streams
them in order of time through feeds.cluster and writes id and event for a scorer. `--vectors MODEL`
measures another model of sentence vectors than the bundled one.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from feeds.cluster.assign import Clusterer
from feeds.cluster.models import BUNDLED, encoder, named
from feeds.footers import without_footer
from feeds.model import Story, StoryDate

READ = ("id", "lang", "time", "title", "summary", "feed", "outlet")
LANGUAGES = {
    "eng": "en", "ara": "ar", "tur": "tr", "deu": "de", "fra": "fr", "rus": "ru", "spa": "es",
    "ita": "it", "por": "pt", "pol": "pl", "zho": "zh", "heb": "he", "fas": "fa", "kur": "ku",
}  # fmt: skip


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a case file, only the columns that a method may see."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{name: row.get(name) or "" for name in READ} for row in rows]


def story_of(row: Mapping[str, str]) -> Story:
    """A case as a story that was seen when it was published."""
    at = datetime.fromisoformat(row["time"].replace("Z", "+00:00")).astimezone(UTC)
    outlet = row["feed"] or row["outlet"] or hashlib.sha256(row["id"].encode()).hexdigest()[:8]
    language = row["lang"] or "eng"
    return Story(
        id=row["id"],
        outlet_id=outlet,
        feed_id=outlet,
        url="",
        link="",
        title=row["title"],
        summary=without_footer(row["summary"]),
        language=LANGUAGES.get(language, language[:2]),
        form="news",
        text_scope="summary" if row["summary"] else "title",
        date=StoryDate(at, at, at, "published", "second", "high"),
        first_seen_at=at,
    )


def group(stories: Iterable[Story], batch: int = 200, model: str = BUNDLED) -> dict[str, str]:
    """Event by story id, placed as a poller would bring them: oldest first, in batches.

    A story that a merge or a split moved counts where it is in the end. `model` makes the vectors.
    """
    ordered = sorted(stories, key=lambda story: (story.first_seen_at, story.id))
    encode = encoder(model)
    clusterer, found = Clusterer(size=encode(["a headline"]).shape[1]), dict[str, str]()
    for some in _batches(ordered, batch):
        placed = clusterer.place(some, encode([story.title for story in some]))
        found.update((story.id, story.event_id) for story in (*placed.stories, *placed.moved))
    return found


def _batches(stories: Sequence[Story], size: int) -> Iterator[Sequence[Story]]:
    for start in range(0, len(stories), size):
        yield stories[start : start + size]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the events of a case file and print how fast that was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vectors", default=BUNDLED, help="a model, as --vectors of coverline")
    options = parser.parse_args(arguments)
    rows = read(options.cases)
    began = time.perf_counter()
    events = group(map(story_of, rows), model=named(options.vectors))
    took = time.perf_counter() - began
    lines = [f"{row['id']}\t{events[row['id']]}" for row in rows]
    options.out.write_text("\n".join(["id\tevent", *lines]) + "\n", encoding="utf-8")
    print(f"{len(rows)} stories in {len(set(events.values()))} events, {len(rows) / took:.0f}/s")


if __name__ == "__main__":
    main()
