"""The briefing's words: texts of the catalogue with numbers, names and instants put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor

import pandas as pd

from dashboard import tongue
from dashboard.words import Names

NAMED = 4
EXACT, FINE = 1 / 6, 10  # hours: a shorter interval is one number, a longer one has no decimals
MINUTE = pd.Timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, a zone and what outlets, groups and topics are called."""

    names: Names
    zone: str

    @property
    def lang(self) -> str:
        """`en` or `ar`."""
        return self.names.lang

    def tell(self, key: str, **facts: object) -> str:
        """The briefing's words of a key."""
        return tongue.tell(self.lang, f"brief.{key}", **facts)

    def count(self, what: str, number: int) -> str:
        """`12 stories`; what is one of the catalogue's counted things."""
        return tongue.tell(self.lang, f"common.{what}", n=int(number))

    def within(self, what: str, number: int) -> str:
        """The same as a preposition asks for it; what is `in_outlets` or `of_stories`."""
        return self.tell(what, n=int(number))

    def number(self, value: int) -> str:
        """`12,400`."""
        return tongue.number(self.lang, int(value))

    def part(self, share: float) -> str:
        """`82 %`."""
        return isolated(tongue.percent(self.lang, share))

    def step(self, by: int) -> str:
        """`+12` or `no change`."""
        return tongue.signed(self.lang, by) if by else self.tell("no_change")

    def quoted(self, text: str) -> str:
        """A headline in quotes, its direction kept to itself."""
        return tongue.tell(self.lang, "common.quoted", text=text)

    def outlet(self, outlet_id: str) -> str:
        """What an outlet is called."""
        return isolated(self.names.outlets.get(outlet_id, outlet_id))

    def source(self, source_id: str, name: str) -> str:
        """What who is cited is called: an outlet's name in this language where it is one."""
        return isolated(self.names.source(source_id, name))

    def group(self, group_id: str) -> str:
        """What a group is called."""
        return isolated(self.names.groups.get(group_id, group_id))

    def topic(self, topic_id: str) -> str:
        """What a topic is called."""
        return isolated(self.names.topics.get(topic_id, topic_id))

    def decimal(self, value: float) -> str:
        """`3.5`."""
        return tongue.decimal(self.lang, value)

    def listed(self, texts: Sequence[str], most: int = NAMED) -> str:
        """`A, B, C, D and 3 more`."""
        told = tongue.tell(self.lang, "common.comma").join(texts[:most])
        more = len(texts) - most
        return self.tell("and_more", listed=told, n=more) if more > 0 else told

    def local(self, at: datetime | pd.Timestamp) -> pd.Timestamp:
        """An instant in the reader's zone."""
        return pd.Timestamp(at).tz_convert(self.zone)

    def moment(self, at: datetime | pd.Timestamp) -> str:
        """`6 Jan 2026, 08:05`."""
        return isolated(tongue.moment(self.lang, self.local(at)))

    def short(self, at: datetime | pd.Timestamp) -> str:
        """`6 Jan 08:05`."""
        here = self.local(at)
        return isolated(f"{tongue.month_day(self.lang, here)} {here:%H:%M}")

    def hours(self, low: float, high: float) -> str:
        """`12.3 h`, or `14 to 64 h` where it lies between these, rounded outward."""
        if high - low <= EXACT:
            return self.tell("hours", n=isolated(tongue.decimal(self.lang, (low + high) / 2)))
        digits = int(high < FINE)
        ends = (floor(low * 10**digits) / 10**digits, ceil(high * 10**digits) / 10**digits)
        told = (isolated(tongue.decimal(self.lang, end, digits)) for end in ends)
        return self.tell("hours_to", **dict(zip(("low", "high"), told, strict=True)))

    def between(self, low: pd.Timestamp, high: pd.Timestamp) -> str:
        """`6 Jan 08:05`, or both ends of the time in which it lies."""
        if high - low < MINUTE:
            return self.short(high)
        return self.tell("between", low=self.short(low), high=self.short(high))

    def who(self, outlets: Sequence[str]) -> str:
        """The first outlet, or all that may have been first."""
        told = [self.outlet(outlet) for outlet in outlets]
        if len(told) < 2:
            return told[0] if told else tongue.tell(self.lang, "grids.unknown")
        named = tongue.tell(self.lang, "common.comma").join(told[:3])
        if len(told) <= 3:
            return tongue.tell(self.lang, "grids.one_of", outlets=named)
        return tongue.tell(self.lang, "grids.more", outlets=named, n=len(told) - 3)


def isolated(text: str) -> str:
    """A text whose direction does not meddle with that around it."""
    return f"\u2068{text}\u2069"
