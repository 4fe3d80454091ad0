"""The form of real stories beside what a person read: python -m tests.bench.form [--wrong]

200 stories of the streams, chosen so that each form is there (tests/cases/identity/forms-read.tsv:
hashes of links, and forms): 80 that an earlier version called live, opinion or round-up, 70 news
that hold a word such marks use, 50 other news. Figures are of that choice, not of all news, of
which nineteen in twenty are plain. A page of a newsletter or of a broadcast's list counts as a
round-up, a post of a live page as live.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import get_args

from feeds.model import Form, Story
from tests.bench.archive import read_stories

READ = Path(__file__).parents[1] / "cases" / "identity" / "forms-read.tsv"


def read_forms() -> dict[str, str]:
    """What people read, by hash of link."""
    with READ.open(encoding="utf-8", newline="") as lines:
        return {row["link"]: row["form"] for row in csv.DictReader(lines, delimiter="\t")}


def hash_of(link: str) -> str:
    """A name of a story that tells nothing of what it says."""
    return sha256(link.encode()).hexdigest()[:16]


def judged(stories: Iterable[Story], read: Mapping[str, str]) -> list[tuple[Story, str]]:
    """The stories that people have read, with their form."""
    return [(one, read[key]) for one in stories if (key := hash_of(one.link)) in read]


def scores(pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[float, int]]:
    """(F1, n) by form, of (found, read) pairs."""
    found, read = Counter(f for f, _ in pairs), Counter(r for _, r in pairs)
    right = Counter(f for f, r in pairs if f == r)
    return {
        form: (2 * right[form] / max(found[form] + read[form], 1), read[form])
        for form in get_args(Form)
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="print what was taken for another")
    options = parser.parse_args(arguments)
    known = judged(read_stories(), read_forms())
    pairs = [(story.form, form) for story, form in known]
    right = sum(found == form for found, form in pairs)
    print(f"accuracy {right / len(pairs):.3f}, n {len(pairs)}")
    for form, (f1, n) in scores(pairs).items():
        print(f"{form}: F1 {f1:.3f}, n {n}")
    for story, form in known if options.wrong else ():
        if story.form != form:
            print(f"{form}, taken for {story.form}: {story.title} | {story.url}")


if __name__ == "__main__":
    main()
