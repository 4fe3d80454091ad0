"""Who is cited beside what a person read: python -m tests.bench.citations [--wrong]

Items of the two streams in English (title and summary) and Arabic (title, without its signs),
labelled by one person (tests/cases/citing/read.tsv: hashes of links, offsets, ids): a first 150,
a second 60, a third 104 and a fourth 50, half of them about the region and three in four with
some word of citing. The words were chosen on the first. Figures for the others before their own
mistakes had been looked into: second, English precision 1.00, recall .67 (9 labels), Arabic .67
and .33 (12); third, English .69 and .41 (22), Arabic .86 and .48 (25); fourth, with what the third
taught, English 1.00 and 1.00 (7), Arabic .78 and .70 (10).
A source is an outlet, agency, ministry or other public body, monitor, channel, or an unnamed
official or medium that a text names for what it says; persons and countries are none. An id that
differs still counts as found.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from feeds.citing import Citer
from feeds.citing.sources import offices
from feeds.model import Outlet
from feeds.subjects import load_subject
from feeds.urls import host_of
from tests.bench.archive import read_items
from tests.bench.read_by_hand import Found, compared, items, read

READ = "citing/read.tsv"


def found_in(read_items: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, str], list[Found]]:
    """What the finder sees, by (hash of link, place)."""
    subject = load_subject("syria")
    citer = Citer(subject.outlets, (*subject.sources, *offices()))
    found: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
    for key, item in read_items.items():
        by = outlet_of(item["link"], subject.outlets)
        for place in ("title", "summary"):
            for one in citer.find(item[place] or "", item["lang"] or "", by):
                found[key, place].append(Found(one.start, one.end, one.source_id))
    return dict(found)


def outlet_of(link: str, outlets: Sequence[Outlet]) -> str:
    """The outlet with a feed on the host of a link, "" where none has."""
    host = host_of(link).removeprefix("www.")
    for outlet in outlets:
        if any(host_of(feed.url).removeprefix("www.") == host for feed in outlet.feeds):
            return outlet.id
    return ""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="print what was wrong or missed")
    options = parser.parse_args(arguments)
    labels, parts = read(READ)
    known = items(read_items(), parts)
    found = found_in(known)
    for part in sorted(set(parts.values())):
        for language in ("en", "ar"):
            keys = {
                k for k, item in known.items() if parts[k] == part and item["lang"][:2] == language
            }
            score, told = compared(
                [one for one in labels if one.link in keys],
                {place: some for place, some in found.items() if place[0] in keys},
                strict=False,
            )
            print(f"{part} {language}, {len(keys)} items: {score.told()}")
            for line in told if options.wrong else ():
                print("  ", line, "|", known[line.split()[1]][line.split()[2]])


if __name__ == "__main__":
    main()
