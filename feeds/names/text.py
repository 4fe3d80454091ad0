"""A text as words that may be names: where each stands, how it is written, what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from feeds.names.full import FATHERS, LOOSE, TITLES
from feeds.names.keys import name_keys
from feeds.names.spelling import Script, script_of
from feeds.text import Word, normalise, strip_clitics, words
from feeds.wordlists import STOP_WORDS

_JOINED = re.compile(r"[\s'’‘`´.\-‐‑–־]{1,3}\Z")  # what may stand between two parts of a name
_INITIAL = re.compile(r"\.\s+\Z")
_ENDINGS = ("ами", "ого", "ому", "ом", "ым", "ем", "ой", "ей", "ою", "а", "у", "е", "ы", "и", "я")
_COMMON = frozenset(
    normalise(word)
    for language in ("en", "fr", "de", "ru")
    for word in STOP_WORDS[language].split()
)
Looks = tuple[str, Script, bool, tuple[str, ...]]  # folded, script, capital, keys


@lru_cache(maxsize=100_000)
def looks_of(word: str) -> Looks:
    """A word folded, its script, whether it begins with a capital, and its keys.

    Arabic and Hebrew have no capitals: there every word counts as one. Clitics and Russian
    endings are tried without, too.
    """
    folded, script = normalise(word), script_of(word)
    consonantal = script in ("arabic", "hebrew")
    if script == "" or not (consonantal or word[0].isupper()):
        return folded, script, False, ()
    forms = [word]
    if consonantal:
        forms += [form for form in strip_clitics(folded) if len(form) > 2]
    elif script == "cyrillic":
        stems = (folded.removesuffix(ending) for ending in _ENDINGS if folded.endswith(ending))
        forms += [stem for stem in stems if len(stem) > 2]
    elif folded in _COMMON:
        forms = []
    return folded, script, True, tuple(dict.fromkeys(k for f in forms for k in name_keys(f)))


@dataclass(frozen=True)
class Read:
    """A text cut into words, with what each looks like."""

    text: str

    @cached_property
    def words(self) -> list[Word]:
        """The words in order."""
        return words(self.text)

    @cached_property
    def looks(self) -> list[Looks]:
        """What each word looks like."""
        return [looks_of(word.text) for word in self.words]

    def joined(self, n: int) -> bool:
        """Whether word n follows the one before it as parts of a name do."""
        before, here = self.words[n - 1], self.words[n]
        between = self.text[before.end : here.start]
        if between == " ":
            return True
        return bool(_JOINED.match(between)) and (
            not _INITIAL.search(between) or len(before.text) == 1
        )

    def loose(self, n: int) -> bool:
        """Whether a word only joins others: al, bin."""
        return self.looks[n][0] in LOOSE

    def father(self, n: int) -> bool:
        """Whether a word makes a kunya of the next: Abu, Umm."""
        return self.looks[n][0] in FATHERS

    def title(self, n: int) -> bool:
        """Whether a word is a title: General, الوزير."""
        return self.looks[n][0] in TITLES

    def surface(self, start: int, end: int) -> str:
        """The text from word start to word end, the last not included."""
        return self.text[self.words[start].start : self.words[end - 1].end]
