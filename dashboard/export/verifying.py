"""Whether a picture is what Coverline drew, and what changed in the store since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from dashboard import canonical
from dashboard.data import Desk
from dashboard.export import comparing
from dashboard.export.asked import from_facts
from dashboard.export.carrying import Carried, read, sealed
from dashboard.export.picture import Picture, subject_of, title_of
from dashboard.export.proof import Proof, store_id
from dashboard.figure_more import NothingToDraw
from dashboard.printer import Draws
from feeds import coverage
from feeds.coverage import Selection
from feeds.errors import ExportError
from feeds.opening import further_subjects, tellings
from feeds.store.protocol import Store

MOST_STORIES = 1_000_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `genuine`: the file shows what was known at its cut-off, pixel by pixel;
    `current`: the store says the same today."""

    proof: Proof
    genuine: bool
    current: bool
    lines: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """Nothing was touched and nothing changed."""
        return self.genuine and self.current


def verify(path: Path, store: Store, printer: Draws) -> Verdict:
    """Draw a picture again from the store and compare; ExportError where the file is none of
    Coverline's or was drawn from another store."""
    held = read(path)
    store = _seen(store, held.proof.subject)
    _check_store(held.proof, store)
    desk = Desk(store, subject_of(store))
    selection = from_facts(held.proof.selection, desk.subject())
    now = _drawn(desk, selection, held.proof)
    then = now if _same(now, held.proof) else _drawn(desk, _then(selection, held.proof), held.proof)
    touched = _picture(held, then, printer)
    facts = _facts(held.proof, then)
    since = _since(desk, selection, held.proof, then, now)
    lines = [_genuine(held, touched, facts), *touched, *facts, *since]
    return Verdict(held.proof, not touched and not facts, not since, tuple(lines))


def _seen(store: Store, subject: str) -> Store:
    """The store as the subject sees it that a picture was drawn for, where it has several."""
    held = tellings(store) if further_subjects(store) else ()
    return next((one.store for one in held if one.name == subject), store)


def _check_store(proof: Proof, store: Store) -> None:
    if proof.store != store_id(store):
        raise ExportError(
            f"The picture was drawn from another store (subject {proof.subject or 'unknown'}).",
            "Name the right one: coverline --store … verify FILE.",
        )


def _same(now: Picture | None, proof: Proof) -> bool:
    """Whether nothing was polled or found since, so that now is then."""
    if now is None or proof.as_of:
        return False
    drawing = now.drawing(proof.preset)
    same = canonical.hashed(canonical.canonical(drawing.table)) == proof.data
    return same and drawing.cutoff == datetime.fromisoformat(proof.cutoff)


def _then(selection: Selection, proof: Proof) -> Selection:
    """The selection as it was known at the cut-off."""
    return replace(selection, as_of=proof.known_at())


def _drawn(desk: Desk, selection: Selection, proof: Proof) -> Picture | None:
    """The picture of a selection; None where there is nothing to draw (any more)."""
    picture = Picture(desk, selection, proof.figure, proof.lang, proof.base, proof.panel)
    try:
        picture.drawing(proof.preset)
    except NothingToDraw:
        return None
    return picture


def _picture(held: Carried, then: Picture | None, printer: Draws) -> list[str]:
    """How the file differs from the picture of what was known at its cut-off."""
    proof = held.proof
    if then is None:
        return ["Of what was known at its cut-off, nothing can be drawn today."]
    drawing = then.drawing(proof.preset)
    image = printer.image(drawing.figure, held.kind, proof.scale, proof.figure)
    anew = sealed(image, held.kind, proof, title_of(drawing))
    found = comparing.pictures(held.kind, held.data, anew)
    if not found:
        return []
    other = [] if printer.maker == proof.drawn_by else [_other_program(proof, printer)]
    return [f"The picture is not the one that is drawn again: {found.words}.", *other]


def _other_program(proof: Proof, printer: Draws) -> str:
    return (
        f"It says that {proof.drawn_by} drew it, and here {printer.maker} draws:"
        " letters and edges may differ for that alone. The tables do not depend on it."
    )


def _facts(proof: Proof, then: Picture | None) -> list[str]:
    """Whether the numbers that the file carries are those of the store at its cut-off."""
    carried = canonical.unpacked(proof.table) if proof.table else ""
    if carried and canonical.hashed(carried) != proof.data:
        return ["The numbers that the file carries are not those that its hash was made of."]
    if then is None:
        return []
    text = canonical.canonical(then.drawing(proof.preset).table)
    if canonical.hashed(text) == proof.data:
        return []
    if not carried:
        return ["The store gives other numbers for what was known at its cut-off."]
    found = comparing.tables(canonical.read(carried), canonical.read(text))
    return [
        f"The store gives other numbers for what was known at its cut-off: {found.words()}."
        " They were changed in the file, or the store was derived anew with other rules."
    ]


def _since(
    desk: Desk, selection: Selection, proof: Proof, then: Picture | None, now: Picture | None
) -> list[str]:
    """What the store says otherwise today than at the cut-off."""
    if then is None or now is None:
        return [] if then is now else ["Today there is nothing to draw of this selection."]
    before, after = (
        canonical.canonical(picture.drawing(proof.preset).table) for picture in (then, now)
    )
    moved = _moved(desk.store, then.drawing(proof.preset).asked, proof)
    if before == after:
        return []
    found = comparing.tables(canonical.read(before), canonical.read(after))
    why = f" Stories since: {moved}." if moved else ""
    return [f"Since {_at(proof)} the numbers have changed: {found.words()}.{why}"]


def _moved(store: Store, asked: Selection, proof: Proof) -> str:
    """What became of the selection's stories since the cut-off."""
    every = replace(asked, counting="reach")
    tables_then_and_now: list[pd.DataFrame] = [
        coverage.stories(store, replace(every, as_of=at), limit=MOST_STORIES)
        for at in (proof.known_at(), None)
    ]
    return comparing.stories(*tables_then_and_now).words()


def _genuine(held: Carried, touched: list[str], facts: list[str]) -> str:
    proof = held.proof
    what = f"{proof.figure} of {proof.subject}, {_at(proof)}, by Coverline {proof.version}"
    if touched or facts:
        return f"NOT as drawn: {what}."
    return f"As drawn: {what}; pixels and numbers are those that were known then."


def _at(proof: Proof) -> str:
    return f"{proof.known_at():%-d %b %Y %H:%M} UTC"
