"""Names of which a few words spell some parts, in any script: for who looks one up (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from feeds.names.full import ENOUGH, Part, alike, parts_of
from feeds.names.keys import name_keys


class Sounding:
    """Looks names up by the keys of their parts."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` by id."""
        self._parts = {name_id: parts_of(name) for name_id, name in names.items()}
        self._carry: defaultdict[str, set[str]] = defaultdict(set)
        for name_id, parts in self._parts.items():
            for key in (key for part in parts for key in name_keys(part.token)):
                self._carry[key].add(name_id)

    def of(self, text: str) -> set[str]:
        """Ids of the names in which every part of the text is spelled by one of theirs."""
        wanted = parts_of(text)
        found = [self._carrying(part) for part in wanted]
        return set.intersection(*found) if found else set()

    def _carrying(self, part: Part) -> set[str]:
        near = {name_id for key in name_keys(part.token) for name_id in self._carry.get(key, ())}
        return {
            name_id
            for name_id in near
            if any(alike(part, other) >= ENOUGH for other in self._parts[name_id])
        }
