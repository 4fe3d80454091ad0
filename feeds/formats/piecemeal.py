"""A feed cut into documents of one entry each, for when the whole cannot be read (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

ENTRY = re.compile(r"<(item|entry)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>", re.S | re.I)
OPENING = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^<>]*>", re.I)
PIECES = 500  # each is parsed by itself


def piecemeal(text: str) -> Iterator[str]:
    """The feed once for each of its first entries, with nothing else in it."""
    opening = OPENING.search(text)
    if opening is None:
        return
    head = opening[0]
    name = head[1:].split(maxsplit=1)[0].rstrip(">")
    around = ("<channel>", "</channel>") if name.lower() == "rss" else ("", "")
    for entry in islice(ENTRY.finditer(text, opening.end()), PIECES):
        yield f"{head}{around[0]}{entry[0]}{around[1]}</{name}>"
