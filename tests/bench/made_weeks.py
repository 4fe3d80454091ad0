"""A store as a desk has it after nine weeks, of any size, with texts that say something.

    python -m tests.bench.made_weeks STORE.db [--stories 100000]

The made month of tests.bench.made_month, nine weeks long and on the topics of a bundled subject,
its outlets dealt out among the groups. The stories of an event share words; some give figures,
cite one another's outlets or name a thing in one of the bundled wordings. All is invented.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from feeds.model import Claim, Outlet, Subject
from feeds.sourcing import Sourcer
from feeds.store import open_store
from feeds.subjects import load_subject
from tests.bench.made_month import OUTLETS, month, outlets

SUBJECT, DAYS, STORIES = "syria", 63, 100_000
EVERY = 50_000  # stories given texts at once
PLACES = (
    "the northern harbour",
    "the old bridge",
    "the grain market",
    "the river towns",
    "the eastern road",
    "the hill villages",
    "the customs house",
    "the salt works",
)
DEEDS = ("shelling", "talks", "an ambush", "a handover", "protests", "a raid", "a convoy")
SAID = "{source} reported that {thing} were behind it."
GAVE = "At least {dead} people were killed and {hurt} wounded, residents said."
REST = (
    "Shops stayed shut for a second day and the road was closed to lorries, while both sides"
    " accused each other of having broken what had been agreed in the spring."
)


def weeks(path: Path, stories: int = STORIES) -> None:
    """Make the store."""
    subject = load_subject(SUBJECT)
    month(path, stories, DAYS, [topic.id for topic in subject.topics])
    _written(path, subject)
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.set_meta("subject", SUBJECT)
        store.save_outlets(_grouped(subject))
        Sourcer(store, replace(subject, outlets=tuple(store.outlets()))).catch_up()


def _grouped(subject: Subject) -> list[Outlet]:
    """The made outlets, called by names that can be cited, one in eight of no group."""
    sides = [group.where["alignment"][0] for group in subject.groupings[0].groups]
    found = []
    for number, outlet in enumerate(outlets()):
        side = sides[number % (len(sides) + 1)] if number % (len(sides) + 1) < len(sides) else ""
        claims = (Claim(side, "made"),) if side else ()
        found.append(replace(outlet, name=_name(number), alignment=claims))
    return found


def _name(number: int) -> str:
    return f"Harbour Post {number}"


def _written(path: Path, subject: Subject) -> None:
    """Give every story a headline and a summary in English."""
    things = [term.rstrip("*") for concept in subject.frames for frame in concept.frames
              for term in frame.terms.get("en", ())]  # fmt: skip
    with closing(sqlite3.connect(path)) as conn:
        ids = conn.execute("SELECT id, event_id FROM stories ORDER BY id").fetchall()
        draw = np.random.default_rng(13)
        for first in range(0, len(ids), EVERY):
            texts = _texts(draw, ids[first : first + EVERY], things)
            change = "UPDATE stories SET title = ?, summary = ?, language = 'en' WHERE id = ?"
            conn.executemany(change, texts)
        names = "UPDATE events SET label = 'Event ' || substr(id, 6) || ': ' || ?"
        conn.execute(names, (f"{DEEDS[0]} near {PLACES[0]}",))
        conn.commit()


def _texts(
    draw: np.random.Generator, ids: Sequence[tuple[str, str]], things: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    dice = draw.integers(1, 1_000_000, (len(ids), 4)).tolist()
    for (story, event), (one, two, three, four) in zip(ids, dice, strict=True):
        of = int(event.removeprefix("event"))
        place, deed = PLACES[of % len(PLACES)], DEEDS[of // 8 % len(DEEDS)]
        title = f"Day {of % 60 + 1}: {deed} near {place} in district {of % 997}"
        gave = GAVE.format(dead=2 + one % 9, hurt=10 + two % 30) if one % 3 == 0 else ""
        named = {"source": _name(three % OUTLETS), "thing": things[four % len(things)]}
        said = SAID.format(**named) if four % 4 == 0 else ""
        yield title, " ".join(text for text in (gave, said, REST) if text), story


def main() -> None:
    """Make the store where it is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--stories", type=int, default=STORIES)
    options = parser.parse_args()
    weeks(options.path, options.stories)
    print(f"{options.stories:,} stories of {DAYS} days stand in {options.path}")


if __name__ == "__main__":
    main()
