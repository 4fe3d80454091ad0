"""Where the places lie that stories name."""

from __future__ import annotations

from functools import lru_cache

from feeds.errors import SelectionError
from feeds.names.gazetteer import name_id
from feeds.store.protocol import Store
from feeds.subjects import load_subject


def governorates(store: Store) -> dict[str, str]:
    """Governorate by name id, for the known places of the store's subject."""
    subject = store.meta("subject") or ""
    found = _of(subject) if subject else {}
    if not found:
        raise SelectionError(
            "The subject of this store knows no places.",
            "Add [place] tables to its names.toml, or choose other rows.",
        )
    return found


@lru_cache(maxsize=4)
def _of(subject: str) -> dict[str, str]:
    names = load_subject(subject).names
    return {name_id(known.name): known.governorate for known in names if known.governorate}
