"""What an engine works out before stories are placed: vectors, and what each is first compared
with. Functions of data, so that any process anywhere can do them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.cluster.ahead import Looked, look_ahead
from feeds.cluster.assign import asking
from feeds.cluster.models import encoder
from feeds.cluster.vectors import packs, unpack
from feeds.model import Story
from feeds.placing.late import WINDOW

STRETCH = timedelta(days=6)  # of arrivals: long beside the 72 hours that are read before each
MOST = 60_000  # stories of a stretch, so that a worker's memory is bounded


@dataclass(frozen=True, slots=True)
class Stretch:
    """Stories to look ahead for, those first seen in the 72 hours before them, and the vectors
    of all in that order."""

    before: tuple[Story, ...]
    stories: tuple[Story, ...]
    vectors: tuple[bytes, ...] = ()

    @property
    def ids(self) -> list[str]:
        """Ids of all, `before` first."""
        return [story.id for story in (*self.before, *self.stories)]


@dataclass(frozen=True, slots=True)
class Headlines:
    """Headlines to make vectors of."""

    titles: tuple[str, ...]
    model: str


def encoded(headlines: Headlines) -> list[bytes]:
    """Vectors as they are stored, in the order of the headlines."""
    return packs(encoder(headlines.model)(headlines.titles)) if headlines.titles else []


def looked(stretch: Stretch) -> list[Looked]:
    """What each story of a stretch tells and looks at, in order of arrival."""
    count = len(stretch.before)
    before = list(asking(stretch.before, stretch.vectors[:count])) if count else []
    asked = asking(stretch.stories, stretch.vectors[count:])
    return list(look_ahead(before, asked, len(unpack(stretch.vectors[0]))))


def stretches(arrivals: Iterable[Sequence[Story]], from_at: datetime) -> Iterator[Stretch]:
    """Stories first seen from an instant on, cut up by time; in order of arrival, as given."""
    recent: deque[Story] = deque()
    held: list[Story] = []
    for stories in arrivals:
        for story in stories:
            if story.first_seen_at < from_at:
                recent.append(story)
                _forget(recent, story.first_seen_at)
                continue
            if held and _full(held, story):
                yield _stretch(recent, held)
                recent.extend(held)
                held = []
            held.append(story)
    if held:
        yield _stretch(recent, held)


def _full(held: Sequence[Story], story: Story) -> bool:
    return len(held) == MOST or story.first_seen_at - held[0].first_seen_at > STRETCH


def _stretch(recent: deque[Story], held: Sequence[Story]) -> Stretch:
    _forget(recent, held[0].first_seen_at)
    return Stretch(tuple(recent), tuple(held))


def _forget(recent: deque[Story], now: datetime) -> None:
    while recent and recent[0].first_seen_at <= now - WINDOW:
        recent.popleft()
