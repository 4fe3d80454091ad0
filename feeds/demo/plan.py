"""How each invented feed behaves: format, window, rhythm, tastes and the planted faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

FaultKind = Literal["outage", "html", "overrun", "undated", "wrong-zone"]
DateStyle = Literal["local", "gmt", "iso", "levantine", "local-as-gmt", "none"]
FRIDAY_SATURDAY, SATURDAY_SUNDAY = frozenset({4, 5}), frozenset({5, 6})
PORT_LEAKS = frozenset({"port-probe", "port-tapes", "port-known"})
POLITICS = PORT_LEAKS | {"port-cause", "port-denial", "port-inquiry", "port-resign", "port-hearing"}
POLITICS |= {"port-arrests", "port-fund", "truce-talks", "truce-count", "flood-blame"}


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """One feed's habits. `lag_hours` is the median after the first outlet; `window` in entries."""

    format: Literal["rss", "atom", "json"] = "rss"
    dates: DateStyle = "local"
    window: int = 10
    summaries: bool = True
    per_day: float = 1.8  # stories of no topic
    interest: float = 1.0
    lag_hours: float = 3.0
    weekend: frozenset[int] = FRIDAY_SATURDAY
    reprints: tuple[str, ...] = ()  # agencies' feeds
    only: frozenset[str] = frozenset()  # topics, empty for all
    silent_on: frozenset[str] = frozenset()  # kinds of happening


PLANS: dict[str, FeedPlan] = {
    "mna-ar": FeedPlan(per_day=2.6, lag_hours=1.0, silent_on=PORT_LEAKS),
    "mna-en": FeedPlan(per_day=1.4, interest=0.75, lag_hours=2.2, silent_on=PORT_LEAKS),
    "halvara-one-front": FeedPlan(
        "atom", "iso", per_day=2.2, lag_hours=1.6, reprints=("mna-ar",), silent_on=PORT_LEAKS
    ),
    "halvara-gazette-all": FeedPlan(
        per_day=1.8,
        interest=0.9,
        lag_hours=5.0,
        reprints=("mna-ar",),
        silent_on=frozenset({"port-tapes"}),
    ),
    "civil-defence-news": FeedPlan(
        dates="none",
        per_day=0.0,
        interest=1.6,
        lag_hours=1.2,
        only=frozenset({"floods", "port", "truce"}),
        silent_on=POLITICS,
    ),
    "harbour-times-all": FeedPlan(per_day=2.0, lag_hours=3.4, reprints=("norhaven-wire-marenda",)),
    "dessana-post-json": FeedPlan("json", "iso", per_day=2.2, lag_hours=2.0, reprints=("mna-en",)),
    "ruvan-monitor-atom": FeedPlan(
        "atom",
        "iso",
        per_day=0.0,
        interest=0.95,
        lag_hours=8.0,
        only=frozenset({"truce", "floods", "border", "port"}),
    ),
    "kelmor-voice-all": FeedPlan(
        dates="local-as-gmt", per_day=1.6, interest=0.9, lag_hours=2.4, reprints=("mna-ar",)
    ),
    "orvel-press-all": FeedPlan(
        per_day=2.0, interest=1.2, lag_hours=4.0, reprints=("issalia-agency-tr",)
    ),
    "sarnem-review-all": FeedPlan(per_day=0.9, interest=0.6, lag_hours=14.0),
    "open-marenda-all": FeedPlan(
        dates="gmt", per_day=1.8, interest=1.1, lag_hours=1.8, weekend=SATURDAY_SUNDAY
    ),
    "ostrana-herald-all": FeedPlan(
        window=20, per_day=1.8, lag_hours=4.4, reprints=("norhaven-wire-marenda",)
    ),
    "new-shore-all": FeedPlan(dates="levantine", per_day=1.6, interest=0.9, lag_hours=5.5),
    "yeni-velis-all": FeedPlan(
        "atom", "iso", per_day=2.0, interest=1.2, lag_hours=3.6, reprints=("issalia-agency-tr",)
    ),
    "issalia-agency-tr": FeedPlan(
        per_day=2.4, interest=1.2, lag_hours=1.2, weekend=SATURDAY_SUNDAY
    ),
    "issalia-agency-en": FeedPlan(
        dates="gmt", per_day=0.8, interest=0.7, lag_hours=2.6, weekend=SATURDAY_SUNDAY
    ),
    "issalya-7-latest": FeedPlan(
        window=4, summaries=False, per_day=9.0, lag_hours=1.5, weekend=SATURDAY_SUNDAY
    ),
    "norhaven-wire-marenda": FeedPlan(
        "json", "iso", per_day=0.8, interest=1.1, lag_hours=1.0, weekend=SATURDAY_SUNDAY
    ),
    "norhaven-arabic-all": FeedPlan(
        per_day=1.0,
        interest=0.9,
        lag_hours=2.6,
        weekend=SATURDAY_SUNDAY,
        reprints=("mna-ar",),
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something planted in [from_at, to_at) that the pipeline must notice."""

    kind: FaultKind
    feed_id: str
    from_at: datetime
    to_at: datetime


def faults(from_at: datetime, until: datetime) -> tuple[Fault, ...]:
    """All planted faults; the outage and the HTML answers fall in the fourth and fifth weeks."""

    def span(day: float, days: float) -> tuple[datetime, datetime]:
        start = from_at + timedelta(days=day)
        return start, start + timedelta(days=days)

    return (
        Fault("outage", "ostrana-herald-all", *span(33.1, 3.0)),
        Fault("html", "dessana-post-json", *span(25.1, 1.5)),
        Fault("overrun", "issalya-7-latest", from_at, until),
        Fault("undated", "civil-defence-news", from_at, until),
        Fault("wrong-zone", "kelmor-voice-all", from_at, until),
    )
