"""Where a text names its source: "according to …", "… reported", نقلا عن, … göre.

A name alone is no citation: words of citing must stand at it, with nothing between but what
such phrases hold (a report by the newspaper …). Names that are also ordinary words count only
where they are plainly meant. Ministries and officials speak; only who publishes has reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from feeds.citing.houses import houses, slug
from feeds.citing.marking import marker
from feeds.citing.scene import Named, Scene
from feeds.footers import without_footer
from feeds.model import KnownSource, Outlet, SourceKind
from feeds.phrases import KEPT, Hit, PhraseIndex, phrase
from feeds.text import normalise, strip_clitics

APART = 2  # words between an official and the body that he speaks for
LONGEST = 4000  # characters looked at: a title and a summary, no whole article
_WORD = re.compile(
    "[^\\W_](?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0670\u200c\u200d])*"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source named at text[start:end]; `marker` are the words that say that it is one.

    `outlet_id` is "" where the house is not watched. `editions` are all outlets that the name
    may mean, e.g. the Arabic and the English one. `source_id` stays when a house is watched.
    """

    outlet_id: str
    marker: str
    start: int
    end: int
    name: str
    editions: tuple[str, ...] = ()
    source_id: str = ""
    kind: SourceKind = "outlet"


def citations(text: str, language: str, outlets: Sequence[Outlet], by: str = "") -> list[Citation]:
    """The outlets that a text names as its source, in order; never `by`, whose text it is.

    For many texts make one `Citer`, which this does for each tuple of outlets.
    """
    return _citer(tuple(outlets)).find(text, language, by)


class Citer:
    """Finds citations of the outlets of one store, of other well-known ones, and of sources."""

    def __init__(self, outlets: Sequence[Outlet], sources: Sequence[KnownSource] = ()) -> None:
        named = [
            phrase(form, Named(house, common))
            for house in houses(outlets, sources)
            for forms, common in ((house.forms, False), (house.common, True))
            for form in forms
        ]
        self._names = PhraseIndex(named)
        self._longest = frozenset(max(name.parts, key=len) for name in named)
        self._telling: dict[str, bool] = {}  # words met, and whether one is the longest of a name

    def find(self, text: str, language: str, by: str = "") -> list[Citation]:
        """The sources that a text names, in order; never `by`, whose text it is."""
        text, language = without_footer(text[:LONGEST]), language.partition("-")[0]
        named = _longest(self._names.find(text, language)) if self._may_name(text) else []
        if not named:
            return []
        scene = Scene(text, language, named)
        marked = [(hit, words) for hit in named if (words := marker(scene, hit))]
        found = [_citation(scene, *one) for one in marked if not _stands_in(one[0], marked)]
        return [one for one in found if not (by and by in one.editions)]

    def _may_name(self, text: str) -> bool:
        """Whether the text holds the longest word of any name; most hold none, and end here."""
        met = _WORD.findall(text)
        try:
            return any(map(self._telling.__getitem__, met))
        except KeyError:
            self._learn(met)
        return any(map(self._telling.__getitem__, met))

    def _learn(self, met: Sequence[str]) -> None:
        if len(self._telling) > KEPT:
            self._telling.clear()
        for word in met:
            if word not in self._telling:
                forms = strip_clitics(normalise(word))
                self._telling[word] = not self._longest.isdisjoint(forms)


def _citation(scene: Scene, hit: Hit[Named], words: str) -> Citation:
    house = hit.phrase.about.house
    start, end = scene.words[hit.start].start, scene.words[hit.end - 1].end
    land = scene.land(hit) if house.office else ""
    return Citation(
        outlet_id=house.outlet_for(scene.language),
        marker=words,
        start=start,
        end=end,
        name=f"{house.name} ({land})" if land else house.name,
        editions=tuple(outlet_id for outlet_id, _ in house.editions),
        source_id=f"{house.id}-{slug(land)}" if land else house.id,
        kind=house.kind,
    )


def _stands_in(hit: Hit[Named], marked: Sequence[tuple[Hit[Named], str]]) -> bool:
    """Whether an unnamed official speaks for a body named right there: an army spokesman."""
    if hit.phrase.about.house.kind != "official":
        return False
    return any(
        other is not hit
        and other.phrase.about.house.kind in ("ministry", "monitor")
        and max(other.start - hit.end, hit.start - other.end) <= APART
        for other, _ in marked
    )


def _longest(hits: Sequence[Hit[Named]]) -> list[Hit[Named]]:
    """Without what lies inside a longer name; hits come the longest first at each place."""
    kept: list[Hit[Named]] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@lru_cache(maxsize=4)
def _citer(outlets: tuple[Outlet, ...]) -> Citer:
    return Citer(outlets)
