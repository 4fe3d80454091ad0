"""One text at several outlets: near-identical words from another outlet within three days.

MinHash over word shingles finds candidates, the shingles themselves decide. The likely origin
is the story that is surely dated first; where one comes in late, what copied it is re-pointed.
The index is a window: it holds no clock, takes stories in order of arrival, and is the same
after a rebuild.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from rensa import RMinHash

from feeds.identity.likeness import Text, same_body, same_title, shingles, text_of
from feeds.model import Story

WINDOW = timedelta(hours=72)
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


class Found(NamedTuple):
    """What a new story copies, and earlier stories that turn out to copy it."""

    copy: Copy
    moved: tuple[Copy, ...] = ()


class _Match(NamedTuple):
    text: Text
    likeness: float
    said: str


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

    def add(self, story: Story) -> Found:
        """What a story copies. One that already says it keeps that, so that a window can be
        rebuilt; an edited story replaces its own earlier text."""
        self._forget(story.id)
        text = text_of(story)
        keys = _keys_of(text) if story.form not in _OWN_WORK else ()
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
        matches = list(_matches(text, self._near(keys)))
        if not matches:
            return Found(Copy(story.id))
        best = min(matches, key=lambda m: (-m.likeness, m.text.at, m.text.story_id))
        root = self._origins.get(best.text.story_id, best.text.story_id)
        origin = self._texts.get(root)
        if origin is None or not _in_reach(text, origin) or not _leads(text, origin):
            return Found(Copy(story.id, root, _evidence(text, best)))
        return Found(Copy(story.id), tuple(self._moved(text, origin, best)))

    def _moved(self, text: Text, origin: Text, best: _Match) -> Iterator[Copy]:
        """Everything that was held to copy `origin`, and itself, now by the earlier text."""
        for story_id in (origin.story_id, *self._copies.get(origin.story_id, ())):
            if story_id not in self._ruled:
                copy = self._texts[story_id]
                match = next(_matches(copy, [text]), None)
                said = match or _Match(text, best.likeness, f"{best.said}, by way of a copy,")
                yield Copy(story_id, text.story_id, _evidence(copy, said))

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


def _keys_of(text: Text) -> tuple[int, ...]:
    """Buckets in which a near-identical text would be found, too."""
    keys = [hash(("title", text.title))] if text.title else []
    if text.body:
        sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        sketch.update(list(shingles(text.body)))
        digest = sketch.digest()
        bands = zip(range(_BANDS), digest[::_ROWS], digest[1::_ROWS], strict=True)
        keys += [hash(("lead", *text.body.split(maxsplit=_LEAD)[:_LEAD])), *map(hash, bands)]
    return tuple(dict.fromkeys(keys))


def _matches(text: Text, near: Iterable[Text]) -> Iterator[_Match]:
    """The texts that are one with it. What the outlet itself repeats is a form, no text."""
    near = [other for other in near if _in_reach(text, other)]
    own = [o for o in near if o.outlet_id == text.outlet_id]
    stock_title = any(o.title == text.title and o.at != text.at for o in own)
    stock_body = any(o.title != text.title and same_body(text, o) for o in own)
    for other in near:
        if other.outlet_id == text.outlet_id and not _moved_page(text, other):
            continue
        alike = 0.0 if stock_body else same_body(text, other)
        if alike or (not stock_title and same_title(text, other)):
            yield _match(text, other, alike)


def _match(text: Text, other: Text, alike: float) -> _Match:
    if text.title == other.title:
        return _Match(other, 1.0, "same headline")
    return _Match(other, alike, f"{alike:.0%} of the shorter text is the same")


def _moved_page(text: Text, other: Text) -> bool:
    """One article of one outlet under two addresses: said in the same words at one instant."""
    exact = text.exact and other.exact and text.at == other.at and text.title == other.title
    bodies = bool(text.body), bool(other.body)
    return exact and (bodies == (False, False) or same_body(text, other) > 0)


def _in_reach(text: Text, other: Text) -> bool:
    """By both clocks, so that it does not hang on when the window was last evicted or rebuilt."""
    return abs(other.at - text.at) <= WINDOW and abs(other.seen_at - text.seen_at) < WINDOW


def _leads(text: Text, origin: Text) -> bool:
    """Whether a text was surely there before what was held to be the origin."""
    return text.latest_at < origin.earliest_at


def _evidence(text: Text, match: _Match) -> str:
    other = match.text
    named = sorted({text.agency, other.agency} - {""})
    credit = f"; {' and '.join(named)} is named" if named else ""
    return f"{match.said} as {other.story_id} of {other.outlet_id}, {_order(text, other)}{credit}"


def _order(text: Text, other: Text) -> str:
    hours = (text.at - other.at).total_seconds() / 3600
    if text.earliest_at <= other.latest_at and other.earliest_at <= text.latest_at:
        return "at about the same time"
    return (
        f"{hours:.1f} h after it"
        if hours >= 0
        else f"seen later, but dated {-hours:.1f} h before it"
    )
