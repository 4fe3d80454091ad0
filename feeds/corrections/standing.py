"""Which corrections stand: those that no later one took back."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.corrections.ids import split_id
from feeds.errors import SelectionError
from feeds.model import Correction


def standing(corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections that hold today, oldest first, without the undoing ones themselves."""
    gone = undone(corrections)
    return [c for c in corrections if c.kind != "undo" and c.id not in gone]


def undone(corrections: Sequence[Correction]) -> dict[int, Correction]:
    """What took a correction back, by the number of the one taken back."""
    return {int(split_id(c.target)[1]): c for c in corrections if c.kind == "undo"}


def to_undo(corrections: Sequence[Correction], number: int) -> Correction:
    """The correction of a number that can still be taken back; SelectionError where none can."""
    found = next((c for c in corrections if c.id == number), None)
    if found is None:
        raise SelectionError(
            f"There is no correction {number}.", "`coverline correct list` shows them."
        )
    if found.kind == "undo":
        what = split_id(found.target)[1]
        raise SelectionError(
            f"Correction {number} took back correction {what}.", "To have that again, say it anew."
        )
    if number in (gone := undone(corrections)):
        raise SelectionError(
            f"Correction {number} was taken back already, by correction {gone[number].id}.",
            "There is nothing left to undo.",
        )
    return found
