"""Whether a later event goes on from an earlier one, in which way, and what says so.

Two events are tied by what both tell of that few others do, by headlines that share it, and by
meaning. Then words tell the kind: a story that names an outlet of the earlier event as its
source cites it, a headline denies or reacts, and where nothing says more the event follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import exp, sqrt

from feeds.model import EventLink, LinkKind, Mention
from feeds.threads.serials import instalments
from feeds.threads.shelf import USUAL, Shelved
from feeds.threads.stance import STANCES
from feeds.threads.told import Told, as_written, parts_of

LEAST = 6.0  # tie of two events that follow one another by their words alone
LESS = 0.5  # what a source, a time or an answer in words takes off that
FIRST = 1.5  # what naming the very outlet takes off that was first with the earlier event
TYPICAL = 5.0  # rarity of a feature on a shelf of some thousand events
SHARED, COSINE, MEANING, HEADLINE = 0.05, 8.0, 3.0, 0.15  # weights, from pairs read by hand
MEANT = 0.4  # least likeness in meaning of two events that are one story
HEADED = 3.5  # rarity above the usual that headlines of both must share
OWN = 2.5  # that the story itself must share which shows the kind
APART = 6 * 3600.0  # seconds; sooner, two events that are alike are likelier one
FEW = 8  # features of which an event is held to tell at least, so that one name ties nothing
TOLD = 4  # shared words that are told


@dataclass(frozen=True, slots=True)
class Tie:
    """How much two events have in common, and how much each shared thing says.

    `worth` is by feature, in order of neither event; `headed` is what headlines of both share.
    """

    strength: float
    headed: float
    worth: Mapping[str, float]

    def of(self, features: Iterable[str]) -> float:
        """What of it a story tells itself."""
        return sum(self.worth.get(feature, 0.0) for feature in features)


@dataclass(frozen=True, slots=True)
class _Sign:
    """What in a story shows that its event goes on from the earlier one."""

    kind: LinkKind
    told: Told
    words: str = ""
    worth: float = 0.0  # what it takes off the tie that is asked for


NONE = Tie(0.0, 0.0, {})


def tie(later: Shelved, earlier: Shelved, rarity: Callable[[str], float]) -> Tie:
    """How much two events have in common, from nothing upwards."""
    ours, theirs = later.features, earlier.features
    rare = {feature: rarity(feature) for feature in ours if feature in theirs}
    parts = {feature: parts_of(feature) for feature in rare}
    worth = {f: parts[f] * (value - USUAL) for f, value in rare.items() if value > USUAL}
    if not worth or (alike := likeness(later, earlier)) < MEANT:
        return NONE
    headed = sum(worth[f] for f in worth if ours[f] and theirs[f])
    lengths = (TYPICAL**2 * _size(later, earlier)) * (TYPICAL**2 * _size(earlier, later))
    strength = (
        SHARED * sum(worth.values())
        + HEADLINE * headed
        + COSINE * sum(parts[f] * value * value for f, value in rare.items()) / sqrt(lengths)
        + MEANING * alike
    )
    return Tie(strength, headed, worth)


def _size(one: Shelved, other: Shelved) -> int:
    """How much an event tells that the other could tell, too: what only its own language has
    sets two events in two languages not apart."""
    alike = sum(size for kind, size in one.sizes.items() if kind in other.sizes or kind == "name")
    return max(alike, FEW)


def likeness(one: Shelved, other: Shelved) -> float:
    """The cosine of two events' meaning."""
    a, b = one.centre.astype(float), other.centre.astype(float)
    return float(a @ b) / max(sqrt(float(a @ a) * float(b @ b)), 1e-9)


def tied(one: Shelved, other: Shelved, rarity: Callable[[str], float]) -> bool:
    """Whether two events may be of one thread."""
    found = tie(one, other, rarity)
    return found.strength >= LEAST - LESS and found.headed >= HEADED


