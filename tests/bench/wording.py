"""How fast the tables of wording are: python -m tests.bench.wording [--stories N] [--keep STORE]

The made month of tests.bench.made_month, in which the stories of one topic get texts: made words
as often as words of a language are, and in every third text a term of the bundled frames. Each
table is asked for that topic over the whole month; CPU milliseconds, first and again. Frames are
found beforehand, as a pass does that brings stories.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from feeds import coverage
from feeds.coverage.selection import Selection
from feeds.framing import Framer
from feeds.store import Store, open_store
from feeds.subjects import load_subject
from tests.bench.made_month import DAYS, LANGUAGES, START, TOPICS, month

TOPIC = TOPICS[0]
TITLE, SUMMARY = 10, 45  # words
LETTERS = {"ar": "ابتثجحخدرزسشصضطعغفقكلمنهوي", "ku": "abcçdeêfghiîjklmnopqrsştuûvwxyz"}
LETTERS |= {"en": "abcdefghijklmnoprstuvwy", "tr": "abcçdefgğhıijklmnoöprsştuüvyz"}
WORDS = 30_000  # of a language
ROUNDS = 5
Ask = Callable[[Store, Selection], object]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=200_000, help="stories in the month")
    parser.add_argument("--keep", type=Path, help="a store to make, or to use where it is there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "month.db"
        if not path.exists():
            month(path, options.stories)
            print(f"{written(path):,} of {options.stories:,} stories have texts")
        with closing(open_store(f"sqlite:///{path}")) as store:
            store.set_meta("subject", "syria")
            began = time.process_time()
            Framer(store, load_subject("syria")).catch_up(10**9)
            print(f"frames of all stories found in {time.process_time() - began:.0f} s of CPU")
            measure(store)


def measure(store: Store) -> None:
    """A line a table: p50 and p95 of the first time, p50 of the second."""
    outlet = store.outlets()[0].id
    asks: list[tuple[str, Ask]] = [
        ("wording by outlet", coverage.wording),
        ("quotes", lambda held, asked: coverage.quotes(held, asked, "killed")),
        ("log-odds of an outlet", lambda held, asked: coverage.log_odds(held, asked, outlet)),
        ("edits", coverage.edits),
    ]
    coverage.wording(store, replace(asked(0), to_at=START + timedelta(hours=1)))  # frames are read
    print(f"{'table':24} {'first p50':>10} {'p95':>7} {'again p50':>10}")
    for name, ask in asks:
        first, again = [], []
        for number in range(ROUNDS):
            first.append(timed(ask, store, asked(asks.index((name, ask)) * ROUNDS + number)))
            again.append(timed(ask, store, asked(asks.index((name, ask)) * ROUNDS + number)))
        slow = np.quantile(first, 0.95)
        print(
            f"{name:24} {np.median(first):10.0f} {slow:7.0f} {np.median(again):10.0f}", flush=True
        )


def asked(number: int) -> Selection:
    """The topic's month, its end a little earlier each round, so that nothing is remembered."""
    end = START + timedelta(days=DAYS, seconds=-1 - number)
    return Selection(START, end, "Asia/Damascus", rows="outlet", topics=(TOPIC,))


def timed(ask: Ask, store: Store, selection: Selection) -> float:
    """CPU milliseconds."""
    began = time.process_time()
    ask(store, selection)
    return (time.process_time() - began) * 1000


def written(path: Path) -> int:
    """Give the topic's stories texts; how many there are."""
    with closing(sqlite3.connect(path)) as conn:
        query = "SELECT id, language FROM stories JOIN topic_stories ON story_id = id"
        found = conn.execute(f"{query} WHERE topic_id = ? ORDER BY id", (TOPIC,)).fetchall()
        draw = np.random.default_rng(11)
        for language in LANGUAGES:
            ids = [story_id for story_id, spoken in found if spoken == language]
            texts = zip(*(_texts(draw, language, len(ids), size) for size in (TITLE, SUMMARY)),
                        ids, strict=True)  # fmt: skip
            conn.executemany("UPDATE stories SET title = ?, summary = ? WHERE id = ?", texts)
        conn.commit()
    return len(found)


def _texts(draw: np.random.Generator, language: str, count: int, size: int) -> list[str]:
    letters = np.array(list(LETTERS[language]))
    known = ["".join(letters[draw.integers(len(letters), size=n)])
             for n in draw.integers(2, 10, WORDS)]  # fmt: skip
    terms = [
        term.rstrip("*")
        for concept in load_subject("syria").frames
        for frame in concept.frames
        for term in frame.terms.get(language, ())
    ]
    picked = np.minimum(draw.zipf(1.15, (count, size)) - 1, WORDS - 1)
    texts = [[known[word] for word in line] for line in picked.tolist()]
    for text in texts[::3]:
        text.insert(int(draw.integers(size)), terms[int(draw.integers(len(terms)))])
    return [" ".join(text) + "." for text in texts]


if __name__ == "__main__":
    main()
