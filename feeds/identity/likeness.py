"""What of a story is compared with others', and how alike two are, with the reason in words.

Two texts that run alike for most of the shorter one are one text: a feed cuts its summaries
where it likes. A headline alone must be long and the same, since good headlines are few.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from feeds.identity.agencies import unmarked
from feeds.identity.suffix import without_suffix
from feeds.model import Story
from feeds.text import normalise
from feeds.wordlists import STOP_WORDS

SHORTEST = 12  # words of a summary; what is shorter is alike by chance
ALIKE = 0.7  # of the shorter text's shingles; below it stand quotes and formulas of the trade
SHARED = 10  # shingles; fewer are one quote
ALIKE_SURE = 0.6  # where headlines are kin, or more is the same than a quote would be
SHARED_LONG = 20
TELLING = 6  # words of a headline that are no stop words, where there is no more text
TELLING_ALONE = 7  # the same, where the summaries are different texts
MOSTLY = 0.5  # of a summary; what is mostly a quote is the speaker's text, not an outlet's
_QUOTES = re.compile(r"[“„«\"‘]|(?<!\w)'")
_QUOTE = re.compile(  # longer ones only; an apostrophe within a word ends none
    r"[“„«][^”»“]{40,}[”»“]|\"[^\"]{40,}\"|(?<!\w)['‘][^\"“„«]{40,}?['’](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A story's words, folded, without the marks of agencies and outlets."""

    story_id: str
    outlet_id: str
    at: datetime
    earliest_at: datetime
    latest_at: datetime
    seen_at: datetime
    exact: bool  # dated to the second or minute
    title: str
    telling: int  # words of the title that tell something
    body: str  # of the summary; "" where it is too short to compare
    agency: str  # that it names


def text_of(story: Story) -> Text:
    """The text of a story as it is compared."""
    title, named = _folded(without_suffix(story.title, story.url), story.language)
    body, agency = _folded(story.summary, story.language)
    if body.startswith(title):
        body = body[len(title) :].strip()
    date = story.date
    return Text(
        story_id=story.id,
        outlet_id=story.outlet_id,
        at=date.published_at,
        earliest_at=date.earliest_at,
        latest_at=date.latest_at,
        seen_at=story.first_seen_at,
        exact=date.basis == "published" and date.precision in ("second", "minute"),
        title=title,
        telling=_telling(title, story.language),
        body=body if body.count(" ") + 1 >= SHORTEST and not _quoted(story.summary) else "",
        agency=agency or named,
    )


def _telling(title: str, language: str) -> int:
    run = title.split()
    return len(run) - sum(map(_stop_words(language).__contains__, run))


def _quoted(summary: str) -> bool:
    if not _QUOTES.search(summary):
        return False
    return sum(len(found[0]) for found in _QUOTE.finditer(summary)) > MOSTLY * len(summary)


def _folded(text: str, language: str) -> tuple[str, str]:
    run, agency = unmarked(normalise(text, language))
    return " ".join(run), agency


@lru_cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in STOP_WORDS.get(language, "").split())


def shingles(body: str) -> set[str]:
    """Runs of three words; empty for a text that is too short."""
    run = body.split()
    return set(map(" ".join, zip(run, run[1:], run[2:], strict=False)))


def same_body(text: Text, other: Text) -> float:
    """Share of the shorter summary's runs of three words that the other has too, where that is
    so much that they are one text; else 0."""
    if not (text.body and other.body):
        return 0.0
    mine, theirs = shingles(text.body), shingles(other.body)
    shared = len(mine & theirs)
    share = shared / min(len(mine), len(theirs))
    sure = shared >= SHARED_LONG or _kin(text, other)
    enough = ALIKE_SURE if sure else ALIKE
    return share if shared >= SHARED and share >= enough else 0.0


def _kin(text: Text, other: Text) -> bool:
    return len(shingles(text.title) & shingles(other.title)) > 1


def same_title(text: Text, other: Text) -> bool:
    """Whether the headlines are the same and long enough to be nobody else's."""
    enough = TELLING_ALONE if text.body and other.body else TELLING
    return text.title == other.title and text.telling >= enough
