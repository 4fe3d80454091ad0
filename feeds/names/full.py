"""Full names compared: parts in any order, titles and particles off, middle parts may miss."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from feeds.names.compounds import joined, without_apostrophes
from feeds.names.keys import name_keys
from feeds.names.likeness import token_likeness
from feeds.names.spelling import ARTICLES, table
from feeds.names.vowels import clash
from feeds.text import normalise, written_words

ENOUGH = 0.5  # likeness of a part from which it is the same part
LONGEST = 6  # parts; a longer text is no name
SKIPPED = 0.95  # what a missing middle part leaves of the likeness
REORDERED = 0.9
ONE_PART = 0.4  # a family name alone may be anybody's of the family

_FATHERS = frozenset(table("abu abou abo ebu ebû abi أبو ابو أبي ابي абу אבו umm um oum أم ام умм"))
_SONS = frozenset(table("ibn bin ben bint ould بن ابن بنت ибн бин бен בן"))
_TITLES = frozenset(
    table(
        "governor gov senator sen rep premier pm chancellor kanzler prezydent chairman"
        " envoy ambassador judge justice pope king queen emir mayor officer sergeant"
        " general gen brigadier major maj colonel col lieutenant lt captain capt commander"
        " president minister prime foreign defence defense interior sheikh shaykh sheik şeyh"
        " cheikh scheich sayyid sayed dr mr mrs ms sir prince mufti haj hajj pasha général colonel"
        " président ministre präsident minister başkan bakan bakanı cumhurbaşkanı tümgeneral"
        " генерал президент министр полковник шейх"
        " العميد عميد اللواء لواء العقيد عقيد الرئيس رئيس الوزير وزير الشيخ شيخ الدكتور دكتور السيد"
        " الحاج القائد الفريق المقدم الرائد النقيب المبعوث النائب القاضي المفتي الجنرال السفير"
        " האלוף הגנרל הנשיא השר שייח"
    )
)
TITLES = frozenset(normalise(word) for word in _TITLES)
FATHERS = frozenset(normalise(word) for word in _FATHERS)
SONS = frozenset(normalise(word) for word in _SONS)
LOOSE = frozenset(normalise(word) for word in ARTICLES) | SONS


class Part(NamedTuple):
    """A part of a name: its token, and whether it names by a child (Abu Muhammad)."""

    token: str
    kunya: bool


@lru_cache(maxsize=20_000)
def parts_of(name: str) -> tuple[Part, ...]:
    """The parts that tell, in order: no titles, articles or bin; Abu goes with what follows."""
    return _parts(written_words(name))


@lru_cache(maxsize=20_000)
def whole_parts_of(name: str) -> tuple[Part, ...]:
    """The parts of a name with Abdul Rahman, Nasr Allah and Ra'ed in one, as others write them."""
    tokens = written_words(without_apostrophes(name))
    return _parts(joined(tokens, LOOSE))


def _parts(tokens: Sequence[str]) -> tuple[Part, ...]:
    found: list[Part] = []
    kunya = False
    for token in tokens:
        folded = normalise(token)
        if folded in FATHERS:
            kunya = True
        elif folded in LOOSE or (folded in TITLES and not found and not kunya):
            continue
        else:
            found.append(Part(token, kunya))
            kunya = False
    return tuple(found)


def same_person(a: str, b: str) -> float:
    """How far two full names, in any scripts, name one person: 0 to 1, same from 0.5.

    First and family name have to be there in both; what stands between may miss in one of them.
    """
    one, other = whole_parts_of(a), whole_parts_of(b)
    if not one or not other or max(len(one), len(other)) > LONGEST:
        return 0.0
    if len(one) > len(other):
        one, other = other, one
    best = _in_order(one, other)
    if len(one) == 1:
        return best if len(other) == 1 else min(best, ONE_PART)
    if best < ENOUGH and len(one) == len(other):
        turned = (_in_order(order, other) for order in permutations(one))
        best = max(best, REORDERED * max(turned))
    return best


def _in_order(one: Sequence[Part], other: Sequence[Part]) -> float:
    """The likeness of the least alike part; the shorter name's parts in order in the longer."""
    ends = alike(one[-1], other[-1])
    if len(one) == 1 or ends < ENOUGH:
        return ends
    place, least = 0, ends
    for number, part in enumerate(one[:-1]):
        last = 1 if number == 0 else len(other) - 1
        found = next(
            (
                (n, likeness)
                for n in range(place, max(last, place + 1))
                if n < len(other) - 1 and (likeness := alike(part, other[n])) >= ENOUGH
            ),
            None,
        )
        if found is None:
            return 0.0
        place, least = found[0] + 1, min(least, found[1])
    return float(least * SKIPPED ** (len(other) - len(one)))


def alike(one: Part, other: Part) -> float:
    """How far two parts are spellings of one: 0 to 1, same from ENOUGH."""
    if one.kunya != other.kunya:
        return 0.0
    shared = set(name_keys(one.token)) & set(name_keys(other.token))
    # Without a key in common vowels alone decide, and they may be anybody's.
    if not shared or clash(one.token, other.token):
        return 0.0
    return token_likeness(one.token, other.token)
