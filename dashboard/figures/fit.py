"""The room that a figure is drawn into: a width, and a height where the paper has one."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 1150
ROOMY = 600  # pixels of a sheet
NARROW, MORE_FOOT = 420, 18  # a phone's sheet, whose source line takes more lines
FOOT = 92  # pixels below a drawing for ticks and the source line


@dataclass(frozen=True, slots=True)
class Fit:
    """Pixels of a sheet; without a `height` the figure is as high as what it shows."""

    width: int = WIDTH
    height: int | None = None

    @property
    def roomy(self) -> bool:
        """Whether a row is high enough for words inside it; on a card they would hide its name."""
        return self.height is None or self.height >= ROOMY

    def lanes(
        self, wanted: int, around: float, usual: int, least: int, most: int
    ) -> tuple[int, int]:
        """(how many, each how high) of so many lanes beside `around` pixels of other things."""
        if self.height is None:
            return wanted, usual
        room = max(0, int(self.height - around))
        count = max(1, min(wanted, room // least))
        return count, max(least, min(most, room // count))

    def foot(self, top: int, inner: int, usual: int = FOOT) -> int:
        """Pixels below a drawing: the usual ones, or what is left of the sheet's height."""
        usual += MORE_FOOT if self.width < NARROW else 0
        return usual if self.height is None else max(usual, self.height - top - inner)


def beside(left: int, letter: float = 6.8) -> int:
    """How many letters a label in a margin of so many pixels has room for."""
    return max(6, int((left - 10) / letter))
