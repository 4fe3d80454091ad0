"""The briefing's sentences: templates over counted facts, nothing said that was not seen (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.words import many, percent

SURE = 0.9  # observed part from which none means silence
EVEN = 0.05  # a larger difference in exposure may explain a change in counts
NAMED = 4


@dataclass(frozen=True, slots=True)
class Week:
    """What was counted in a week: reach, reprints among it, outlets with a story, exposure."""

    stories: int
    reprints: int
    outlets: int
    watched: int
    exposure: float


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet's week: stories on the subject, all its stories, the part observed."""

    name: str
    count: int
    total: int
    observed: float
    part: bool = False  # all its feeds carry only a part of it


def size(week: Week, subject: str) -> str:
    """How many stories, by how many outlets."""
    if not week.stories and week.exposure == 0:
        return f"Nothing was observed in this week: whether {subject} was covered cannot be told."
    if not week.stories:
        seen = percent(week.exposure)
        return f"Observed, none: no story on {subject}, with {seen} of the week observed."
    reprints = f", {many(week.reprints, 'reprint')} among them" if week.reprints else ""
    return (
        f"{many(week.stories, 'story', 'stories')} on {subject}{reprints}, from {week.outlets} of"
        f" {many(week.watched, 'watched outlet')}; {percent(week.exposure)} of the week was"
        " observed."
    )


def change(week: Week, before: Week) -> str:
    """Against the week before, with what observation alone may explain."""
    if before.exposure == 0:
        return "The week before was not observed, so no change can be told."
    if week.exposure == 0:
        return ""
    step = signed(week.stories - before.stories)
    earlier = f"{before.stories:,}, {percent(before.exposure)} observed"
    told = f"Stories: {step} against the week before ({earlier})"
    unsure = min(week.exposure, before.exposure) < SURE
    if unsure or abs(week.exposure - before.exposure) > EVEN:
        return f"{told}: what was not observed may explain the difference."
    return f"{told}."


def signed(step: int) -> str:
    """`+12`, `−3`, `no change`."""
    return f"+{step:,}" if step > 0 else f"−{-step:,}" if step else "no change"


def leading(topics: Sequence[tuple[str, int]]) -> str:
    """The topics with most stories, (label, stories), most first."""
    held = [(label, count) for label, count in topics if count]
    if not held:
        return ""
    named = "; ".join(f"{label} ({count:,})" for label, count in held[:3])
    return f"Most covered, reprints counted once: {named}."


def moved(steps: Sequence[tuple[str, int, int]]) -> str:
    """The largest rise and fall among (label, stories, stories in the week before)."""
    by_step = sorted(steps, key=lambda s: s[1] - s[2])
    parts = []
    for word, (label, now, before) in (("up", by_step[-1]), ("down", by_step[0])):
        if (now > before) if word == "up" else (now < before):
            parts.append(f"most {word}: {label}, {before:,} to {now:,}")
    return f"Of the topics, {'; '.join(parts)}." if parts else ""


def biggest(label: str, stories: int, outlets: int, first: str, lag_hours: float) -> str:
    """The event with most stories; `first` is one outlet, who may have been, or ""
    where it began before the week."""
    text = (
        f"The event with most stories: {quoted(label)}, {many(stories, 'story', 'stories')} of"
        f" {many(outlets, 'outlet')}; "
    )
    text += f"first among the watched feeds: {first}" if first else "it began before this week"
    if lag_hours == lag_hours:  # not NaN
        text += f"; the others followed after a median of {lag_hours:.1f} h"
    return text + "."


def firsts(leads: Sequence[tuple[str, int]], known: int, events: int) -> str:
    """Who led most often: (outlet, events it led), most first."""
    if not events:
        return "No event that began in this week was told by two outlets."
    told = many(events, "event") + " that began in this week and two outlets or more told"
    if not known:
        return f"Of {told}, for none can the first be known."
    named = ", ".join(f"{outlet} ({count})" for outlet, count in leads[:3])
    return (
        f"Of {told}, the first can be known for {known};"
        f" most often first among the watched feeds: {named}."
    )


def late(stories: int) -> str:
    """What came to light of the week before once it was over."""
    if not stories:
        return ""
    verb = "was" if stories == 1 else "were"
    return (
        f"{many(stories, 'story', 'stories')} of the week before {verb} first seen after it had"
        " ended: that week’s figures have changed since."
    )


def silent(outlet: Outlet, stories: int) -> str:
    """An outlet without a story: silence with its evidence, or why none can be claimed."""
    seen = percent(outlet.observed)
    if outlet.observed < SURE:
        return f"{outlet.name}: no story seen, but only {seen} observed; silence cannot be told."
    part = "; its feeds carry only a part of what it publishes" if outlet.part else ""
    return (
        f"{outlet.name}: 0 of {many(stories, 'story', 'stories')}, {seen} observed"
        f" ({many(outlet.total, 'story', 'stories')} on other things){part}."
    )


def silent_group(group: str, topic: str, stories: int, observed: float) -> str:
    """A group without a story on a topic that others covered."""
    counted = many(stories, "story", "stories")
    return f"{group}: 0 of {counted} on {quoted(topic)}, {percent(observed)} observed."


def quoted(text: str) -> str:
    """A headline in quotes, its direction kept to itself."""
    return f"“\u2068{text}\u2069”"


def some(names: Sequence[str]) -> str:
    """`A, B, C, D and 3 more`."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