def links(later: Shelved, earlier: Shelved, rarity: Callable[[str], float]) -> list[EventLink]:
    """The links from a later event to an earlier one, none where they are not tied: at most one
    that follows, reacts or denies, and one that cites."""
    found = tie(later, earlier, rarity)
    if found.strength < LEAST - FIRST or instalments(later, earlier):
        return []
    goes_on = _going_on(later, earlier, found) if found.headed >= HEADED else None
    cited = max(_cited(later, earlier, found), key=lambda sign: sign.worth, default=None)
    signs = [sign for sign in (goes_on, cited) if sign]
    return [
        _link(sign, found, later, earlier) for sign in signs if found.strength >= LEAST - sign.worth
    ]


def _going_on(later: Shelved, earlier: Shelved, found: Tie) -> _Sign | None:
    """How an event goes on from one that it shares headline words with."""
    if answer := next(_answered(later, earlier, found), None):
        return answer
    if later.first_at - earlier.first_at < APART:
        return None
    if spoken := next(_spoken_of(later, earlier, found), None):
        return spoken
    # One outlet's columns and series share their words day after day: that alone says nothing.
    several = len(later.outlets.keys() | earlier.outlets.keys()) > 1
    return _Sign("follows", later.stories[0]) if several else None


def _cited(later: Shelved, earlier: Shelved, found: Tie) -> Iterator[_Sign]:
    """Stories that name an outlet as their source which had the earlier event before them."""
    first = min(earlier.outlets.values())
    for told in later.stories:
        for source in told.sources if found.of(told.features) >= OWN else ():
            held = [earlier.outlets[name] for name in source.editions if name in earlier.outlets]
            if held and min(held) < told.at and told.outlet_id not in source.editions:
                said = f"names {source.name} as its source (“{source.marker}”)"
                yield _Sign("cites", told, said, FIRST if min(held) == first else LESS)


def _answered(later: Shelved, earlier: Shelved, found: Tie) -> Iterator[_Sign]:
    """Headlines that deny or react, a denial first, unless the earlier event did so too."""
    had = {said[0] for told in earlier.stories if (said := told.stance())}
    for stance in STANCES:
        for told in later.stories:
            said = told.stance()
            if said and said[0] == stance and stance not in had:
                own = told.features[: told.in_title]
                if found.of(f for f in own if earlier.features.get(f)) >= OWN:
                    yield _Sign(stance, told, f"says “{said[1]}”", LESS)


def _spoken_of(later: Shelved, earlier: Shelved, found: Tie) -> Iterator[_Sign]:
    """Stories that speak of the time at which the earlier event was news."""
    for told in later.stories:
        for mention in told.times() if found.of(told.features) >= OWN else ():
            if _within(mention, earlier.first_at) and not _within(mention, later.first_at):
                yield _Sign("follows", told, f"says “{mention.words}”", LESS)


def _within(mention: Mention, at: float) -> bool:
    return mention.from_at.timestamp() <= at < mention.to_at.timestamp()


def _link(sign: _Sign, found: Tie, later: Shelved, earlier: Shelved) -> EventLink:
    score = 1 / (1 + exp(LEAST - found.strength - sign.worth))
    says = f" {sign.words} and" if sign.words else ""
    evidence = (
        f"story:{sign.told.story_id}{says} shares with story:{earlier.stories[0].story_id}"
        f" what few others tell: {', '.join(_rarest(found, later, earlier))}"
    )
    at = datetime.fromtimestamp(sign.told.at, UTC)
    return EventLink(later.id, earlier.id, sign.kind, round(score, 4), evidence, at)


def _rarest(found: Tie, later: Shelved, earlier: Shelved) -> list[str]:
    """What two events share, as a headline writes it: what both headlines have first."""

    def order(feature: str) -> tuple[bool, float, str]:
        headed = later.features[feature] and earlier.features[feature]
        return not headed, -found.worth[feature], feature

    rarest = sorted(found.worth, key=order)[:TOLD]
    written = {
        feature: word
        for told in reversed((*later.stories, *earlier.stories))
        for feature, word in as_written(told).items()
    }
    return [written.get(feature, feature.partition(":")[2]) for feature in rarest]
