"""One text at several outlets: near-identical words from another outlet within three days.

MinHash over word shingles finds candidates, the shingles themselves decide. The likely origin
is the story that is surely dated first; where one comes in late, what copied it is re-pointed.
The index is a window: it holds no clock, takes stories in order of arrival, and is the same
after a rebuild.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from rensa import RMinHash

from feeds.identity.likeness import Text, shingles, text_of
from feeds.identity.matching import Match, evidence_of, in_reach, leads, matches
from feeds.model import Story

_OWN_WORK = ("live", "round-up")  # alike from day to day by their headings
_BANDS, _ROWS, _SEED = 8, 2, 20
_LEAD = 8  # words; cut summaries begin alike
_CROWD = 24  # stories of one bucket that are compared, the newest


class Copy(NamedTuple):
    """A story and the likely origin of its text, "" where it is its own, with the evidence."""

    story_id: str
    copy_of: str = ""
    evidence: str = ""

    def on(self, story: Story) -> Story:
        """The story with this written on it."""
        return replace(story, copy_of=self.copy_of, copy_evidence=self.evidence)


class Sketched(NamedTuple):
    """The text of a story, and the numbers of its MinHash, none where it has no body."""

    text: Text
    digest: tuple[int, ...]


class Found(NamedTuple):
    """What a new story copies, and earlier stories that turn out to copy it."""

    copy: Copy
    moved: tuple[Copy, ...] = ()


class ReprintIndex:
    """Texts of a window of stories. Add stories in order of arrival; evict what is past.

    `ruled` are the ids of stories of which an analyst said what they copy: that stands.
    """

    def __init__(self, ruled: Collection[str] = frozenset()) -> None:
        self._ruled = frozenset(ruled)
        self._texts: dict[str, Text] = {}
        self._buckets: dict[int, tuple[str, ...]] = {}
        self._keys: dict[str, tuple[int, ...]] = {}
        self._origins: dict[str, str] = {}  # of the copies
        self._copies: dict[str, dict[str, None]] = {}  # origin -> what copies it

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, story: Story, known: Sketched | None = None) -> Found:
        """What a story copies. One that already says it keeps that, so that a window can be
        rebuilt; an edited story replaces its own earlier text. `known` is its text, where that
        was worked out before."""
        self._forget(story.id)
        text, digest = known or sketched(story)
        keys = _keys_of(text, digest) if story.form not in _OWN_WORK else ()
        found = self._found(text, story, keys)
        self._keep(text, keys)
        self.learn((found.copy, *found.moved))
        return found

    def learn(self, copies: Iterable[Copy]) -> None:
        """Take in what was found of stories, here or elsewhere, that may be in the window."""
        for copy in copies:
            if copy.story_id in self._texts:
                self._unlink(copy.story_id)
                if copy.copy_of:
                    self._origins[copy.story_id] = copy.copy_of
                    self._copies.setdefault(copy.copy_of, {})[copy.story_id] = None

    def evict(self, before: datetime) -> None:
        """Forget stories first seen before an instant; what is left answers alike."""
        for story_id in [key for key, text in self._texts.items() if text.seen_at < before]:
            self._forget(story_id)

    def _found(self, text: Text, story: Story, keys: tuple[int, ...]) -> Found:
        if story.copy_of or story.id in self._ruled or not keys:
            return Found(Copy(story.id, story.copy_of, story.copy_evidence))
        alike = list(matches(text, self._near(keys)))
        if not alike:
            return Found(Copy(story.id))
        best = min(alike, key=lambda m: (-m.likeness, m.text.at, m.text.story_id))
        root = self._origins.get(best.text.story_id, best.text.story_id)
        origin = self._texts.get(root)
        if origin is None or not in_reach(text, origin) or not leads(text, origin):
            return Found(Copy(story.id, root, evidence_of(text, best)))
        return Found(Copy(story.id), tuple(self._moved(text, origin, best)))

    def _moved(self, text: Text, origin: Text, best: Match) -> Iterator[Copy]:
        """Everything that was held to copy `origin`, and itself, now by the earlier text."""
        for story_id in (origin.story_id, *self._copies.get(origin.story_id, ())):
            if story_id not in self._ruled:
                copy = self._texts[story_id]
                match = next(matches(copy, [text]), None)
                said = match or Match(text, best.likeness, f"{best.said}, by way of a copy,")
                yield Copy(story_id, text.story_id, evidence_of(copy, said))

    def _near(self, keys: tuple[int, ...]) -> list[Text]:
        ids = dict.fromkeys(other for key in keys for other in self._buckets.get(key, ()))
        return [self._texts[story_id] for story_id in ids]

    def _keep(self, text: Text, keys: tuple[int, ...]) -> None:
        self._texts[text.story_id] = text
        self._keys[text.story_id] = keys
        for key in keys:
            held = self._buckets.get(key, ())
            self._buckets[key] = (*held[-_CROWD:], text.story_id)

    def _unlink(self, story_id: str) -> None:
        origin = self._origins.pop(story_id, "")
        if copies := self._copies.get(origin):
            copies.pop(story_id, None)
            if not copies:
                del self._copies[origin]

    def _forget(self, story_id: str) -> None:
        self._texts.pop(story_id, None)
        self._unlink(story_id)
        for key in self._keys.pop(story_id, ()):
            left = tuple(other for other in self._buckets.get(key, ()) if other != story_id)
            if left:
                self._buckets[key] = left
            else:
                self._buckets.pop(key, None)


def sketched(story: Story) -> Sketched:
    """The text of a story as it is compared."""
    text = text_of(story)
    if not text.body:
        return Sketched(text, ())
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(list(shingles(text.body)))
    return Sketched(text, tuple(sketch.digest()))


def _keys_of(text: Text, digest: Sequence[int]) -> tuple[int, ...]:
    """Buckets in which a near-identical text would be found, too."""
    # Hashes of words are of this process alone: nobody can work them out ahead.
    keys = [hash(("title", text.title))] if text.title else []
    if digest:
        bands = zip(range(_BANDS), digest[::_ROWS], digest[1::_ROWS], strict=True)
        keys += [hash(("lead", *text.body.split(maxsplit=_LEAD)[:_LEAD])), *map(hash, bands)]
    return tuple(dict.fromkeys(keys))
