"""What a selection asks of the packed counts, in their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from feeds.coverage.picking import Asked, Held, flags
from feeds.coverage.places import governorates
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.coverage.summing import quarters, summed, summed_between
from feeds.coverage.tallying import Rowed, kinds_told, places, sizes, tallied
from feeds.errors import SelectionError
from feeds.store.counts import scopes
from feeds.store.counts.facts import quarter
from feeds.store.counts.hour_rows import Flags
from feeds.store.counts.numbers import Kind
from feeds.store.protocol import Store
from feeds.store.types import micros

MOST_EVENTS = 50
BY_STORY = ("event", "name", "place")  # rows that are told by the stories alone


def by_story(selection: Selection) -> bool:
    """Whether the stories themselves are to be looked at, not only their counts."""
    apart = selection.events or selection.names or selection.as_of
    return bool(apart) or selection.rows in BY_STORY


def asked(store: Store, selection: Selection, held: Held) -> Asked:
    """The stories that the selection is about: on its topics, any where it names none, or of
    its events."""
    whole = everything(selection, held)
    events = _numbered(store, "event", selection.events) if selection.events else None
    carried = store.carrying(selection.names).values() if selection.names else ()
    return replace(
        whole,
        kinds=_about(selection, whole.kinds),
        events=events,
        stories=flags(np.concatenate(list(carried))) if selection.names else None,
    )


def everything(selection: Selection, held: Held) -> Asked:
    """All stories that these are a part of, whatever their topic, event or names."""
    masks = set(scopes.masks(selection.compared) if selection.compared else scopes.EVERY)
    languages, forms = set(selection.languages), set(selection.forms)

    def fits(kind: Kind) -> bool:
        told = (not languages or kind.language in languages) and (not forms or kind.form in forms)
        return told and kind.scopes in masks

    wanted = set(selection.outlets)
    outlets = [number for number, name in held.outlets.items() if name in wanted]
    return Asked(selection.counting == "reporting", fits, flags(outlets) if wanted else None)


def _about(selection: Selection, fits: Callable[[Kind], bool]) -> Callable[[Kind], bool]:
    topics, any_topic = set(selection.topics), not selection.events

    def about(kind: Kind) -> bool:
        on = set(kind.topic_ids.split())
        return fits(kind) and bool(on & topics if topics else on or not any_topic)

    return about


def rowed(store: Store, selection: Selection, held: Held) -> Rowed:
    """The rows of the selection."""
    if selection.rows == "topic":
        return _topics(selection, held)
    if selection.rows == "event":
        numbers = store.numbers([f"event:{name}" for name in selection.events])
        found = {name.partition(":")[2]: number for name, number in numbers.items()}
        rows = sorted(found)
        return Rowed(tuple(rows), "event", places([found[name] for name in rows]))
    if selection.rows in ("name", "place"):
        return _names(store, wanted_names(store, selection))
    return whole_rows(store, selection, held)


def whole_rows(store: Store, selection: Selection, held: Held) -> Rowed:
    """The rows that part all stories; one without a name where they do not."""
    if selection.rows in ("language", "form"):
        return _placed("kind", {n: getattr(k, selection.rows) for n, k in held.kinds.items()})
    if selection.rows == "outlet":
        return _placed("outlet", held.outlets)
    if selection.rows == "country":
        countries = {outlet.id: outlet.country for outlet in outlets_of(store)}
        return _placed("outlet", {n: countries[name] for n, name in held.outlets.items()})
    return _placed("outlet", dict.fromkeys(held.outlets, ""))


def _placed(by: str, rows: Mapping[int, str]) -> Rowed:
    """Rows that are given by number."""
    known = sorted(set(rows.values()))
    found = np.full(max(rows, default=0) + 1, -1, dtype=np.int64)
    found[list(rows)] = [known.index(row) for row in rows.values()]
    return Rowed(tuple(known), "kind" if by == "kind" else "outlet", found)


def _topics(selection: Selection, held: Held) -> Rowed:
    on = {number: set(kind.topic_ids.split()) for number, kind in held.kinds.items()}
    rows = sorted(set(selection.topics) or set().union(*on.values()))
    most = max(held.kinds, default=0)
    members = [flags([n for n, topics in on.items() if row in topics], most) for row in rows]
    return Rowed(tuple(rows), "kind", None, tuple(members))


def wanted_names(store: Store, selection: Selection) -> Mapping[str, list[str]]:
    """The ids of the names of each row."""
    if selection.rows == "place":
        rows: dict[str, list[str]] = {}
        for name, place in sorted(governorates(store).items()):
            rows.setdefault(place, []).append(name)
        return rows
    if not selection.names:
        raise SelectionError(
            "Rows by name need the names to count.", "`coverline names` lists those there are."
        )
    return {name: [name] for name in selection.names}


def _names(store: Store, rows: Mapping[str, list[str]]) -> Rowed:
    carried = store.carrying([name for names in rows.values() for name in names])
    known = sorted(rows)
    members = [flags(np.concatenate([carried[name] for name in rows[row]])) for row in known]
    return Rowed(tuple(known), "story", None, tuple(members))


def _numbered(store: Store, prefix: str, names: Sequence[str]) -> Flags:
    return flags(list(store.numbers([f"{prefix}:{name}" for name in names]).values()))


def largest_events(store: Store, selection: Selection, held: Held) -> tuple[str, ...]:
    """The events of most stories that are asked for; of as many those that began first."""
    told = asked(store, selection, held)
    about = everything(selection, held) if not selection.topics else told
    found = sizes(held, replace(told, kinds=about.kinds))
    found[0] = 0
    if not found.any():
        return ()
    least = max(1, int(np.sort(found)[-MOST_EVENTS:][0]))
    ids = {n: name.partition(":")[2] for n, name in _ids(store, found >= least).items()}
    began = {event.id: event.first_at for event in store.events(set(ids.values())).values()}
    order = sorted(ids, key=lambda n: (-found[n], began[ids[n]], ids[n]))
    return tuple(ids[number] for number in order[:MOST_EVENTS])


def _ids(store: Store, which: Flags) -> dict[int, str]:
    return store.numbered(np.flatnonzero(which).tolist())


def outlet_totals(store: Store, selection: Selection, start: datetime) -> dict[str, int]:
    """All stories from `start`, in whole quarters of an hour, to the end of the selection's bins
    that feeds of its class carried, by outlet."""
    cut, begin = quarters(selection), quarter(micros(start))
    if begin != cut[0]:
        cut = np.array([begin, cut[-1]], dtype=np.int64)
    held = summed_between(store, selection.clock, cut)
    plain = replace(selection, rows="outlet", outlets=(), languages=(), forms=())
    rows = whole_rows(store, plain, held)
    told = tallied(held, everything(plain, held), rows, cut[[0, -1]])
    return dict(zip([told.outlets[place] for place in told.outlet], told.n.tolist(), strict=True))


def topics_told(store: Store, selection: Selection) -> list[str]:
    """The topics of the stories that feeds of the selection's class carried, in order."""
    held = summed(store, selection)
    fits = everything(replace(selection, languages=(), forms=()), held).kinds
    kinds = [held.kinds[number] for number in kinds_told(held)]
    return sorted({topic for kind in kinds if fits(kind) for topic in kind.topic_ids.split()})
