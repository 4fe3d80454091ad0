"""No correction silently says the opposite of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.corrections.groups import constraints_of, parts_of
from feeds.errors import SelectionError
from feeds.model import Correction


def refuse_clash(standing: Sequence[Correction], new: Correction) -> None:
    """SelectionError where a new pin joins what was parted, or a part divides what was pinned;
    it names the earlier corrections in the way and how to take them back."""
    pair = _clash([*standing, new])
    if pair is None:
        return
    said = "parted" if new.kind == "pin" else "pinned together"
    against = _in_the_way([c for c in standing if c.kind in ("pin", "part")], new)
    undo = "; ".join(f"coverline correct undo {c.id}" for c in against)
    raise SelectionError(
        f"story:{pair[0]} and story:{pair[1]} were {said} before:"
        f" {'; '.join(_told(c) for c in against)}.",
        f"Nothing was changed. To say the opposite, take that back first: {undo}",
    )


def _clash(corrections: Sequence[Correction]) -> tuple[str, str] | None:
    """Two stories that would be together and apart at once."""
    constraints = constraints_of(corrections)
    parted = parts_of(corrections)
    return next((pair for pair in parted if pair[1] in constraints.pinned(pair[0])), None)


def _in_the_way(held: Sequence[Correction], new: Correction) -> list[Correction]:
    """What has to go so that the new one fits: the newest that does it alone, else all needed."""
    others = [c for c in held if c.kind != new.kind][::-1]
    for correction in others:
        if _clash([*(c for c in held if c is not correction), new]) is None:
            return [correction]
    going: list[Correction] = []
    for correction in others:
        going.append(correction)
        if _clash([*(c for c in held if c not in going), new]) is None:
            break
    needed = [c for c in going if _clash([*(k for k in held if k not in going or k is c), new])]
    return needed or going


def _told(correction: Correction) -> str:
    note = f", “{correction.note}”" if correction.note else ""
    return f"correction {correction.id} by {correction.author}, {correction.at:%-d %b %Y}{note}"
