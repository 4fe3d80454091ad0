"""Copies of real stories as other outlets print them, made by rule, to be found again.

marks      the same text with an agency's mark before or after it, as agencies set them
cut        the summary cut in half, under its own headline
words      one word in ten is another
sentence   a sentence left out; without a second one the last third
headline   another headline over the same summary
title      a headline alone, with a label or a mark
spelling   Arabic letters written another way, with a mark; headlines alone
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from feeds.identity.likeness import SHORTEST, TELLING, text_of
from feeds.model import Story

LONG = 2 * SHORTEST  # words of a summary that is worth cutting
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_BEFORE = ("PARIS, Jan 2 (AFP) - ", "WASHINGTON (Reuters) - ", "LONDON (AP) — ", "Reuters - ")
_AFTER = (" (AFP)", " – Reuters", " | AP", " [dpa]")
_ARABIC = (" (رويترز)", " - سانا", " | وكالات", " (أ ف ب)")
_RESPELT = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"})


def number_of(story: Story) -> int:
    """A number of a story that is the same in every run."""
    return int(sha256(story.id.encode()).hexdigest()[:12], 16)


def _retitled(story: Story, other: Story) -> str:
    """A headline that nobody else has: half of each."""
    mine, theirs = story.title.split(), other.title.split()
    return " ".join([*theirs[: len(theirs) // 2], *mine[len(mine) // 2 :]])


def _marks(story: Story, other: Story) -> Story:
    turn = number_of(story)
    if turn % 2:
        return replace(
            story, summary=_BEFORE[turn // 2 % 4] + story.summary, title=_retitled(story, other)
        )
    return replace(story, title=story.title + _AFTER[turn // 2 % 4])


def _cut(story: Story, other: Story) -> Story:
    run = story.summary.split()
    return replace(
        story, title=_retitled(story, other), summary=" ".join(run[: len(run) // 2]) + "…"
    )


def _words(story: Story, other: Story) -> Story:
    strange = other.summary.split()
    run = story.summary.split()
    first = number_of(story) % 10
    for n, place in enumerate(range(first, len(run), 10)):
        run[place] = strange[n % len(strange)]
    return replace(story, title=_retitled(story, other), summary=" ".join(run))


def _sentence(story: Story, other: Story) -> Story:
    told = _SENTENCE.split(story.summary)
    run = story.summary.split()
    left = " ".join(told[:-1] if len(told) > 1 else run[: len(run) * 2 // 3])
    return replace(story, title=_retitled(story, other), summary=left)


def _headline(story: Story, other: Story) -> Story:
    return replace(story, title=_retitled(story, other))


def _title(story: Story, other: Story) -> Story:
    return replace(story, title=story.title + _AFTER[number_of(story) % 4], summary="")


def _spelling(story: Story, other: Story) -> Story:
    mark = _ARABIC[number_of(story) % 4]
    return replace(story, title=story.title.translate(_RESPELT) + mark, summary="")


KINDS: dict[str, Callable[[Story, Story], Story]] = {
    "marks": _marks,
    "cut": _cut,
    "words": _words,
    "sentence": _sentence,
    "headline": _headline,
    "title": _title,
    "spelling": _spelling,
}


def plant(stories: Sequence[Story], every: int) -> Iterator[tuple[str, Story, Story]]:
    """(kind, the story, its copy) for one story in `every`, the kinds in turn. The copy comes
    one to twelve hours later, at an outlet of its own."""
    for story, other in zip(stories, [*stories[7:], *stories[:7]], strict=True):
        turn = number_of(story)
        kind = _kind(story, turn)
        if turn % every or not kind or not _worth(other):
            continue
        later = timedelta(hours=1 + turn % 12)
        copy = KINDS[kind](story, other)
        at = story.date.published_at + later
        yield (
            kind,
            story,
            replace(
                copy,
                id=f"copy-{story.id}",
                outlet_id="copyist",
                url="https://copyist.example/x",
                date=replace(story.date, published_at=at, earliest_at=at, latest_at=at),
                first_seen_at=story.first_seen_at + later,
            ),
        )


def _kind(story: Story, turn: int) -> str:
    """A kind of copy that the story's text is long enough for, "" for none."""
    if story.form not in ("news", "opinion"):
        return ""
    if len(story.summary.split()) >= LONG:
        return list(KINDS)[turn // 1000 % 5]
    if text_of(replace(story, summary="")).telling >= TELLING:
        return "spelling" if story.language == "ar" else "title"
    return ""


def _worth(other: Story) -> bool:
    return bool(other.title and other.summary) or other.language == "ar"
