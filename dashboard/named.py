"""Names and their stories, told in lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dashboard.explain.instants import short
from dashboard.explain.told import isolated, plain
from dashboard.words import many
from feeds.errors import SelectionError
from feeds.model import NameTally, Subject
from feeds.names.finding import Names
from feeds.names.full import ENOUGH, same_person
from feeds.store.protocol import Store

HEAD = "Names, with the stories that carry each in any spelling"
NEAR = 0.3  # likeness from which a name is offered instead


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to read, and the facts behind them."""

    lines: tuple[str, ...]
    facts: list[dict[str, Any]]

    def text(self) -> str:
        """As lines."""
        return "\n".join(self.lines)

    def json(self) -> str:
        """As JSON."""
        return json.dumps(self.facts, ensure_ascii=False, indent=1)


def listed(store: Store, limit: int) -> Lines:
    """The names that stories carry, those of most stories first."""
    found = store.names()[:limit]
    if not found:
        return Lines(("No story names anybody yet. Poll first: coverline poll.",), [])
    lines = [HEAD, *(f"{t.stories:>6}  {isolated(plain(t.name))}{_kind(t)}" for t in found)]
    return Lines(tuple(lines), [t._asdict() for t in found])


def _kind(tally: NameTally) -> str:
    return "" if tally.kind == "unknown" else f" ({tally.kind})"


def told(store: Store, subject: Subject, text: str, limit: int) -> Lines:
    """The stories that name what a text names; SelectionError where none does."""
    name = meant(store, subject, text)
    stories = store.stories_named(name.id, limit)
    uses = store.names_of([story.id for story in stories])
    outlets = {outlet.id: outlet.name for outlet in store.outlets()}
    written = {s.id: [u.surface for u in uses[s.id] if u.name_id == name.id] for s in stories}
    spellings = dict.fromkeys(spelling for found in written.values() for spelling in found)
    head = f"{plain(name.name)}{_kind(name)}: {many(name.stories, 'story', 'stories')}"
    lines = [head, f"Written: {', '.join(isolated(plain(spelling)) for spelling in spellings)}", ""]
    lines += [
        f"{short(s.date.published_at)}  {plain(outlets[s.outlet_id])}: {isolated(plain(s.title))}"
        f"  (story:{s.id})"
        for s in stories
    ]
    facts = [
        {"id": s.id, "outlet": s.outlet_id, "title": s.title, "written": written[s.id]}
        for s in stories
    ]
    return Lines(tuple(lines), facts)


def meant(store: Store, subject: Subject, text: str) -> NameTally:
    """The name that a text spells, among those that stories carry."""
    tallies = store.names()
    by_id = {tally.id: tally for tally in tallies}
    learnt = [(tally.id, tally.name) for tally in tallies if tally.kind == "unknown"]
    for use in Names(subject, learnt).find("", text, "", ""):
        if use.name_id in by_id:
            return by_id[use.name_id]
    like = sorted(((same_person(text, t.name), t) for t in tallies), key=lambda pair: -pair[0])
    if like and like[0][0] >= ENOUGH:
        return like[0][1]
    near = [plain(tally.name) for alike, tally in like[:3] if alike >= NEAR]
    hint = f"Near it: {', '.join(near)}." if near else "coverline names lists all."
    raise SelectionError(f"No story names “{plain(text)}”.", hint)
