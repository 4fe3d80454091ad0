"""The frames of a subject as one book: what texts use of it, packed to be kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from struct import Struct

from feeds.frames.finding import FrameFinder
from feeds.model.framing import Concept

RECORD = Struct("<HBII")  # place in `pairs`, marks, start and end in the text
SUMMARY, QUOTED = 1, 2  # marks; a use is in the title where the first is not set
_FINDS = 1  # another number wherever FrameFinder finds otherwise in the same text


class FrameBook:
    """Some concepts: `pairs` of (concept, frame), the frame "" where a concept is only mentioned,
    and a `mark` that is another wherever a text may be found to use others."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.finder = FrameFinder(concepts)
        self.pairs = tuple(
            (concept.id, name)
            for concept in concepts
            for name in ("", *(frame.id for frame in concept.frames))
        )
        self.mark = _mark(concepts)
        self._places = {pair: place for place, pair in enumerate(self.pairs)}

    def packed(self, title: str, summary: str, language: str) -> bytes:
        """The uses in a story's texts, a RECORD each."""
        return b"".join(
            RECORD.pack(
                self._places[use.concept, use.frame],
                mark | (QUOTED if use.quoted else 0),
                use.start,
                use.end,
            )
            for mark, text in ((0, title), (SUMMARY, summary))
            for use in self.finder.find(text, language)
        )


def _mark(concepts: Sequence[Concept]) -> str:
    words = [
        (
            concept.id,
            [(frame.id, frame.terms, frame.weak) for frame in concept.frames],
            (concept.mentions, concept.beside, concept.excluded),
        )
        for concept in concepts
    ]
    told = json.dumps((_FINDS, words), ensure_ascii=False, sort_keys=True)
    return blake2b(told.encode(), digest_size=8).hexdigest()
