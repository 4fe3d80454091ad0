"""What a search means, and what is said of one that means nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import QueryError
from feeds.query import Either, Query, Words, parse


def word(text: str, start: bool = False) -> Words:
    return Words(((text,),), start)


def told(query: Query | None) -> str:
    """A query with every bracket written."""
    if query is None:
        return ""
    if isinstance(query, Words):
        return "_".join(query.forms[0]) + "*" * query.start
    inner = " ".join(map(told, query.parts))
    if isinstance(query, Either):
        return f"(or {inner})"
    out = f" not {' '.join(map(told, query.without))}" if query.without else ""
    return f"(and {inner}{out})"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("harbour", "harbour"),
        ("Harbour STRIKE", "(and harbour strike)"),
        ("harbour AND strike", "(and harbour strike)"),
        ("harbour OR strike", "(or harbour strike)"),
        ("a OR b c", "(or a (and b c))"),
        ("(a OR b) c", "(and (or a b) c)"),
        ("a NOT b", "(and a not b)"),
        ("a -b", "(and a not b)"),
        ("-b a", "(and a not b)"),
        ("a -(b OR c)", "(and a not (or b c))"),
        ('a -"b c"', "(and a not b_c)"),
        ('"north quay" opens', "(and north_quay opens)"),
        ("“north quay”", "north_quay"),
        ("«north quay»", "north_quay"),
        ("al-Hassan", "al_hassan"),
        ("Kelmor's", "kelmor_s"),
        ("a and b or c", "(and a and b or c)"),
        ("a – b & c", "(and a b c)"),
        ("harb*", "harb*"),
        ("((a))", "a"),
        ("", ""),
        ("   ", ""),
        ("Île Çelik", "(and ile celik)"),
    ],
)
def test_a_search_is_read(text: str, meaning: str) -> None:
    assert told(parse(text)) == meaning


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ('quay "north', "quote", 6),
        ("quay (north", "open", 6),
        ("quay) north", "closed", 5),
        ("quay AND", "nothing", 6),
        ("OR quay", "nothing", 1),
        ("a AND OR b", "nothing", 7),
        ("()", "nothing", 2),
        ("NOT quay", "only-not", 1),
        ("a OR -b", "only-not", 6),
        ("NOT NOT a", "nothing", 5),
        ("a b*", "star", 3),
        ("– & !", "wordless", 1),
        ("(" * 25 + "a" + ")" * 25, "deep", 21),
        ("a" * 501, "long", 500),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, kind: str, at: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.kind, caught.value.at) == (kind, at)
    assert caught.value.hint


@given(st.text(alphabet='ab "()-*“«»”ANDORT سوال\n', max_size=40))
def test_whatever_is_typed_is_read_or_refused_in_words(text: str) -> None:
    at = 1
    try:
        parse(text)
    except QueryError as error:
        at = error.at
    assert 1 <= at <= len(text) + 1


def test_a_long_phrase_is_tried_in_a_bounded_number_of_forms() -> None:
    found = parse('"سوريا وروسيا وتركيا ولبنان والعراق"')
    assert isinstance(found, Words)
    assert 1 < len(found.forms) <= 64
