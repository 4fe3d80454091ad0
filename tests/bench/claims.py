"""The figures that stories give beside what a person read: python -m tests.bench.claims [--wrong]

Items of the two streams in English and Arabic that hold a number and a word of killing, injuring
or arrest, drawn at random and labelled by one person (tests/cases/claims/read.tsv: hashes of
links, offsets, measures with the least number): a first 150, on which the words were chosen, and
a second 60. Figures for the second before its own mistakes had been looked into: English
precision .90, recall .93 (30 labels), Arabic .90 and .90 (20).
A figure is right where its measure and its number are: "some 25" may be 23 to 27. A noun alone
(مقتل طفل) is one, in Arabic.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from feeds.claims import Figure, figures
from tests.bench.archive import read_items
from tests.bench.read_by_hand import Found, Label, compared, items, read

READ = "claims/read.tsv"


def found_in(
    read_items: Mapping[str, Mapping[str, Any]], labels: Sequence[Label]
) -> dict[tuple[str, str], list[Found]]:
    """What is found, by (hash of link, place), under the label that it answers to."""
    held: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        held[label.link, label.place].append(label)
    found: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
    for key, item in read_items.items():
        for place in ("title", "summary"):
            for one in figures(item[place] or "", item["lang"] or ""):
                name = named(one, held[key, place])
                found[key, place].append(Found(one.start, one.end, name))
    return dict(found)


def named(one: Figure, labels: Sequence[Label]) -> str:
    """The label at a figure that it agrees with; else the figure's own."""
    for label in labels:
        measure, number = label.label.split()
        inside = one.low <= int(number) and (one.high is None or int(number) <= one.high)
        near = one.high is not None or one.low - int(number) in (0, 1)  # "more than 40" is 41
        past = one.qualifier == "more-than" and one.low == int(number) + 1
        here = one.start < label.end and label.start < one.end
        if here and measure == one.measure and ((inside and near) or past):
            return label.label
    return f"{one.measure} {one.low}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="print what was wrong or missed")
    options = parser.parse_args(arguments)
    labels, parts = read(READ)
    known = items(read_items(), parts)
    found = found_in(known, labels)
    for part in sorted(set(parts.values())):
        for language in ("en", "ar"):
            keys = {
                k for k, item in known.items() if parts[k] == part and item["lang"][:2] == language
            }
            score, told = compared(
                [one for one in labels if one.link in keys],
                {place: some for place, some in found.items() if place[0] in keys},
                strict=True,
            )
            print(f"{part} {language}, {len(keys)} items: {score.told()}")
            for line in told if options.wrong else ():
                print("  ", line, "|", known[line.split()[1]][line.split()[2]])


if __name__ == "__main__":
    main()
