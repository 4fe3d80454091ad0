"""Names that nobody listed, found by use: capitals in running text, Arabic after a title.

A name becomes one of its own once STORIES stories of OUTLETS outlets have used it within
WINDOW; what was used before then is kept that long, so that those stories get it too.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from feeds.names.full import parts_of
from feeds.names.index import CASED
from feeds.names.keys import name_key
from feeds.names.spelling import table
from feeds.names.text import Read
from feeds.text import normalise
from feeds.wordlists import STOP_WORDS

STORIES, OUTLETS = 3, 2
WINDOW = timedelta(hours=72)
MOST_WORDS = 5
NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
LINKS = frozenset(
    {"al", "el", "bin", "ibn", "bint", "de", "da", "di", "van", "von", "der", "аль", "эль"}
)
# What headlines let an Arabic title do: a verb or its noun stands where a name would.
DEEDS = frozenset(
    normalise(word)
    for word in table(
        "رفع خفض زاد أعلن أكد بحث ناقش التقى لقاء وصل قال دعا طالب أصدر عين أقال استقبل"
        " افتتح زار زيارة حذر نفى أمر قرر وقع ألغى منح كشف أوضح شدد رفض قبل بدأ أنهى عقد"
        " ترأس تفقد أطلق أشاد اتهم هدد ترك غادر عاد حضر تسلم سلم قدم شارك جدد تعهد أدان"
        " رحب هنأ عزى منع فرض سمح"
    )
)
SHOUTED = 0.6  # share of capitals from which a headline has them everywhere
_STARTS = re.compile(r"[.!?:;…|\"“”«»„(\[\n—–•]\s*\Z|\s[-–—]\s\Z")


class Use(NamedTuple):
    """Words that may be a name, from word `start` up to word `end`."""

    start: int
    end: int
    key: str


class Seen(NamedTuple):
    """A use in a story, kept until it is too old or the name is known."""

    at: datetime
    key: str
    story_id: str
    outlet_id: str
    surface: str
    place: str
    start: int
    end: int


def found_id(key: str) -> str:
    """The id of a name found by use, from its keys."""
    return "n" + sha256(f"found {key}".encode()).hexdigest()[:15]


def key_of(name: str) -> str:
    """The keys of a name's parts; "" where it has fewer than two that tell."""
    keys = [name_key(part.token) for part in parts_of(name)]
    return "-".join(keys) if len(keys) > 1 and all(len(key) > 1 for key in keys) else ""


def uses(read: Read, language: str) -> Iterator[Use]:
    """What may be names in a text; a first word in capitals because it is first is left out."""
    if language not in NOUNS_IN_CAPITALS and not _shouted(read):
        yield from _capitals(read)
    if any(look[1] == "arabic" for look in read.looks):
        yield from _after_titles(read, language)


def _shouted(read: Read) -> bool:
    """Whether a headline has capitals everywhere, where they tell nothing."""
    long = [word.text[0].isupper() for word in read.words if len(word.text) > 3]
    return len(long) > 2 and sum(long) >= SHOUTED * len(long)


def _capitals(read: Read) -> Iterator[Use]:
    n, size = 0, len(read.words)
    while n < size:
        if not _named(read, n):
            n += 1
            continue
        end = n + 1
        while end < size and read.joined(end) and (_named(read, end) or _links(read, end)):
            end += 1
        yield from _use(read, _after_title(read, n, end), end)
        n = end


def _after_title(read: Read, start: int, end: int) -> int:
    """Where a name begins that may follow a title or, at the start of a sentence, another word.

    Nobody can tell whether the first word of a sentence belongs to the name after it.
    """
    titles = [n for n in range(start, end) if read.title(n)]
    if titles:
        return titles[-1] + 1
    if not _begins(read, start):
        return start
    return start + 1 if not read.looks[start][3] else end


def _named(read: Read, n: int) -> bool:
    _, script, capital, _ = read.looks[n]
    word = read.words[n].text
    return script in CASED and capital and (len(word) < 2 or not word.isupper())


def _links(read: Read, n: int) -> bool:
    """Whether a small word goes on with a name: Abdel al-Rahman, bin."""
    after = n + 1 < len(read.words) and read.joined(n + 1) and _named(read, n + 1)
    return after and (read.looks[n][0] in LINKS or read.father(n))


def _begins(read: Read, n: int) -> bool:
    before = read.text[: read.words[n].start]
    return not before or bool(_STARTS.search(before[-4:]))


def _after_titles(read: Read, language: str) -> Iterator[Use]:
    """Two words after an Arabic title and the adjectives that belong to it."""
    stops = _stops(language)
    for n in range(len(read.words) - 2):
        if not (read.title(n) and read.looks[n][1] == "arabic"):
            continue
        start = n + 1
        while start < len(read.words) - 1 and (read.title(start) or _adjective(read, start)):
            start += 1
        end = start + 2
        words = read.looks[start:end]
        if len(words) == 2 and not any(look[0] in stops or _verb(look[0]) for look in words):
            yield from _use(read, start, end)


def _adjective(read: Read, n: int) -> bool:
    folded = read.looks[n][0]
    return folded.startswith("ال") and folded.endswith(("ي", "يه"))


def _verb(folded: str) -> bool:
    """Whether an Arabic word is, or looks like, a verb: يبحث, تلتقي, رفع."""
    if folded in DEEDS or folded.removesuffix("ت") in DEEDS:
        return True
    return len(folded) > 3 and folded[0] in "يت" and not folded.startswith("ال")


@lru_cache(maxsize=64)
def _stops(language: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in STOP_WORDS.get(language, "").split())


def _use(read: Read, start: int, end: int) -> Iterator[Use]:
    if 2 <= end - start <= MOST_WORDS and (key := key_of(read.surface(start, end))):
        yield Use(start, end, key)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A name that has been used enough, with its uses so far, the oldest first."""

    id: str
    name: str  # its usual spelling
    key: str
    uses: tuple[Seen, ...]


class Newcomers:
    """Counts uses within the window; says when a name has enough."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[Seen]] = {}
        self._order: deque[Seen] = deque()

    def note(self, seen: Seen) -> Newcomer | None:
        """Take a use in; the name where it now has enough."""
        self._forget(seen.at)
        held = self._seen.setdefault(seen.key, deque())
        held.append(seen)
        self._order.append(seen)
        stories = {use.story_id for use in held}
        if len(stories) < STORIES or len({use.outlet_id for use in held}) < OUTLETS:
            return None
        surfaces = [use.surface for use in held]
        usual = max(dict.fromkeys(surfaces), key=surfaces.count)
        del self._seen[seen.key]
        return Newcomer(found_id(seen.key), usual, seen.key, tuple(held))

    def _forget(self, now: datetime) -> None:
        while self._order and self._order[0].at <= now - WINDOW:
            old = self._order.popleft()
            held = self._seen.get(old.key)
            if held and held[0] is old:
                held.popleft()
                if not held:
                    del self._seen[old.key]
