"""A text in which names were found, with the words of citing in it by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from feeds.citing.houses import House
from feeds.citing.sources import countries
from feeds.phrases import Hit, PhraseIndex, phrase
from feeds.text import Word, normalise, words
from feeds.toml.tables import open_toml

WORDS = Path(__file__).parent / "words.toml"
PRESS = ("outlet", "agency", "media")
PRESS_ROLES = ("before", "after", "closing")
SPEAKER_ROLES = ("spoke_before", "spoke_after", "spoke_closing")
NOUNS = ("noun", "article", "plural", "adjective")
OTHER_ROLES = ("between", "medium", "told", "of", "inverted", "aside", "lead", "rank", *NOUNS)
ROLES = (*PRESS_ROLES, *SPEAKER_ROLES, *OTHER_ROLES)
MOST_OF_A_NAME = 3  # words
NEAR = 2  # words between an office and its country
_BARRIER = re.compile(r"[!?؟…;|\n]|\.\s")
_SIGN = re.compile(r"[,،:–—;()]")
_BEFORE_NAMES = ("rank", "lead", "between")
OPENING, CLOSING = "«\"“”'‘„״׳", "»\"”“'’״׳"


@dataclass(frozen=True, slots=True)
class Named:
    """What a name in an index stands for; a `common` one is also an ordinary word."""

    house: House
    common: bool

    @property
    def press(self) -> bool:
        """Whether it publishes, so that reports and interviews are its own: a channel that is
        watched does, one that is nobody's outlet speaks."""
        kind = self.house.kind
        return kind in PRESS or (kind == "channel" and bool(self.house.editions))


