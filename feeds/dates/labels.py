"""`Published:`, `نشر في`, `Обновлено`: what stands before a date and says whose it is."""

from __future__ import annotations

import re

from feeds.dates.tongues import ALL, any_of, forms


def _any(labels: list[str]) -> str:
    return any_of({word for label in labels for word in forms(label)})


_LABEL = re.compile(
    rf"(?:^|(?<=[\s|,;(\[>-]))(?:(?P<updated>{_any([t.updated for t in ALL])})"
    rf"|(?P<published>{_any([t.published for t in ALL])}))(?=[\s:]|$)[\s:|-]*"
)
_EDGES = " \t|,;:([<>-"


def unlabelled(folded: str) -> str:
    """The part of a string that dates the publication, else the update; without its label.

    Where a date stands before the first label, it is the publication's.
    """
    labels = list(_LABEL.finditer(folded))
    if not labels:
        return folded
    ends = [label.start() for label in labels[1:]] + [len(folded)]
    parts = [(label, folded[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    first = folded[: labels[0].start()]
    if any(letter.isdecimal() for letter in first):
        return first.rstrip(_EDGES)
    said = [(label["published"], text) for label, text in parts if text.strip(_EDGES)]
    best = next((text for published, text in said if published), said[0][1] if said else "")
    return best.rstrip(_EDGES)
