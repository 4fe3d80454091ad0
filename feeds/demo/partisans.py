"""What outlets of one side do alike: their words for a thing, their counts, their opinions.

Every choice is drawn from a source of its own, so that it moves nothing else in the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from feeds.demo.bank import Bank
from feeds.demo.drafts import Draft, Version
from feeds.demo.happenings import Happening
from feeds.demo.plan import PLANS
from feeds.model import Feed, Outlet

SIDED, CORRECTED, OPINING = 0.55, 0.5, 0.8


class Partisans:
    """The sides of the invented press."""

    def __init__(self, outlets: Sequence[Outlet], bank: Bank) -> None:
        self._outlets = {outlet.id: outlet for outlet in outlets}
        self._sides, self._opinions = bank.sides, bank.opinions
        self._counted = {kind.id: kind.counted for kind in bank.kinds}

    def counting(self, happening: Happening, feed: Feed) -> Happening:
        """The happening with as many as the outlet's side counts."""
        more = self._counted[happening.kind].get(self._side(happening, feed), 0)
        return replace(happening, n=happening.n + more)

    def corrects(self, told: Happening, feed: Feed) -> bool:
        """Whether an outlet that counted otherwise sets its figure right in a later headline."""
        wrong = bool(self._counted[told.kind].get(self._side(told, feed), 0))
        return wrong and Random(f"correct {told.id} {feed.id}").random() < CORRECTED

    def worded(self, happening: Happening, feed: Feed, at: datetime, summary: str) -> str:
        """A summary, often with a sentence in the words of the outlet's side."""
        own = Random(f"side {happening.id} {feed.id} {at.isoformat()}")
        said = self._sides.get(happening.topic_id, {}).get(self._side(happening, feed), {})
        sentences = said.get(feed.language, ())
        if not sentences or own.random() >= SIDED:
            return summary
        return f"{summary} {own.choice(sentences)}"

    def opinions(self, happening: Happening, feeds: Sequence[Feed]) -> list[Draft]:
        """At most one opinion piece a language, some hours after a happening that asks for one."""
        found = []
        for language, (title, text) in sorted(self._opinions.get(happening.kind, {}).items()):
            own = Random(f"opinion {happening.id} {language}")
            able = [f for f in feeds if f.language == language and _has_columns(f)]
            feed, hours = own.choice(able), own.uniform(7, 30)
            at = (happening.at + timedelta(hours=hours)).replace(microsecond=0)
            if own.random() < OPINING:
                found.append(Draft(feed, at, (Version(at, title, text),), happening))
        return found

    def _side(self, happening: Happening, feed: Feed) -> str:
        return self._outlets[feed.outlet_id].alignment_on(happening.at.date())


def _has_columns(feed: Feed) -> bool:
    plan = PLANS[feed.id]
    return plan.summaries and not plan.only
