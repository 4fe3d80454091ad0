"""The sentence round a place in a text, which is the evidence that a reader is shown."""

from __future__ import annotations

import re
from functools import lru_cache

# "U.S. troops", "Gen. Dalla", "Jan. 2": a stop after so little ends no sentence.
_END = re.compile(r"(?:[!?؟…]|\.(?=[\s\"»”’)\]]*(?:\s|$)))[\"»”’)\]]*\s+(?![a-z\s])|\n+")
_SHORT = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Gen|Gov|Sen|Rep|Lt|Col|Maj|Sgt|St|No|vs|Jan|Feb|Mar|Apr"
    r"|Aug|Sept?|Oct|Nov|Dec|Prof|Jr|Sr))\.$"
)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds text[start:end] begins and ends."""
    ends = _ends(text)
    first = max((at for at in ends if at <= start), default=0)
    last = min((at for at in ends if at >= end), default=len(text))
    return first, first + len(text[first:last].rstrip())


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[int, ...]:
    """Where sentences end and the next ones begin."""
    found = (hit for hit in _END.finditer(text) if not _SHORT.search(text[: hit.start() + 1][-8:]))
    return (*(hit.end() for hit in found if hit.start()), len(text))
