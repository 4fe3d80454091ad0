"""What an engine works out before stories are placed: vectors, what each is first compared with,
and what it says by its own words. Functions of data, so that any process anywhere can do them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feeds.cluster.ahead import Looked, look_ahead
from feeds.cluster.assign import asking
from feeds.cluster.models import encoder
from feeds.cluster.vectors import packs, unpack
from feeds.cluster.window import Seen
from feeds.model import Outlet, Story, Subject
from feeds.placing.late import WINDOW
from feeds.saying import Listener, Said

FIRST = timedelta(days=1)  # of arrivals: short, since placing waits for it
STRETCH = timedelta(days=6)  # long beside the 72 hours that are read before each
MOST = 60_000  # stories of a stretch, so that a worker's memory is bounded


def _nothing(batch: Sequence[Story], limit: int) -> None:
    """Nothing is worked out ahead."""


@dataclass(slots=True)
class WorkedOut:
    """What was worked out ahead, by story; `reach` is told the stories whose turn it is, and how
    many are placed at once."""

    seen: dict[str, Seen] = field(default_factory=dict)
    heard: dict[str, Said] = field(default_factory=dict)  # of those with the words they came in
    vectors: dict[str, bytes] = field(default_factory=dict)  # that the store has not got yet
    reach: Callable[[Sequence[Story], int], None] = _nothing

    def forget(self, ids: Iterable[str]) -> None:
        """Let go of stories that are placed."""
        for name in ids:
            for held in (self.seen, self.heard, self.vectors):
                held.pop(name, None)


@dataclass(frozen=True, slots=True)
class Watched:
    """For whom stories are read: the outlets and the subject of a store."""

    outlets: tuple[Outlet, ...]
    subject: Subject


@dataclass(frozen=True, slots=True)
class Telling:
    """Stories to be read for someone."""

    stories: tuple[Story, ...]
    watched: Watched


@dataclass(frozen=True, slots=True)
class Stretch:
    """Stories to look ahead for, those first seen in the 72 hours before them, and the vectors
    of all in that order."""

    before: tuple[Story, ...]
    stories: tuple[Story, ...]
    vectors: tuple[bytes, ...] = ()
    watched: Watched | None = None

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


def looked(stretch: Stretch) -> tuple[list[Looked], dict[str, Said]]:
    """What each story of a stretch tells and looks at, in order of arrival; and what each says
    that nobody has edited, by id."""
    count = len(stretch.before)
    before = list(asking(stretch.before, stretch.vectors[:count])) if count else []
    asked = asking(stretch.stories, stretch.vectors[count:])
    found = list(look_ahead(before, asked, len(unpack(stretch.vectors[0]))))
    if stretch.watched is None:
        return found, {}
    as_they_came = tuple(story for story in stretch.stories if story.version == 1)
    return found, heard(Telling(as_they_came, stretch.watched))


def heard(telling: Telling) -> dict[str, Said]:
    """What each story says, by id."""
    listener = Listener(telling.watched.outlets, telling.watched.subject)
    return {story.id: listener.said(story) for story in telling.stories}


def stretches(arrivals: Iterable[Sequence[Story]], from_at: datetime) -> Iterator[Stretch]:
    """Stories first seen from an instant on, cut up by time, each stretch up to twice as long as
    the one before; in order of arrival, as given."""
    recent: deque[Story] = deque()
    held: list[Story] = []
    length = FIRST
    for stories in arrivals:
        for story in stories:
            if story.first_seen_at < from_at:
                recent.append(story)
                _forget(recent, story.first_seen_at)
                continue
            if held and _full(held, story, length):
                yield _stretch(recent, held)
                recent.extend(held)
                held, length = [], min(2 * length, STRETCH)
            held.append(story)
    if held:
        yield _stretch(recent, held)


def _full(held: Sequence[Story], story: Story, length: timedelta) -> bool:
    return len(held) == MOST or story.first_seen_at - held[0].first_seen_at > length


def _stretch(recent: deque[Story], held: Sequence[Story]) -> Stretch:
    _forget(recent, held[0].first_seen_at)
    return Stretch(tuple(recent), tuple(held))


def _forget(recent: deque[Story], now: datetime) -> None:
    while recent and recent[0].first_seen_at <= now - WINDOW:
        recent.popleft()
