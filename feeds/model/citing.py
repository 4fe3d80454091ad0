"""Who is cited: the sources of a subject, and where a story names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

# ministry: also an army, the police or another public body. official: an official, or a source
# close to one, who is not named. media: newspapers or broadcasters that are not named.
SourceKind = Literal["outlet", "agency", "ministry", "monitor", "channel", "official", "media"]
SOURCE_KINDS: tuple[SourceKind, ...] = (
    "outlet",
    "agency",
    "ministry",
    "monitor",
    "channel",
    "official",
    "media",
)


@dataclass(frozen=True, slots=True)
class KnownSource:
    """Who may be cited without having a feed here, with names in any script.

    `common` names are also ordinary words. An `office` exists in every country: it is told
    apart by the country that is named beside it.
    """

    id: str
    name: str
    kind: SourceKind
    forms: tuple[str, ...]
    common: tuple[str, ...] = ()
    office: bool = False


class CitedSource(NamedTuple):
    """A source that a story names at [start, end) of its title or summary.

    `marker` are the words of citing; [sentence_start, sentence_end) is the evidence.
    """

    story_id: str
    place: Literal["title", "summary"]
    start: int
    end: int
    source_id: str
    name: str
    kind: SourceKind
    marker: str
    sentence_start: int
    sentence_end: int
