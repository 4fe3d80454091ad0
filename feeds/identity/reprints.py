"""One text at several outlets: near-identical words from another outlet within three days.

MinHash over word shingles finds candidates, the shingles themselves decide. The index is a
window: it holds no clock, takes stories in order of arrival, and is the same after a rebuild.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rensa import RMinHash

from feeds.model import Story
from feeds.text import normalise, words

WINDOW = timedelta(hours=72)
SIMILAR = 0.6  # of the shingles of both texts together; a sentence changed in ten keeps more
SHINGLE = 3
SHORT = 8  # words; shorter texts are alike by chance
SHORTEST_TITLE = 5
_OWN_WORK = ("live", "round-up")  # alike from day to day by their headings
_PERMUTATIONS, _ROWS, _SEED = 128, 4, 20

_AGENCIES = (
    r"reuters|afp|ap|associated press|agence france-presse|dpa|upi|ansa|efe|xinhua|tass|ria novosti"
    r"|interfax|anadolu(?: agency| ajansı)?|aa|dha|iha|sana|irna|wam|spa|kuna|petra|nna"
    r"|رويترز|فرانس برس|ا ف ب|ا\.ف\.ب|د ب ا|د\.ب\.ا|الاناضول|سانا|وكالات|وام|واس|كونا|بترا"
    r"|рейтер|тасс|риа новости|интерфакс"
)
_BRACKETED = re.compile(rf"[(\[]\s*(?:{_AGENCIES})(?:\s*[/,–-]\s*(?:{_AGENCIES}))*\s*[)\]]")
_DATELINE = re.compile(rf"^(?:[^\W\d_][\w ,،/]{{1,40}})?[\s,،–-]*\b(?:{_AGENCIES})\s*[–—:-]+\s")
_TAIL = re.compile(rf"\s*[|–—-]\s*(?:{_AGENCIES})\s*$")
_PLACE = re.compile(r"^[^\W\d_][\w ,،]{1,30}\s[–—-]+\s")


@dataclass(frozen=True, slots=True)
class _Text:
    story_id: str
    outlet_id: str
    origin: str  # the story itself, or what it is a copy of
    at: datetime
    seen_at: datetime
    title: tuple[str, ...]
    shingles: frozenset[str]  # empty for a short text


class ReprintIndex:
    """Texts of a window of stories. Add stories in order of arrival; evict what is past."""

    def __init__(self) -> None:
        self._texts: dict[str, _Text] = {}
        self._buckets: defaultdict[tuple[object, ...], dict[str, None]] = defaultdict(dict)
        self._keys: dict[str, list[tuple[object, ...]]] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, story: Story) -> tuple[str, str]:
        """(id of the likely origin, evidence), both "" where it is no reprint.

        A story that already says what it copies keeps that, so that a window can be rebuilt.
        An edited story replaces its own earlier text.
        """
        self._forget(story.id)
        text = _text_of(story)
        keys = _keys_of(text) if story.form not in _OWN_WORK else []
        found = self._origin(text, keys)
        if story.copy_of:
            found = (story.copy_of, story.copy_evidence)
        self._keep(_with_origin(text, found[0] or story.id), keys)
        return found

    def evict(self, before: datetime) -> None:
        """Forget stories first seen before an instant; what is left answers alike."""
        for story_id in [key for key, text in self._texts.items() if text.seen_at < before]:
            self._forget(story_id)

    def _origin(self, text: _Text, keys: list[tuple[object, ...]]) -> tuple[str, str]:
        near = dict.fromkeys(other for key in keys for other in self._buckets.get(key, {}))
        matches = [
            (likeness, other)
            for other in (self._texts[story_id] for story_id in near)
            if _may_copy(text, other) and (likeness := _likeness(text, other)) >= SIMILAR
        ]
        if not matches:
            return "", ""
        likeness, best = min(matches, key=lambda m: (-m[0], m[1].at, m[1].story_id))
        return best.origin, _evidence(text, best, likeness)

    def _keep(self, text: _Text, keys: list[tuple[object, ...]]) -> None:
        self._texts[text.story_id], self._keys[text.story_id] = text, keys
        for key in keys:
            self._buckets[key][text.story_id] = None

    def _forget(self, story_id: str) -> None:
        self._texts.pop(story_id, None)
        for key in self._keys.pop(story_id, ()):
            del self._buckets[key][story_id]
            if not self._buckets[key]:
                del self._buckets[key]


def without_wire_marks(text: str) -> str:
    """A folded text without agency names in brackets, datelines and trailing credits."""
    plain = _TAIL.sub("", text)
    bare = _BRACKETED.sub(" ", plain)
    if bare != plain:  # `Damascus (AFP) - …`: the dateline is left before its dash
        return _PLACE.sub("", bare.strip())
    return _DATELINE.sub("", plain)


def _words(text: str, language: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(without_wire_marks(normalise(text, language))))


def _text_of(story: Story) -> _Text:
    title = _words(story.title, story.language)
    summary = _words(story.summary, story.language)
    body = title + (summary if summary[: len(title)] != title else summary[len(title) :])
    shingles = frozenset(" ".join(body[n : n + SHINGLE]) for n in range(len(body) - SHINGLE + 1))
    shingles = shingles if len(body) >= SHORT else frozenset()
    at = story.date.published_at
    return _Text(story.id, story.outlet_id, story.id, at, story.first_seen_at, title, shingles)


def _with_origin(text: _Text, origin: str) -> _Text:
    return replace(text, origin=origin)


def _keys_of(text: _Text) -> list[tuple[object, ...]]:
    """Buckets in which a near-identical text would be found, too."""
    keys: list[tuple[object, ...]] = []
    if len(text.title) >= SHORTEST_TITLE:
        keys.append(("title", *text.title))
    if text.shingles:
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update(sorted(text.shingles))
        digest = sketch.digest()
        keys += [(n, *digest[n : n + _ROWS]) for n in range(0, _PERMUTATIONS, _ROWS)]
    return keys


def _may_copy(text: _Text, other: _Text) -> bool:
    """By both clocks, so that it does not hang on when the window was last evicted or rebuilt."""
    if other.outlet_id == text.outlet_id:
        return False
    return abs(other.at - text.at) <= WINDOW and abs(other.seen_at - text.seen_at) < WINDOW


def _likeness(text: _Text, other: _Text) -> float:
    """1 for equal headlines where a text is short or headlines are long; else of shingles."""
    both = bool(text.shingles) and bool(other.shingles)
    long_enough = SHORTEST_TITLE if not both else SHORT
    if text.title == other.title and len(text.title) >= long_enough:
        return 1.0
    if not both:
        return 0.0
    return len(text.shingles & other.shingles) / len(text.shingles | other.shingles)


def _evidence(text: _Text, other: _Text, likeness: float) -> str:
    same = text.title == other.title
    words_said = "same headline" if same else f"{likeness:.0%} of the word triples"
    hours = (text.at - other.at).total_seconds() / 3600
    order = f"{hours:.1f} h after" if hours >= 0 else f"seen later, but dated {-hours:.1f} h before"
    return f"{words_said} as {other.story_id} of {other.outlet_id}, {order} it"
