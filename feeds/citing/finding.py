"""Where a text names an outlet as its source: "according to …", "… reported", نقلا عن.

An outlet's name alone is no citation: words of citing must stand at it, with nothing between
but what such phrases hold (a report by the newspaper …). Names that are also ordinary words
count only where they are plainly meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from feeds.citing.houses import House, houses
from feeds.model import Outlet
from feeds.phrases import KEPT, Hit, PhraseIndex, phrase
from feeds.text import Word, normalise, strip_clitics, words
from feeds.toml.tables import open_toml

WORDS = Path(__file__).parent / "words.toml"
ROLES = ("before", "after", "between", "medium", "told", "closing")
MOST_BETWEEN = 6  # words and phrases between a name and the word of citing
TOLD_WITHIN = 9  # words between a verb of telling and "to the newspaper" in one word
LONGEST = 4000  # characters looked at: a title and a summary, no whole article
_BARRIER = re.compile(r"[!?؟…;|\n]|\.\s")
_WORD = re.compile(
    "[^\\W_](?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0670\u200c\u200d])*"
)
_OPENING, _CLOSING = "«\"“”'‘„״׳", "»\"”“'’״׳"


@dataclass(frozen=True, slots=True)
class Citation:
    """An outlet named as a source at text[start:end]; `marker` are the words that say so.

    `outlet_id` is "" where the house is not watched. `editions` are all outlets that the name
    may mean, e.g. the Arabic and the English one.
    """

    outlet_id: str
    marker: str
    start: int
    end: int
    name: str
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    house: House
    common: bool


def citations(text: str, language: str, outlets: Sequence[Outlet], by: str = "") -> list[Citation]:
    """The outlets that a text names as its source, in order; never `by`, whose text it is.

    For many texts make one `Citer`, which this does for each tuple of outlets.
    """
    return _citer(tuple(outlets)).find(text, language, by)


class Citer:
    """Finds citations of the outlets of one store, and of other well-known ones."""

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        named = [
            phrase(form, _Named(house, common))
            for house in houses(outlets)
            for forms, common in ((house.forms, False), (house.common, True))
            for form in forms
        ]
        self._names = PhraseIndex(named)
        self._longest = frozenset(max(name.parts, key=len) for name in named)
        self._telling: dict[str, bool] = {}  # words met, and whether one is the longest of a name

    def find(self, text: str, language: str, by: str = "") -> list[Citation]:
        """The outlets that a text names as its source, in order; never `by`, whose text it is."""
        text, language = text[:LONGEST], language.partition("-")[0]
        named = _longest(self._names.find(text, language)) if self._may_name(text) else []
        if not named:
            return []
        scene = _Scene(text, language, named)
        found = [scene.citation(hit) for hit in named]
        return [one for one in found if one and not (by and by in one.editions)]

    def _may_name(self, text: str) -> bool:
        """Whether the text holds the longest word of any name; most hold none, and end here."""
        met = _WORD.findall(text)
        try:
            return any(map(self._telling.__getitem__, met))
        except KeyError:
            self._learn(met)
        return any(map(self._telling.__getitem__, met))

    def _learn(self, met: Sequence[str]) -> None:
        if len(self._telling) > KEPT:
            self._telling.clear()
        for word in met:
            if word not in self._telling:
                forms = strip_clitics(normalise(word))
                self._telling[word] = not self._longest.isdisjoint(forms)


class _Scene:
    """A text in which names were found, with the words of citing in it by place."""

    def __init__(self, text: str, language: str, named: Sequence[Hit[_Named]]) -> None:
        self.text, self.language = text, language
        self.words: list[Word] = words(text)
        self._ends: dict[str, dict[int, int]] = {role: {} for role in ROLES}
        self._starts: dict[str, dict[int, int]] = {role: {} for role in ROLES}
        for hit in reversed(_citing(language).find(text, language)):  # the longest come last
            role = hit.phrase.about
            self._starts[role][hit.start] = hit.end
            held = self._ends[role].get(hit.end, hit.start)
            self._ends[role][hit.end] = min(held, hit.start)
        for name in named:  # "told X and Y" cites both
            self._starts["between"].setdefault(name.start, name.end)
            self._ends["between"].setdefault(name.end, name.start)

    def citation(self, hit: Hit[_Named]) -> Citation | None:
        """What a name comes to; None where nothing says that it is a source."""
        if not self._is_meant(hit):
            return None
        marker = self._before(hit) or self._after(hit) or self._told(hit)
        marker = marker or self._closing(hit) or self._headed(hit)
        if not marker:
            return None
        house = hit.phrase.about.house
        start, end = self.words[hit.start].start, self.words[hit.end - 1].end
        editions = tuple(outlet_id for outlet_id, _ in house.editions)
        return Citation(house.outlet_for(self.language), marker, start, end, house.name, editions)

    def _before(self, hit: Hit[_Named]) -> str:
        at = hit.start
        for _ in range(MOST_BETWEEN):
            if at == 0 or self._barred(at - 1):
                return ""
            if at in self._ends["before"]:
                return self._quote(self._ends["before"][at], at)
            step = self._ends["medium"].get(at, self._ends["between"].get(at))
            if step is None:
                return ""
            at = step
        return ""

    def _after(self, hit: Hit[_Named]) -> str:
        at = hit.end
        for _ in range(MOST_BETWEEN):
            if at >= len(self.words) or self._barred(at - 1):
                return ""
            if at in self._starts["after"] and not self._of_itself(self._starts["after"][at]):
                return self._quote(at, self._starts["after"][at])
            step = self._starts["medium"].get(at, self._starts["between"].get(at))
            if step is None:
                return ""
            at = step
        return ""

    def _of_itself(self, at: int) -> bool:
        """The broadcaster said it would …: what an outlet says of itself."""
        return at < len(self.words) and self.words[at].text in ("it", "its")

    def _told(self, hit: Hit[_Named]) -> str:
        """قال مصدر للجزيرة: the name, or what stands at it, has an attached "to"."""
        first = self._ends["medium"].get(hit.start, hit.start)
        first -= first > 0 and normalise(self.words[first - 1].text) in ("ل", "ל")
        own = hit.phrase.parts[0] if first == hit.start else ""
        spelled = normalise(self.words[first].text)
        if spelled[0] not in "لל" or spelled == own:
            return ""
        for at in range(first - 1, max(first - TOLD_WITHIN, 0) - 1, -1):
            if self._barred(at):
                return ""
            if at in self._starts["told"]:
                return self._quote(at, self._starts["told"][at])
        return ""

    def _closing(self, hit: Hit[_Named]) -> str:
        """Deniz Postası, … yazdı: the sentence begins with the name and ends with the verb."""
        first = self._ends["medium"].get(hit.start, hit.start)
        if first > 0 and not self._barred(first - 1):
            return ""
        for at in range(hit.end, len(self.words)):
            if self._barred(at - 1):
                return ""
            if at in self._starts["closing"]:
                return self._quote(at, self._starts["closing"][at])
        return ""

    def _headed(self, hit: Hit[_Named]) -> str:
        """رويترز: … at the very beginning."""
        first = self._ends["medium"].get(hit.start, hit.start)
        after = self.text[self.words[hit.end - 1].end :].lstrip(_CLOSING + " ")
        return ":" if first == 0 and after.startswith(": ") else ""

    def _barred(self, at: int) -> bool:
        """Whether a sentence ends between a word and the next."""
        if at + 1 >= len(self.words):
            return False
        return bool(_BARRIER.search(self.text, self.words[at].end, self.words[at + 1].start))

    def _quote(self, start: int, end: int) -> str:
        return self.text[self.words[start].start : self.words[end - 1].end]

    def _is_meant(self, hit: Hit[_Named]) -> bool:
        """Names of cased scripts need their capitals; common words need more than that."""
        named = self.words[hit.start : hit.end]
        written = words(hit.phrase.written)
        if any(
            w.text[0].isupper() and here.text[0].islower() and normalise(w.text) != "the"
            for w, here in zip(written, named, strict=True)
        ):
            return False
        cased = named[0].text[0].isupper()
        if not hit.phrase.about.common:
            return True
        medium = hit.start in self._ends["medium"] or hit.end in self._starts["medium"]
        return medium or self._quoted(named) or (cased and not self._in_a_name(hit))

    def _quoted(self, named: Sequence[Word]) -> bool:
        before = self.text[max(named[0].start - 1, 0) : named[0].start]
        after = self.text[named[-1].end : named[-1].end + 1]
        return bool(before and after) and before in _OPENING and after in _CLOSING

    def _in_a_name(self, hit: Hit[_Named]) -> bool:
        """Whether a capitalised word stands right at it: The National Guard."""
        start, end = self.words[hit.start].start, self.words[hit.end - 1].end
        after = re.match(r"[ -]([^\W\d_])", self.text[end:])
        before = re.search(r"([^\W\d_])[^\W_]*[ -]$", self.text[:start])
        opening = hit.start == 1  # the first word of a text has its capital anyway
        return bool(after and after[1].isupper()) or bool(
            before and before[1].isupper() and not opening
        )


def _longest(hits: Sequence[Hit[_Named]]) -> list[Hit[_Named]]:
    """Without what lies inside a longer name; hits come the longest first at each place."""
    kept: list[Hit[_Named]] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@lru_cache(maxsize=64)
def _citing(language: str) -> PhraseIndex[str]:
    """The words of citing of a language; none where the file does not have it."""
    return PhraseIndex(
        phrase(written, role)
        for role, listed in _book().get(language, {}).items()
        for written in listed
    )


@lru_cache(maxsize=1)
def _book() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    root = open_toml(WORDS)
    return {language: dict(_roles(root.table(language).data)) for language in root.data}


def _roles(data: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for role in ROLES:
        yield role, tuple(data.get(role, ()))


@lru_cache(maxsize=4)
def _citer(outlets: tuple[Outlet, ...]) -> Citer:
    return Citer(outlets)
