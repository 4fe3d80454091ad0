"""Stories that never part, and the parts that are made of them by how alike they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from feeds.cluster.constraints import Constraints
from feeds.cluster.features import Numbers
from feeds.cluster.window import Window

Parts = list[list[int]]  # places in an event, in order of arrival


def kin_of(window: Window, slots: Sequence[int], rules: Constraints) -> dict[int, list[int]]:
    """Stories that never part, by the first of them: reprints with their origin, pinned ones."""
    head_of: dict[str, int] = {}
    found: dict[int, list[int]] = {}
    for slot in slots:
        story = window.story(slot)
        kin = (story.id, story.copy_of or story.id, *sorted(rules.pinned(story.id)))
        known = dict.fromkeys(head_of[name] for name in kin if name in head_of)
        head, *more = [*known, slot] if known else [slot]
        for other in (each for each in more if each in found):
            found[head] += found.pop(other)
            head_of.update((name, head) for name, at in head_of.items() if at == other)
        found.setdefault(head, []).append(slot)
        head_of.update(dict.fromkeys(kin, head))
    return found


def linked(links: Numbers, parts: Parts, least: float, fewest: int = 1) -> Parts:
    """Average linkage of parts, down to a link of `least` or to so few: places, each part's in
    order of joining. The places of one part have the same links to all others."""
    found = [list(part) for part in parts]
    heads = [part[0] for part in parts]
    links = links[np.ix_(heads, heads)]
    np.fill_diagonal(links, -np.inf)
    while len(found) > fewest:
        one, other = sorted(divmod(int(np.argmax(links)), len(found)))
        if links[one, other] < least:
            break
        sizes = len(found[one]), len(found[other])
        joined = np.average(links[[one, other]], axis=0, weights=sizes)
        links[one], links[:, one] = joined, joined
        links = np.delete(np.delete(links, other, 0), other, 1)
        links[one, one] = -np.inf
        found[one] += found.pop(other)
    return found
