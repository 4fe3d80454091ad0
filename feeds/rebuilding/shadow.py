"""A store of its own in which the stories are placed again, in the order in which they came.

The code is that of every pass. Stories arrive as they did: those that were news by their
arrival, those that came late with the pass that brought them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from feeds.corrections import prefixed, split_id
from feeds.engine import Engine
from feeds.model import Correction, Derived, Story, Subject
from feeds.placing import Placer, Places, event_rows, held_by, is_late
from feeds.rebuilding.ahead import Ahead
from feeds.rebuilding.arriving import EVER
from feeds.store import Store, open_bare

Tick = Callable[[int, int], None]  # (stories placed, of how many)
PREFIX = "coverline-rebuild-"  # of a shadow's folder, followed by the id of its process


@contextmanager
def shadow_of(
    store: Store, subject: Subject, from_at: datetime, model: str, tick: Tick, engine: Engine
) -> Iterator[Store]:
    """A store in which all stories first seen from an instant on were placed anew; the older
    ones stand as they are. Vectors by another `model` are made anew. It is gone afterwards."""
    clear_stale(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as folder:
        copy = open_bare(Path(folder) / "shadow.db")
        try:
            copy.save_outlets(store.outlets())
            said = tuple(_renumbered(store.corrections()))
            copy.save_derived(Derived(0, corrections=said))
            told = frameless(subject)
            _Replay(store, copy, told, model, tick, engine).run(from_at)
            _lead_on(store, copy, told)
            yield copy
        finally:
            copy.close()


def frameless(subject: Subject) -> Subject:
    """A subject without frames: those of a text are the same wherever its story is placed."""
    return replace(subject, frames=(), beside=tuple(map(frameless, subject.beside)))


def clear_stale(folder: Path) -> None:
    """Remove what rebuilds left behind in a folder whose process was killed."""
    for left in sorted(folder.glob(f"{PREFIX}*-*")):
        process = left.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdecimal() and left.is_dir() and not _lives(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _lives(process: int) -> bool:
    """Whether a process of that id runs; where nobody may tell, it is taken to."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _renumbered(held: Sequence[Correction]) -> Iterator[Correction]:
    """The corrections as a new store will number them: from 1, without gaps."""
    numbers = {correction.id: at for at, correction in enumerate(held, 1)}
    for correction in held:
        if correction.kind == "undo":
            old = int(split_id(correction.target)[1])
            yield replace(correction, target=prefixed("correction", str(numbers[old])))
        else:
            yield correction


