"""A store that watches the replay of an archive, hour by hour, and what its stories come to."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from pathlib import Path
from statistics import median

from dashboard.lists import read_list
from feeds.derive import Deriver
from feeds.identity.story import story_id
from feeds.model import StoryDate, Subject
from feeds.opening import open_real
from feeds.pipeline import Pipeline
from feeds.settings import Settings
from feeds.store.protocol import Store
from tests.bench.shared import shared

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Item:
    """One archived item as the server shows it."""

    feed: str  # the six letters by which the server's addresses tell feeds
    link: str
    seen_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A story as the pipeline dated it, beside what the archive says."""

    feed: str
    date: StoryDate
    true_at: datetime | None

    @property
    def holds(self) -> bool:
        """Whether the interval holds the archive's instant, which is to the second."""
        early, late = self.date.earliest_at - SECOND, self.date.latest_at + SECOND
        return self.true_at is not None and early <= self.true_at <= late

    @property
    def width(self) -> float:
        """The length of the interval in hours."""
        return (self.date.latest_at - self.date.earliest_at) / HOUR


def read_items(archive: Path) -> list[Item]:
    """The archive's items in its order."""
    with gzip.open(archive, "rt", encoding="utf-8") as lines:
        return [_item(json.loads(line)) for line in lines]


def mark(feed_url: str) -> str:
    """The six letters by which the server's addresses tell feeds."""
    return sha1(feed_url.encode()).hexdigest()[:6]


def _item(found: dict[str, str | None]) -> Item:
    published = found["published"]
    return Item(
        mark(str(found["feed_url"])),
        found["link"] or "",
        datetime.fromisoformat(str(found["first_seen"])).astimezone(UTC),
        datetime.fromisoformat(published).astimezone(UTC) if published else None,
    )


def hours_of(items: Sequence[Item], limit: int | None) -> list[datetime]:
    """Every full hour from the first item's on to the end of the last one's."""
    first = min(item.seen_at for item in items).replace(minute=0, second=0, microsecond=0) + HOUR
    count = int((max(item.seen_at for item in items) + HOUR - first) / HOUR) + 1
    return [first + number * HOUR for number in range(min(count, limit or count))]


@contextmanager
def serving(archive: Path, port: int, undated: bool) -> Iterator[str]:
    """The replay's address; its process ends with the block."""
    tool = [sys.executable, str(shared() / "tools/replay.py"), "--archive", str(archive)]
    command = [*tool, "--port", str(port), *(["--undated"] if undated else [])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True, slots=True)
class Desk:
    """One store, polled and dated hour by hour."""

    store: Store
    subject: Subject
    pipeline: Pipeline
    deriver: Deriver
    feeds: Mapping[str, str]  # feed id -> the six letters

    def watch(self, address: str, hours: Iterable[datetime]) -> None:
        """Poll every feed at every hour, and date what came at the end of each day."""
        started = time.monotonic()
        for at in hours:
            request = urllib.request.Request(f"{address}/clock", at.isoformat().encode())
            urllib.request.urlopen(request).read()
            self.pipeline.poll(lambda now=at: now, everything=True)  # type: ignore[misc]
            if at.hour == 0:
                self.deriver.date()
                print(f"{at:%Y-%m-%d} after {time.monotonic() - started:.0f} s", flush=True)
        self.deriver.date()

    def stories(self, items: Iterable[Item]) -> list[Dated]:
        """Every story beside what the archive says of the entry that showed it first."""
        truth = {(item.feed, item.link): item.published_at for item in items}
        outlets = {feed.id: o.id for o in self.store.outlets() for feed in o.feeds}
        first: dict[str, tuple[str, str]] = {}
        for entry in self.store.entries():
            name = story_id(outlets[entry.feed_id], entry.raw)
            first.setdefault(name, (self.feeds[entry.feed_id], entry.raw.guid))
        dates = {name: story.date for name, story in self.store.stories(first).items()}
        return [Dated(place[0], dates[name], truth[place]) for name, place in first.items()]


@contextmanager
def desk(folder: Path, address: str) -> Iterator[Desk]:
    """A new store that watches the replay."""
    url = f"sqlite:///{folder}/dates.db"
    settings = Settings(store=url, allow_private=True, host_spacing=0.0)
    opened = open_real(settings)
    outlets = read_list(f"{address}/opml", settings).outlets(opened.subject.outlets)
    pipeline = Pipeline(opened.store, lambda: opened.subject, outlets, settings)
    feeds = {feed.id: feed.url[-6:] for outlet in outlets for feed in outlet.feeds}
    deriver = Deriver(opened.store, opened.subject)
    try:
        yield Desk(opened.store, opened.subject, pipeline, deriver, feeds)
    finally:
        opened.store.close()


def told(name: str, found: Sequence[Dated]) -> float:
    """Print how many intervals hold the archive's instant; their share."""
    if not found:
        print(f"{name}: none")
        return 1.0
    held = sum(one.holds for one in found) / len(found)
    width = median(one.width for one in found)
    print(f"{name}: {len(found):,}, {held:.2%} hold, median width {width:.2f} h")
    return held
