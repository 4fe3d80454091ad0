"""What a picture carries with it: all that is needed to draw it again, and to tell whether it is
the one that was drawn."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from dashboard.export.presets import LEAST, MOST
from dashboard.tongue import LANGS
from feeds.errors import ExportError
from feeds.store.protocol import Store

FORM = 1  # of these facts; a later form may hold others
NO_PICTURE = "This is no picture that Coverline made."


@dataclass(frozen=True, slots=True)
class Proof:
    """The facts in a picture's metadata.

    `selection` says exactly what was asked (see `asked.as_facts`), `query` the same as the
    dashboard's address has it ("" where no page shows it). `cutoff` is the last poll that was
    known, `as_of` the instant that was asked for ("" for none), both ISO 8601 in UTC. `data` is
    the SHA-256 of the table that is drawn, `table` that table, packed; `store` tells stores
    apart. `drawn_by` names the program that drew the picture. `base` and `panel` are those of its
    Manner; pictures of earlier versions tell nothing of them and have neither.
    """

    figure: str
    selection: dict[str, Any]
    query: str
    cutoff: str
    as_of: str
    subject: str
    store: str
    data: str
    version: str
    preset: str
    scale: float
    lang: str
    drawn_by: str
    table: str
    form: int = FORM
    base: str = ""
    panel: bool = False

    def text(self) -> str:
        """One line of JSON, its keys in order."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=True)

    def known_at(self) -> datetime:
        """The instant up to which the picture tells what was known."""
        return datetime.fromisoformat(self.as_of or self.cutoff)


def parsed(text: str) -> Proof:
    """The facts of a metadata text, or ExportError where it is none of ours."""
    try:
        held = {"base": "", "panel": False, **json.loads(text)}
        if held.get("form") != FORM:
            raise ExportError(
                f"The picture's facts have the form {held.get('form')}, not {FORM}.",
                "Another version of Coverline made it: verify it with that one.",
            )
        proof = Proof(**{field.name: held[field.name] for field in fields(Proof)})
        _check(proof)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExportError("The facts that the file carries cannot be read.") from error
    return proof


def _check(proof: Proof) -> None:
    """ValueError or TypeError where a value is none that Coverline writes."""
    texts = (getattr(proof, field.name) for field in fields(Proof) if field.type == "str")
    if not all(isinstance(text, str) for text in texts) or not isinstance(proof.selection, dict):
        raise TypeError
    if not isinstance(proof.panel, bool):
        raise TypeError
    if proof.lang not in LANGS or not LEAST <= float(proof.scale) <= MOST:
        raise ValueError
    if proof.known_at().tzinfo is None:
        raise ValueError


def store_id(store: Store) -> str:
    """Tells a store from others: its subject and first poll, which nothing changes later on, so
    that a copy or a rebuilt store has the same."""
    span = store.span()
    first = span[0].isoformat() if span else ""
    parts = (store.meta("kind") or "", store.meta("subject") or "", first)
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
