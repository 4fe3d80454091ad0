"""Ids with their prefix, as corrections hold them: `story:…`, `event:…`, `topic:…`."""

from __future__ import annotations

from collections.abc import Iterable

from feeds.model import Correction


def prefixed(kind: str, *ids: str) -> str:
    """`story:a story:b` of a kind and its ids."""
    return " ".join(f"{kind}:{name}" for name in ids)


def split_id(word: str) -> tuple[str, str]:
    """(kind, id) of one prefixed id; kind "" where it has no prefix."""
    kind, colon, name = word.partition(":")
    return (kind, name) if colon else ("", word)


def stories_in(correction: Correction) -> tuple[str, ...]:
    """The stories that a pin, a part or a reprint names, each once, in order."""
    words = [*correction.target.split(), *correction.value.split()]
    return tuple(dict.fromkeys(_of_kind("story", words)))


def _of_kind(wanted: str, words: Iterable[str]) -> Iterable[str]:
    return (name for kind, name in map(split_id, words) if kind == wanted)
