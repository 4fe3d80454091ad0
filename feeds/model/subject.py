"""What is watched: outlets and their feeds, groupings, topics."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from feeds.model.citing import KnownSource
from feeds.model.framing import Concept

Scope = Literal["all", "front", "section", "query"]
ScopeClass = Literal["all", "section", "query"]  # a front page stands for the whole outlet


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about an outlet with its source, e.g. who owns it and since when."""

    value: str
    source: str
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """One polled URL of an outlet."""

    id: str
    outlet_id: str
    url: str
    language: str
    edition: str = ""
    scope: Scope = "all"
    enabled: bool = True
    terms: str = ""
    note: str = ""
    proxy: str = ""  # address of its proxy, "" for the settings', "direct" for none
    categories: tuple[str, ...] = ()  # in OPML: folders, ending in a slash, and categories
    page: str = ""  # the web page that a list gave for it
    title: str = ""  # what a list called it

    @property
    def scope_class(self) -> ScopeClass:
        """The class of feeds that its coverage may be compared with."""
        return "all" if self.scope == "front" else self.scope


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. `owner` and `alignment` are histories, oldest first."""

    id: str
    name: str
    native_name: str
    kind: str
    country: str
    languages: tuple[str, ...]
    zone: str
    owner: tuple[Claim, ...] = ()
    alignment: tuple[Claim, ...] = ()
    feeds: tuple[Feed, ...] = ()

    def alignment_on(self, day: date) -> str:
        """The alignment in force on a day, or `unknown`."""
        return _in_force(self.alignment, day)

    def owner_on(self, day: date) -> str:
        """The owner in force on a day, or `unknown`."""
        return _in_force(self.owner, day)


def _in_force(history: tuple[Claim, ...], day: date) -> str:
    held = [claim for claim in history if claim.valid_from is None or claim.valid_from <= day]
    return held[-1].value if held else "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """Outlets shown together. `where` maps an outlet field (alignment, country, kind,
    owner, language, outlet) to the values that match; all fields must match."""

    id: str
    label: str
    label_ar: str
    where: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """At most seven groups; an outlet belongs to the first that matches, else to `rest`."""

    id: str
    label: str
    label_ar: str
    groups: tuple[Group, ...]

    def group_of(self, outlet: Outlet, day: date) -> str:
        """The id of the outlet's group on a day, or `rest`."""
        facts = {
            "alignment": {outlet.alignment_on(day)},
            "owner": {outlet.owner_on(day)},
            "country": {outlet.country},
            "kind": {outlet.kind},
            "language": set(outlet.languages),
            "outlet": {outlet.id},
        }
        for group in self.groups:
            if all(facts[name] & set(values) for name, values in group.where.items()):
                return group.id
        return "rest"


@dataclass(frozen=True, slots=True)
class Topic:
    """A standing subject that holds events, with what names it in text, by language.

    `terms`, `local`, `weak`, `faint` and `excluded` map a language code to phrases; `names` maps a
    canonical English name (person, place or group) to all its spellings in any script, and
    `passing` lists those of them that stories of any topic speak of. `local`, `weak` and
    `faint` phrases count only beside one of `anchors`, the words that place a story in the subject;
    `elsewhere` names what it is not about, `home` the countries and top-level domains whose
    outlets leave the anchor out. These three are the same for all topics of a subject.
    """

    id: str
    label: str
    label_ar: str
    terms: dict[str, tuple[str, ...]]
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weak: dict[str, tuple[str, ...]] = field(default_factory=dict)
    local: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faint: dict[str, tuple[str, ...]] = field(default_factory=dict)
    passing: tuple[str, ...] = ()
    anchors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: dict[str, tuple[str, ...]] = field(default_factory=dict)
    home: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownName:
    """A person, place or group of the subject, with spellings in any script; more are found."""

    name: str  # as it is shown
    kind: Literal["person", "place", "group", "unknown"]
    spellings: tuple[str, ...]
    governorate: str = ""  # of a place


@dataclass(frozen=True, slots=True)
class MeasuredRecall:
    """Of `read` stories in a language that people put on a topic, its words find `found`."""

    topic: str
    language: str
    read: int
    found: int
    chosen_with: bool = False  # the topic's words were chosen with these stories at hand


@dataclass(frozen=True, slots=True)
class Subject:
    """What one store watches: outlets, groupings, topics, names, sources without a feed, the
    frames between which outlets choose, and how many stories the topics' words find.

    `beside` are the further subjects of the same store, their topics' ids begun with their own.
    """

    id: str
    label: str
    label_ar: str
    zone: str
    outlets: tuple[Outlet, ...]
    groupings: tuple[Grouping, ...]
    topics: tuple[Topic, ...]
    synthetic: bool = False
    names: tuple[KnownName, ...] = ()
    sources: tuple[KnownSource, ...] = ()
    frames: tuple[Concept, ...] = ()
    recall: tuple[MeasuredRecall, ...] = ()
    beside: tuple[Subject, ...] = ()
