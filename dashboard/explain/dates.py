"""A date in words: on what it rests, how sure it is, and what a reader should be warned of."""

from __future__ import annotations

from datetime import timedelta

from dashboard.explain.instants import friendly, length, moment, span
from dashboard.explain.told import capital, plain, quoted
from feeds.model import Redating, StoryDate

KNOWN = {
    "published": "the feed gave the time of publication",
    "created": "the feed gave the time at which the text was begun",
    "updated": "the feed gave only the time of the last change; the story may be older",
    "page": "the feed gave no good date, but the story’s web page does",
    "url": "the day stands in its web address; the hour is not known",
    "polled": "the feed gave no usable date; it appeared between two of our polls",
    "none": "the feed gave no usable date, and it was there when the feed was first polled",
}
SURE = {"high": "This is sure.", "medium": "This is fairly sure.", "low": "This is unsure."}
ZONES = {
    "written": "Its zone is written in it",
    "named": "Its zone is written in it",
    "feed": "The zone was learnt from the feed’s dates",
    "outlet": "It names no zone, so the outlet’s was taken",
    "assumed": "The zone that it names is unknown, so the outlet’s was assumed",
}
FLAGS = {
    "clock-skew": "The date lay ahead of our clock when we fetched it: clock or zone are wrong.",
    "conflicts-with-polls": "The feed’s date contradicts the polls, which had seen the story before"
    " it: the polls are followed.",
    "conflicts-with-url": "The day in the web address is another one.",
    "ambiguous": "Day and month could be swapped, or the hour happened twice that night.",
    "unknown-zone": "The zone in the date is unknown to us.",
    "dates-differ": "The outlet gave another, less sure date, too; it is not followed.",
    "moved-later": "The outlet moved the date to a later one; the first is kept.",
    "page-dates-differ": "The web page contradicts itself by more than a day.",
    "zone-corrected": "The feed’s clock is wrong and was corrected; the evidence says how.",
    "zone-suspected": "The feed’s clock may be wrong: the interval holds both readings.",
    "undated: first seen": "Nothing is known but when we first saw it.",
    "delay-of-others": "How late this feed lists its stories was taken from the other feeds.",
    "delay-assumed": "How late this feed lists its stories is unknown; a cautious guess stands in.",
}
ASIDE = "set-aside:"
EXACT = timedelta(minutes=1)


def when(date: StoryDate, zone: str) -> list[str]:
    """When a story was published, and where charts place it."""
    if date.basis == "none":
        by = f"Published by {moment(date.latest_at, zone)}; how long before is not known."
        return [by, "Charts place it there, and call it undated."]
    known = f"Published {span(date.earliest_at, date.latest_at, zone)}."
    if date.latest_at - date.earliest_at < EXACT:
        return [known]
    wide = length(date.latest_at - date.earliest_at)
    return [f"{known} That is {wide}.", f"Charts place it on {moment(date.published_at, zone)}."]


def how(date: StoryDate) -> list[str]:
    """On what the date rests and how sure it is."""
    found = [f"{capital(KNOWN.get(date.basis, date.basis))}. {SURE[date.confidence]}"]
    if date.raw and date.basis not in ("polled", "none", "url"):
        exact = "" if date.precision == "interval" else f" It is exact to the {date.precision}."
        found.append(f"It reads {quoted(date.raw)}.{exact}{_zone(date)}")
    return found


def warnings(date: StoryDate) -> list[str]:
    """What its flags mean."""
    return [_flag(flag) for flag in dict.fromkeys(date.flags)]


def evidence(date: StoryDate) -> list[str]:
    """All that was found, in the order of trust."""
    return [f"{capital(friendly(plain(line)))}." for line in date.evidence]


def change(line: Redating, zone: str) -> str:
    """One line of the date ledger."""
    at, reason = moment(line.at, zone), friendly(plain(line.reason))
    now = span(line.date.earliest_at, line.date.latest_at, zone)
    if line.before_at is None:
        return f"First dated on {at}: {now}."
    if line.before_at == line.date.published_at:
        return f"Noted on {at}: {reason}."
    before = moment(line.before_at, zone)
    to = now if now.startswith("between") else moment(line.date.published_at, zone)
    return f"Re-dated on {at}, from {before} to {to}, because {reason}."


def _zone(date: StoryDate) -> str:
    if date.zone_basis not in ZONES:
        return ""
    name = "UTC" if date.zone in ("+00:00", "UTC") else plain(date.zone)
    return f" {ZONES[date.zone_basis]}: {name}."


def _flag(flag: str) -> str:
    if flag.startswith(ASIDE):
        return f"A date was set aside: {plain(flag.removeprefix(ASIDE))}."
    return FLAGS.get(flag, f"{capital(plain(flag).replace('-', ' '))}.")
