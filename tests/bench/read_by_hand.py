"""Items of the streams that a person read: hashes of links, offsets and labels, no text."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Label:
    """What was read at [start, end) of an item's title or summary."""

    link: str  # its hash
    place: str
    start: int
    end: int
    label: str
    part: str  # first: words were chosen on it; the others: read afterwards, in order


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at [start, end)."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Score:
    """Right, wrong and missed, and of the right ones those with the very label."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    exact: int = 0

    @property
    def precision(self) -> float:
        """Right of what was found."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Found of what is there."""
        return self.right / max(self.right + self.missed, 1)

    def told(self) -> str:
        """In one line."""
        return (
            f"precision {self.precision:.3f}, recall {self.recall:.3f}, "
            f"right {self.right} ({self.exact} to the letter), wrong {self.wrong}, "
            f"missed {self.missed}"
        )


def hash_of(link: str) -> str:
    """A name of an item that tells nothing of what it says."""
    return sha256(link.encode()).hexdigest()[:16]


def read(path: str) -> tuple[list[Label], dict[str, str]]:
    """(labels, part by hash of link of every item that was read, those without a label too)."""
    with (CASES / path).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    labels = [
        Label(r["link"], r["place"], int(r["start"]), int(r["end"]), r["label"], r["part"])
        for r in rows
        if r["place"]
    ]
    return labels, {row["link"]: row["part"] for row in rows}


def items(
    stream: Iterable[Mapping[str, Any]], links: Iterable[str]
) -> dict[str, Mapping[str, Any]]:
    """The items that were read, by hash; the first where a link comes again."""
    wanted, found = set(links), dict[str, Mapping[str, Any]]()
    for item in stream:
        if (key := hash_of(item["link"])) in wanted:
            found.setdefault(key, item)
    return found


def compared(
    labels: Sequence[Label], found: Mapping[tuple[str, str], Sequence[Found]], strict: bool
) -> tuple[Score, list[str]]:
    """The score of what was found by (hash, place), and what was wrong or missed. One label
    answers to one finding that overlaps it; `strict` where the label must be the same."""
    held: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        held[label.link, label.place].append(label)
    score, told = Score(), []
    for key in sorted(found.keys() | held.keys()):
        left = held[key]
        for one in found.get(key, ()):
            match = next(_matching(one, left, strict), None)
            if match is None:
                score.wrong += 1
                told.append(f"wrong {key[0]} {key[1]} {one.start} {one.label}")
                continue
            left = [label for label in left if label is not match]
            score.right += 1
            score.exact += match.label == one.label
        score.missed += len(left)
        told += [f"missed {key[0]} {key[1]} {label.start} {label.label}" for label in left]
    return score, told


def _matching(one: Found, labels: Sequence[Label], strict: bool) -> Iterator[Label]:
    for label in labels:
        here = one.start < label.end and label.start < one.end
        if here and (not strict or label.label == one.label):
            yield label
