"""Who belongs together and who does not, as placing is told it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from feeds.cluster.constraints import Constraints
from feeds.corrections.ids import stories_in
from feeds.model import Correction


def constraints_of(standing: Sequence[Correction]) -> Constraints:
    """What standing pins and parts come to: pins reach on from story to story, parts follow."""
    return Constraints([stories_in(c) for c in standing if c.kind == "pin"], parts_of(standing))


def parts_of(standing: Sequence[Correction]) -> Iterator[tuple[str, str]]:
    """Every pair of stories that was parted."""
    for correction in standing:
        if correction.kind == "part":
            yield from combinations(stories_in(correction), 2)
