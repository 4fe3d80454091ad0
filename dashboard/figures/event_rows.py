"""Which lanes an event's picture has: sources without a story of it, outlets, the rest, the silent
ones; the most telling outlets where there are too many (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.figures.tables import each

MOST_SOURCES, MOST_QUIET = 4, 5
REST = "…"  # the lane of all outlets that have none of their own; no outlet is called so


@dataclass(frozen=True, slots=True)
class Arrow:
    """A story that names a source; `of` is the source's own story that came before it, "" where
    none is known."""

    source: str
    story: str
    of: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Ids from top to bottom: `sources` that are cited, `outlets` with a lane each, those that
    share the one lane of the rest, and `quiet` outlets; `unshown` quiet ones have none."""

    sources: tuple[str, ...]
    outlets: tuple[str, ...]
    folded: frozenset[str] = field(default=frozenset())
    quiet: tuple[str, ...] = ()
    unshown: int = 0

    @property
    def lanes(self) -> list[str]:
        """Every lane's id from top to bottom."""
        rest = (REST,) if self.folded else ()
        return [*self.sources, *self.outlets, *rest, *self.quiet]

    def place(self, outlet: str) -> int:
        """The lane on which an outlet's stories stand."""
        return self.lanes.index(REST if outlet in self.folded else outlet)


def rows(stories: pd.DataFrame, cited: pd.DataFrame, quiet: Sequence[str], most: int) -> Rows:
    """At most `most` lanes; `stories` are timed, `cited` as of coverage.citations."""
    told = list(dict.fromkeys(stories.sort_values("published_at", kind="stable")["outlet_id"]))
    others = cited[~cited["source"].isin(told)]
    counts = others.groupby("source")["story_id"].nunique().sort_index()
    counts = counts.sort_values(ascending=False, kind="stable")
    sources = tuple(map(str, counts.index[: min(MOST_SOURCES, max(0, most // 5))]))
    silent = [name for name in quiet if name not in sources]
    shown = tuple(silent[: min(MOST_QUIET, max(0, most // 4))])
    room = max(1, most - len(sources) - len(shown))
    kept = set(told) if len(told) <= room else set(telling(stories, cited)[: max(1, room - 1)])
    return Rows(
        sources,
        tuple(str(name) for name in told if name in kept),
        frozenset(map(str, set(told) - kept)),
        shown,
        len(silent) - len(shown),
    )


def telling(stories: pd.DataFrame, cited: pd.DataFrame) -> list[str]:
    """The outlets, those first that tell most of how the event spread: who may have been first,
    who is cited, who told much of it in words of their own, who told early."""
    lead = set(stories.loc[stories["may_lead"], "outlet_id"])
    named = cited["source"].value_counts()
    own = stories.loc[stories["copy_of"] == "", "outlet_id"].value_counts()
    first = stories.groupby("outlet_id")["published_at"].min()
    surely = len(lead) <= MOST_SOURCES  # of many that may be first none stands out

    def rank(outlet: str) -> tuple[object, ...]:
        leads = surely and outlet in lead
        counts = int(named.get(outlet, 0)), int(own.get(outlet, 0))
        return (not leads, -counts[0], -counts[1], first[outlet], outlet)

    return sorted(map(str, first.index), key=rank)


def arrows(stories: pd.DataFrame, cited: pd.DataFrame) -> Iterator[Arrow]:
    """From each source to the first story of each outlet that names it, oldest first."""
    held = stories.set_index("id")
    known = cited[cited["story_id"].isin(held.index)]
    known = known.assign(told_at=known["story_id"].map(held["published_at"]))
    known = known.sort_values(["told_at", "story_id", "source"], kind="stable")
    sources = set(known["source"])
    told = _by_outlet(stories.loc[stories["outlet_id"].isin(sources), _TOLD])
    for line in each(known.drop_duplicates(["outlet_id", "source"])):
        of = _before(told.get(str(line.source), []), line.told_at)
        yield Arrow(str(line.source), str(line.story_id), of)


_TOLD = ["id", "outlet_id", "published_at", "latest_at"]


def _by_outlet(stories: pd.DataFrame) -> dict[str, list[Any]]:
    """Each outlet's stories, newest first."""
    found: dict[str, list[Any]] = {}
    for story in each(stories.sort_values(["published_at", "id"], ascending=False)):
        found.setdefault(str(story.outlet_id), []).append(story)
    return found


def _before(told: Sequence[Any], at: pd.Timestamp) -> str:
    """The newest of a source's stories that was surely there when it was cited."""
    return next((str(story.id) for story in told if story.latest_at <= at), "")
