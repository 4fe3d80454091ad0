"""One story weighed against another again, as placing did it: in the window as it then was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feeds.cluster import serial
from feeds.cluster.features import tell
from feeds.cluster.nearest import Compared
from feeds.cluster.score import crowding, explain
from feeds.cluster.sketches import sketch
from feeds.cluster.vectors import unpack, whole
from feeds.cluster.window import Asked, Window
from feeds.model import Story

CROWD = "crowd"  # beside the signals: what a busy window takes off
Part = tuple[str, float, float]  # signal, its value, what it adds to the log-odds


@dataclass(frozen=True, slots=True)
class Weighed:
    """What placing made of the later of two stories against the earlier one.

    `crowd` is the number of stories in the window; `counted` how many of them were read again to
    tell rare from usual. `compared` is False where placing never set the two side by side: then
    this is what it would have said. `standing` where an outlet uses one headline day after day, or
    one form of words.
    """

    later: str
    parts: tuple[Part, ...]  # they add up to `odds`
    odds: float
    crowd: int
    counted: int
    compared: bool
    standing: bool

    @property
    def left_out(self) -> int:
        """Stories of the window that were not read again: rare may then be told a little off."""
        return self.crowd - self.counted


def weigh(
    later: Story,
    earlier: Story,
    before: Sequence[Story],
    vectors: Mapping[str, bytes],
    crowd: int,
) -> Weighed:
    """`before` are the stories placed before the later one, of the 72 hours before it, `crowd` of
    them in all; both stories need a vector."""
    asked = _asked(later, vectors[later.id])
    window = Window(len(asked.steps))
    window.advance(later.first_seen_at.timestamp())
    held = [s for s in before if s.id in vectors and s.id != later.id and window.covers(s)]
    for story in held:
        window.add(_asked(story, vectors[story.id]), story.event_id or story.id)
    standing = earlier.id in window.slot_of and _event(window, earlier) in window.standing(later)
    slot = window.slot_of.get(earlier.id)
    compared = slot is not None and bool(window.joinable[slot])
    if slot is None:
        slot = window.add(_asked(earlier, vectors[earlier.id]), earlier.event_id or earlier.id)
    found = Compared(window, asked, crowd)
    found.look_at([slot])
    parts = (*explain(found.row(slot)), (CROWD, float(crowd), -crowding(crowd)))
    standing = standing or serial.days_before(window, later, [slot])
    return Weighed(later.id, parts, found.odds[slot], crowd, len(held), compared, standing)


def _asked(story: Story, packed: bytes) -> Asked:
    steps = whole(unpack(packed))
    return Asked(story, tell(story), steps, sketch(steps[None])[0])


def _event(window: Window, story: Story) -> str:
    return window.story(window.slot_of[story.id]).event_id
