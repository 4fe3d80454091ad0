"""Who belongs together and who does not, from pins and parts: pins reach on, parts follow them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from feeds.corrections.ids import stories_in
from feeds.model import Correction

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Groups:
    """Story ids: `whole` has each pinned story's group with itself, `apart` those parted from
    it; what `feeds.cluster` calls Constraints."""

    whole: Mapping[str, frozenset[str]] = field(default_factory=dict)
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def named(self) -> frozenset[str]:
        """Ids of all stories that a pin or a part speaks of."""
        return frozenset(self.whole) | frozenset(self.apart)

    def pinned(self, story_id: str) -> frozenset[str]:
        """The other stories that belong in one event with it."""
        return self.whole.get(story_id, NOBODY) - {story_id}

    def parted(self, one: str, other: str) -> bool:
        """Whether two stories are never in one event."""
        return other in self.apart.get(one, NOBODY)


def constraints_of(standing: Sequence[Correction]) -> Groups:
    """What standing pins and parts come to: if A belongs with B and B with C, then A with C; and
    who is parted from one is parted from all of its group."""
    whole = _joined([stories_in(c) for c in standing if c.kind == "pin"])
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in parts_of(standing):
        left, right = (whole.get(name, frozenset({name})) for name in (one, other))
        for name in left:
            apart[name] |= right
        for name in right:
            apart[name] |= left
    return Groups(whole, {name: frozenset(others) for name, others in apart.items()})


def parts_of(standing: Sequence[Correction]) -> Iterator[tuple[str, str]]:
    """Every pair of stories that was parted."""
    for correction in standing:
        if correction.kind == "part":
            yield from combinations(stories_in(correction), 2)


def _joined(pins: Sequence[Sequence[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for names in pins:
        group = set(names).union(*(found.get(name, ()) for name in names))
        for name in group:
            found[name] = group
    return {name: frozenset(group) for name, group in found.items()}
