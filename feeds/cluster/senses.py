"""Words of many languages that mean nearly the same, so that headlines in two of them share some.

What a word means is told by the sentence vectors' model: tests/bench/senses.py puts the words that
it knows whole into groups of like meaning, a line each in senses.tsv. A word that is written alike
in two languages has one meaning here, that of the language in which the model met it most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from feeds.text import strip_clitics

_SENSES = Path(__file__).with_name("senses.tsv")


def senses(folded: Iterable[str]) -> Iterator[str]:
    """Ids such as `%312` of what folded words mean, in their order; of most words none is known."""
    return filter(None, map(_of_word, folded))


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> str:
    known = _known()
    return next((known[form] for form in strip_clitics(word) if form in known), "")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    lines = _SENSES.read_text("utf-8").splitlines()
    return {word: f"%{at}" for at, line in enumerate(lines) for word in line.split("\t")}
