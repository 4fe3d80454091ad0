"""What happens in the invented country, and when: drawn from the bank for a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from feeds.demo.bank import Kind


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: the truth behind an event."""

    id: str
    kind: str
    topic_id: str  # "" for what belongs to no topic
    at: datetime
    place: str
    n: int
    m: int
    leader: str  # outlet that had it first
    follows: str = ""  # id of the happening it came out of


def happenings(kinds: tuple[Kind, ...], midnight: datetime, rng: Random) -> tuple[Happening, ...]:
    """Every happening in order of time."""
    drawn = [happening for kind in kinds for happening in _of_kind(kind, midnight, rng)]
    drawn.sort(key=lambda happening: (happening.at, happening.id))
    causes = {kind.id: kind.follows for kind in kinds}
    return tuple(_linked(happening, causes[happening.kind], drawn) for happening in drawn)


def _of_kind(kind: Kind, midnight: datetime, rng: Random) -> list[Happening]:
    first, last = kind.days
    step = (last - first) / kind.times
    places = rng.sample(kind.places, len(kind.places))
    return [
        Happening(
            id=f"{kind.id}-{number + 1}",
            kind=kind.id,
            topic_id=kind.topic,
            at=midnight + timedelta(minutes=round(1440 * _day(first + number * step, step, rng))),
            place=places[number % len(places)],
            n=rng.randint(*kind.n),
            m=rng.randint(*kind.m),
            leader=rng.choice(kind.leaders),
        )
        for number in range(kind.times)
    ]


def _day(start: float, step: float, rng: Random) -> float:
    """A day with its fraction: as scripted where there is no room, else by day, not by night."""
    if not step:
        return start
    return int(start + step * rng.uniform(0.1, 0.9)) + rng.uniform(0.2, 0.75)


def _linked(happening: Happening, cause: str, all_drawn: list[Happening]) -> Happening:
    earlier = [h for h in all_drawn if h.kind == cause and h.at < happening.at]
    return replace(happening, follows=earlier[-1].id) if earlier else happening
