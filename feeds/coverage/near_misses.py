"""What to read before saying that an outlet told nothing: its stories that come nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.cluster.vectors import SCALE, unpack
from feeds.coverage.asked import everything
from feeds.coverage.bins import whole_span
from feeds.coverage.selection import Selection
from feeds.errors import SelectionError
from feeds.model import Topic
from feeds.store.protocol import Store
from feeds.subjects import load_subject
from feeds.topics.hints import Hints

# Fitted on outlets whose own stories of an event were held out (tests/bench/near_misses.py): half
# as long a list, which lacks one in sixty of them.
ENOUGH = 1.0  # of likeness and of half of what words say; of words alone where no likeness is known
ALONE = 0.65  # likeness of two headlines that is enough without words
WORDS = 8.0  # how little words count beside likeness in the order of the list
ALIKE = 0.55  # from which the likest headline is named
COMPARED = 300  # headlines on the topic or event, the newest
NEAR = {
    "story_id": "str", "outlet_id": "str", "published_at": "datetime64[us, UTC]", "language": "str",
    "title": "str", "url": "str", "score": "float64", "reason": "str",
}  # fmt: skip

Reasons = Mapping[str, tuple[float, tuple[str, ...]]]  # by story id, of those known


def near_misses(store: Store, selection: Selection, limit: int = 20) -> pd.DataFrame:
    """story_id, outlet_id, published_at, language, title, url, score and reason of stories of the
    selected outlets that are not on the selected topic or event but carry its names or words, or
    have a headline like one of its own; the nearest first."""
    if not selection.outlets or len(selection.events or selection.topics) != 1:
        raise SelectionError(
            "Near misses are those of some outlets and of one topic or event.",
            "Choose the outlets, and one topic or event.",
        )
    span = whole_span(selection)
    asked = replace(selection, counting="reach")
    stories = store.story_table(
        *span, selection.clock, limit=2**31, wanted=everything(asked), as_of=selection.as_of
    )
    stories = stories[~_on_it(stories, selection)].drop_duplicates("id")
    own = store.story_table(
        *span, selection.clock, selection.topics, (), selection.events, COMPARED
    )
    alike = _alike(store, stories, own)
    return nearest(stories, _spoken(store, stories, selection), alike, limit)


def nearest(stories: pd.DataFrame, spoken: Reasons, alike: Reasons, limit: int) -> pd.DataFrame:
    """The stories for which words and likeness speak enough, most first (pure)."""
    lines = []
    for story in stories.to_dict("records"):
        weight, words = spoken.get(story["id"], (0.0, ()))
        near, like = alike.get(story["id"], (None, ()))
        if near_enough(weight, near):
            score = round(nearness(weight, near), 6)
            reason = "; ".join((*words[:4], *like))
            lines.append(story | {"story_id": story["id"], "score": score, "reason": reason})
    found = pd.DataFrame(lines, columns=list(NEAR)).astype(NEAR)
    order = found.sort_values(["score", "published_at", "story_id"], ascending=[False, True, True])
    return order.head(limit).reset_index(drop=True)


def nearness(weight: float, near: float | None) -> float:
    """What the list is ordered by: likeness first, for one happening shares its words with many
    others; one that is not known counts as just enough (pure)."""
    return (ALONE if near is None else near) + float(np.log1p(weight)) / WORDS


def near_enough(weight: float, near: float | None) -> bool:
    """Whether words and likeness (None: not known) speak enough for a story to be read (pure)."""
    if near is None:
        return weight >= ENOUGH
    return near >= ALONE or weight / 2 + near >= ENOUGH


def _on_it(stories: pd.DataFrame, selection: Selection) -> pd.Series:
    if selection.events:
        return stories["event_id"].isin(selection.events)
    topic = selection.topics[0]
    return pd.Series([topic in t.split() for t in stories["topic_ids"]], index=stories.index)


def _spoken(store: Store, stories: pd.DataFrame, selection: Selection) -> Reasons:
    """What of the topic's or event's names and words each story carries."""
    hints = Hints(_topic(store, selection))
    texts = zip(stories["id"], stories["title"], stories["summary"], stories["language"],
                strict=True)  # fmt: skip
    return {key: hints.find(title, summary, lang) for key, title, summary, lang in texts}


def _topic(store: Store, selection: Selection) -> Topic:
    """The topic asked for; an event as one: its terms, and the names that its stories carry."""
    if not selection.events:
        topics = load_subject(store.meta("subject") or "").topics
        known = {topic.id: topic for topic in topics}
        if selection.topics[0] not in known:
            hint = f"Known: {', '.join(sorted(known))}."
            raise SelectionError(f'There is no topic "{selection.topics[0]}".', hint)
        return known[selection.topics[0]]
    event = store.events(selection.events).get(selection.events[0])
    if event is None:
        raise SelectionError(f"There is no event {selection.events[0]}.")
    uses = store.names_of([s.id for s in store.stories_of_events((event.id,))])
    names: dict[str, tuple[str, ...]] = {}
    for use in sorted({(u.name, u.surface) for n in uses.values() for u in n
                       if u.name_id in event.names}):  # fmt: skip
        names[use[0]] = (*names.get(use[0], ()), use[1])
    return Topic(event.id, event.label, "", {}, names=names, weak={"": event.terms})


def _alike(store: Store, stories: pd.DataFrame, own: pd.DataFrame) -> Reasons:
    """The likest of the own headlines for each story, and how like it is."""
    titles = dict(zip(own["id"], own["title"], strict=True))
    kept, ours = (store.vectors(list(table["id"])) for table in (stories, own))
    if not kept or not ours:
        return {}
    left, right = _whole(kept), _whole(ours)
    likeness = np.concatenate(
        [part @ right.T for part in np.array_split(left, 1 + len(left) // 512)]
    )
    best = likeness.argmax(axis=1)
    names = sorted(ours)
    return {
        story: (round(float(likeness[at, best[at]]) / SCALE**2, 6),
                (f'headline like "{titles[names[best[at]]]}"',)
                if likeness[at, best[at]] >= ALIKE * SCALE**2 else ())
        for at, story in enumerate(sorted(kept))
    }  # fmt: skip


def _whole(kept: Mapping[str, bytes]) -> npt.NDArray[np.float32]:
    """Unit vectors by id in whole numbers: their products are exact in any order of adding."""
    ids: Sequence[str] = sorted(kept)
    found = np.stack([unpack(kept[key]) for key in ids])
    length = np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    whole: npt.NDArray[np.float32] = np.rint(found / length * SCALE).astype(np.float32)
    return whole
