"""What a page says of a story's date, weighed against what is known already (pure).

A page is believed about the instant of publication where it states one and shows the story's own
headline. A day alone, or what stands in the text, only narrows what the polls allow; it never
overrules them. What a page dates after the story was first seen is of a later edit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from feeds.dates import Attempt, Context, point, read_date
from feeds.dates.gate import GRACE
from feeds.dates.polled import ASSUMED, OF_OTHERS, UNDATED
from feeds.identity.redate import redate
from feeds.model import Page, PageDate, Reading, Redating, Story, StoryDate
from feeds.pages.headlines import is_same

STATED = ("meta", "data", "time")  # parts that name an instant for machines
EXACT = ("second", "minute")
DAY = timedelta(days=1)
DIFFER = "page-dates-differ"
OF_POLLS = (UNDATED, OF_OTHERS, ASSUMED)  # how wide their interval is, which is given up
UNKNOWN_ZONE, AMBIGUOUS = "unknown-zone", "ambiguous"
PARTS = {
    "meta": "its page says",
    "data": "the data in its page say",
    "time": "the time beside the headline of its page is",
    "text": "the line beside the headline of its page reads",
    "library": "from the markup of its page was made out",
}
Tried = tuple[PageDate, Attempt, str]  # and why it does not count, "" where it does
Confidence = Literal["high", "medium", "low"]


def redated(story: Story, page: Page, context: Context) -> Redating | None:
    """The ledger's line where a page betters a story's date; None where it does not."""
    if page.problem or not is_same(page.title, story.title):
        return None
    tried = [_tried(story, date, context) for date in page.found]
    chosen = next(((d, a.reading) for d, a, why in tried if a.reading and not why), None)
    if chosen is None:
        return None
    date = _dated(story, *chosen, tried)
    if date is None:
        return None
    line = redate(story, date, page.fetched_at)
    return line and replace(line, reason=f"{PARTS[chosen[0].part]} {chosen[0].raw!r}")


def _tried(story: Story, date: PageDate, context: Context) -> Tried:
    attempt = read_date(date.raw, context)
    if attempt.reading is None:
        return date, attempt, attempt.flag.removeprefix("set-aside:") or "not readable"
    return date, attempt, _against(story, date, attempt.reading)


def _against(story: Story, date: PageDate, reading: Reading) -> str:
    """Why a reading does not count, "" where it does."""
    known = story.date
    if reading.earliest_at > story.first_seen_at + GRACE:
        return "after the story was first seen: of a later edit"
    if date.part in STATED and reading.precision in EXACT:
        return ""
    if known.basis == "url" and not _meet(reading, known, DAY):
        return "it contradicts the address"
    if known.basis == "polled" and not _meet(reading, known, timedelta(0)):
        return "it contradicts the polls and is not exact"
    return ""


def _dated(story: Story, said: PageDate, reading: Reading, tried: list[Tried]) -> StoryDate | None:
    known = story.date
    earliest = reading.earliest_at
    latest = min(reading.latest_at, story.first_seen_at)
    if reading.precision not in EXACT and known.basis in ("polled", "url"):
        earliest, latest = max(earliest, known.earliest_at), min(latest, known.latest_at)
    earliest = min(earliest, latest)
    if latest - earliest >= known.latest_at - known.earliest_at:
        return None
    kept = [flag for flag in known.flags if flag not in OF_POLLS]
    flags = tuple(dict.fromkeys((*kept, *_flags(reading, tried))))
    narrowed = reading._replace(earliest_at=earliest, latest_at=latest)
    return StoryDate(
        _clamped(point(narrowed), earliest, latest),
        earliest,
        latest,
        "page",
        reading.precision,
        _confidence(said, reading, flags),
        said.raw,
        reading.reader,
        reading.zone,
        reading.zone_basis,
        flags,
        (*known.evidence, *(_sentence(*one, said) for one in tried)),
    )


def _flags(reading: Reading, tried: list[Tried]) -> tuple[str, ...]:
    others = [a.reading for d, a, why in tried if a.reading and not why and d.part in STATED]
    marks = {
        UNKNOWN_ZONE: reading.zone_basis == "assumed",
        AMBIGUOUS: reading.ambiguous,
        DIFFER: any(not _meet(reading, other, DAY) for other in others),
    }
    return tuple(flag for flag, holds in marks.items() if holds)


def _confidence(said: PageDate, reading: Reading, flags: tuple[str, ...]) -> Confidence:
    exact = said.part in STATED and reading.precision in EXACT
    return "medium" if exact and not flags else "low"


def _sentence(said: PageDate, attempt: Attempt, why: str, chosen: PageDate) -> str:
    what = f"{PARTS[said.part]} {said.raw!r}"
    if why or attempt.reading is None:
        return f"{what}: {why}, set aside"
    reading = attempt.reading
    span = _utc(reading.earliest_at)
    if reading.latest_at > reading.earliest_at:
        span += f" to {_utc(reading.latest_at)}"
    return f"{what}: read as {span}{'; chosen' if said == chosen else ''}"


def _utc(at: datetime) -> str:
    return f"{at.replace(tzinfo=None).isoformat(' ', 'seconds')} UTC"


def _meet(reading: Reading, other: Reading | StoryDate, slack: timedelta) -> bool:
    early = reading.latest_at + slack < other.earliest_at
    return not early and reading.earliest_at - slack <= other.latest_at


def _clamped(at: datetime, earliest: datetime, latest: datetime) -> datetime:
    return min(max(at, earliest), latest)