class Scene:
    """`starts` and `ends` lead, by role, from where words of citing begin to where they end,
    and back; places are numbers of words."""

    def __init__(self, text: str, language: str, named: Sequence[Hit[Named]]) -> None:
        self.text, self.language = text, language
        self.words: list[Word] = words(text)
        self.ends: dict[str, dict[int, int]] = {role: {} for role in ROLES}
        self.starts: dict[str, dict[int, int]] = {role: {} for role in ROLES}
        for hit in reversed(_citing(language).find(text, language)):  # the longest come last
            role = hit.phrase.about
            self.starts[role][hit.start] = hit.end
            held = self.ends[role].get(hit.end, hit.start)
            self.ends[role][hit.end] = min(held, hit.start)
        self.speakers = {h.end: h.start for h in named if not h.phrase.about.press}
        self.press = frozenset(h.start for h in named if h.phrase.about.press)
        self.to = frozenset(h.start for h in named if self._attached(h))
        self._lands = _lands().find(text, language) if any(map(_beside, named)) else []
        lands = [(land.start, land.end) for land in self._lands]
        for start, end in [*((name.start, name.end) for name in named), *lands]:
            self.starts["between"].setdefault(start, end)  # "told X and Y" cites both
            self.ends["between"].setdefault(end, start)

    def _attached(self, hit: Hit[Named]) -> bool:
        """Whether "to" is written together with a publisher's name: لتلفزيون."""
        folded = normalise(self.words[hit.start].text)
        return hit.phrase.about.press and folded[0] == "ل" and folded != hit.phrase.parts[0]

    def first(self, at: int) -> int:
        """Where a name begins with what it is: the newspaper …"""
        return self.ends["medium"].get(at, at)

    def past(self, at: int) -> int:
        """The end of what goes on naming: a country, the broadcaster that it spoke to."""
        while at in self.starts["between"] and not self.parted(at - 1):
            at = self.starts["between"][at]
        return at

    def head(self, hit: Hit[Named]) -> int:
        """Where what a sentence begins with, up to a name, begins; -1 where other words do."""
        at = self.first(hit.start)
        while at > 0 and not self.barred(at - 1):
            step = next((self.ends[r][at] for r in _BEFORE_NAMES if at in self.ends[r]), at)
            if step == at:
                return -1
            at = step
        return at

    def called(self, at: int) -> int:
        """Where the capitalised name ends that begins at a word: the Telegram channel Sea Watch."""
        end = at
        while end < min(at + MOST_OF_A_NAME, len(self.words)) and self._goes_by(end, at):
            end += 1
        return end

    def _goes_by(self, at: int, begun: int) -> bool:
        return self.words[at].text[0].isupper() and (at == begun or not self.parted(at - 1))

    def land(self, hit: Hit[Named]) -> str:
        """The country named at an office, "" where none is."""
        near = [
            (max(land.start - hit.end, hit.start - land.end), land.start, land.phrase.about)
            for land in self._lands
        ]
        close = [one for one in sorted(near) if one[0] < NEAR]
        return close[0][2] if close else ""

    def barred(self, at: int) -> bool:
        """Whether a sentence ends between a word and the next."""
        if at < 0 or at + 1 >= len(self.words):
            return False
        end, start = self.words[at].end, self.words[at + 1].start
        short = end - self.words[at].start == 1 and self.words[at].text.isupper()  # U.S. troops
        return not short and bool(_BARRIER.search(self.text, end, start))

    def parted(self, at: int) -> bool:
        """Whether a sign, or the text's beginning or end, stands between a word and the next."""
        if at < 0 or at + 1 >= len(self.words):
            return True
        between = self.text[self.words[at].end : self.words[at + 1].start]
        return bool(_SIGN.search(between)) or self.barred(at)

    def quote(self, start: int, end: int) -> str:
        """The words from one to another, as written."""
        return self.text[self.words[start].start : self.words[end - 1].end]

    def is_meant(self, hit: Hit[Named]) -> bool:
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
        if not cased and not hit.phrase.about.press and self.head(hit) == 0:
            return True  # الداخلية at the head of a headline
        if hit.phrase.about.press and named[0].text.startswith("لل"):
            return True  # كشف للإخبارية
        medium = hit.start in self.ends["medium"] or hit.end in self.starts["medium"]
        return medium or self._quoted(named) or (cased and not self._in_a_name(hit))

    def is_noun(self, hit: Hit[Named], at: int) -> bool:
        """Whether a word of saying after a name says nothing there: a government report, the main
        accused, an officer accused of …, awaiting reports."""
        if hit.phrase.about.press or at not in self.starts["noun"]:
            return False
        if at in self.ends["article"]:
            return True
        word = normalise(self.words[at].text)
        after = normalise(self.words[at + 1].text) if at + 1 < len(self.words) else ""
        if word.endswith("ed"):
            return after == "of"
        many = hit.end in self.ends["plural"]
        if word.endswith("s"):
            return many or hit.end in self.ends["adjective"]
        return not many and not normalise(self.words[hit.end - 1].text).endswith("s")

    def _quoted(self, named: Sequence[Word]) -> bool:
        before = self.text[max(named[0].start - 1, 0) : named[0].start]
        after = self.text[named[-1].end : named[-1].end + 1]
        return bool(before and after) and before in OPENING and after in CLOSING

    def _in_a_name(self, hit: Hit[Named]) -> bool:
        """Whether a capitalised word stands right at it: The National Guard."""
        start, end = self.words[hit.start].start, self.words[hit.end - 1].end
        after = re.match(r"[ -]([^\W\d_])", self.text[end:])
        before = re.search(r"([^\W\d_])[^\W_]*[ -]$", self.text[:start])
        opening = hit.start == 1  # the first word of a text has its capital anyway
        return bool(after and after[1].isupper()) or bool(
            before and before[1].isupper() and not opening
        )


def _beside(hit: Hit[Named]) -> bool:
    """Whether a country beside a name is a part of it."""
    return hit.phrase.about.house.office or not hit.phrase.about.press


@lru_cache(maxsize=64)
def _citing(language: str) -> PhraseIndex[str]:
    """The words of citing of a language; none where the file does not have it."""
    return PhraseIndex(
        phrase(written, role)
        for role, listed in _book().get(language, {}).items()
        for written in listed
    )


@lru_cache(maxsize=1)
def _lands() -> PhraseIndex[str]:
    return PhraseIndex(
        phrase(form, country) for country, forms in countries().items() for form in forms
    )


@lru_cache(maxsize=1)
def _book() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    root = open_toml(WORDS)
    return {language: dict(_roles(root.table(language).data)) for language in root.data}


def _roles(data: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for role in ROLES:
        yield role, tuple(data.get(role, ()))