class _Replay:
    """Lets stories arrive in the shadow as they did, and places them."""

    def __init__(
        self, store: Store, copy: Store, subject: Subject, model: str, tick: Tick, engine: Engine
    ) -> None:
        self._store, self._copy, self._tick = store, copy, tick
        self._again = model != held_by(store)
        self._ahead = Ahead(store, subject, engine, model, self._again)
        worked = self._ahead.worked
        self._placer = Placer(copy, subject, Places(copy), model, spoken=True, ahead=worked)
        self._total = store.counts()["stories"]
        self._done = 0
        self._late: defaultdict[datetime, list[Story]] = defaultdict(list)

    def run(self, from_at: datetime) -> None:
        """Keep what is older than an instant, place the rest."""
        for stories in self._ahead.begin(from_at):
            self._stand([story for story in stories if story.first_seen_at < from_at])
            self._come([story for story in stories if story.first_seen_at >= from_at])
        for at in sorted(self._late):
            self._place(self._late[at])

    def _come(self, stories: Sequence[Story]) -> None:
        """Stories of a slice of time, and the late ones of the passes that it holds."""
        places = self._store.places([story.id for story in stories if is_late(story)])
        waiting = list[Story]()
        for story in stories:
            if is_late(story):
                known = places.get(story.id)
                at = max(story.first_seen_at, known.at) if known else story.first_seen_at
                self._late[at].append(story)
            else:
                waiting.append(story)
        end = stories[-1].first_seen_at if stories else EVER
        for at in sorted(at for at in self._late if at <= end):
            self._place([story for story in waiting if story.first_seen_at <= at])
            waiting = [story for story in waiting if story.first_seen_at > at]
            self._place(self._late.pop(at))
        self._place(waiting)

    def _place(self, stories: Sequence[Story]) -> None:
        if stories:
            bare = [replace(s, event_id="", copy_of="", copy_evidence="") for s in stories]
            self._ahead.reach(stories)
            self._write(bare)
            self._placer.run(lambda done: self._tick(self._done + done, self._total))
            self._ahead.leave(stories)
            self._done += len(stories)

    def _stand(self, stories: Sequence[Story]) -> None:
        """Stories that keep their places, with all that hangs on them."""
        if not stories:
            return
        self._write(stories)
        ids = [story.id for story in stories]
        topics = self._store.topics_of(ids).values()
        uses = self._store.names_of(ids).values()
        sources = self._store.citations_of(ids).values()
        events = sorted({story.event_id for story in stories} - {""})
        threads = ((e.id, e.thread_id) for e in self._store.events(events).values())
        self._copy.save_derived(
            Derived(
                cursor=0,
                events=tuple(event_rows(self._copy, events, ())),
                threads=tuple(threads),
                memberships=tuple(self._store.places(ids).values()),
                topics=tuple(match for found in topics for match in found),
                named=tuple(ids),
                names=tuple(use for found in uses for use in found),
                cited=tuple(ids),
                citations=tuple(one for found in sources for one in found),
            )
        )
        self._link(events)
        self._done += len(stories)
        self._tick(self._done, self._total)

    def _link(self, events: Sequence[str]) -> None:
        """The links of events that stand, where both ends are here."""
        links = [x for x in self._store.event_links(events) if x.from_event_id in set(events)]
        here = self._copy.events({link.to_event_id for link in links})
        kept = tuple(link for link in links if link.to_event_id in here)
        self._copy.save_derived(Derived(0, linked=tuple(events), links=kept))

    def _write(self, stories: Sequence[Story]) -> None:
        ids = [story.id for story in stories]
        edited = [story.id for story in stories if story.version > 1]
        vectors = self._ahead.made(ids) if self._again else self._store.vectors(ids)
        versions = tuple(self._store.first_versions(edited).values())
        self._copy.save_derived(
            Derived(0, tuple(stories), versions=versions, vectors=tuple(vectors.items()))
        )


def _lead_on(store: Store, copy: Store, subject: Subject) -> None:
    """Let what people said of an event hold for the one that its stories are in now."""
    ways = dict[str, str]()
    for name in {name for c in store.corrections() for name in _events_in(c)}:
        today = store.current_event(name)
        if copy.current_event(today) not in copy.events([copy.current_event(today)]):
            members = store.stories_of_events([today])
            if members and (where := whereto(members, copy.stories([s.id for s in members]))):
                ways |= {name: where, today: where}
    if not ways:
        return
    copy.save_derived(Derived(0, aliases=tuple(sorted(ways.items()))))
    touched = sorted(set(ways.values()))
    stories = copy.stories_of_events(touched)
    placer = Placer(copy, subject, Places(copy), spoken=True)
    copy.save_derived(
        Derived(
            cursor=0,
            stories=tuple(stories),
            events=tuple(event_rows(copy, touched, ())),
            topics=placer.topics(stories),
        )
    )


def whereto(members: Sequence[Story], now: dict[str, Story]) -> str:
    """The event in which most of some stories are now, the one of the earliest where two tie."""
    order = sorted(members, key=lambda story: (story.first_seen_at, story.id))
    found = Counter(now[story.id].event_id for story in order if story.id in now)
    return found.most_common(1)[0][0] if found else ""


def _events_in(correction: Correction) -> Iterator[str]:
    for word in f"{correction.target} {correction.value}".split():
        kind, name = split_id(word)
        if kind == "event":
            yield name
