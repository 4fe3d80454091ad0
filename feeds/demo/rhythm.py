"""When newsrooms publish: by the hour of their own day, less at their weekend."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import log
from random import Random
from zoneinfo import ZoneInfo

from feeds.demo.plan import FeedPlan

# Share of a day's stories by local hour: a morning and a late-afternoon peak.
HOURS = (1, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 9, 8, 8, 8, 8, 9, 9, 8, 7, 6, 5, 3, 2)
WEEKEND = 0.55
ASLEEP = range(1, 6)


def everyday(plan: FeedPlan, zone: ZoneInfo, midnight: datetime, rng: Random) -> list[datetime]:
    """Instants of one day's stories of no topic, in UTC; `midnight` starts the day in UTC."""
    local = midnight.astimezone(zone)
    rate = plan.per_day * (WEEKEND if local.weekday() in plan.weekend else 1.0)
    count = int(rate + rng.random())
    hours = rng.choices(range(24), HOURS, k=count)
    start = local.replace(hour=0, minute=0, second=0)
    found = [start + timedelta(hours=hour, seconds=rng.randrange(3600)) for hour in hours]
    return sorted(moment.astimezone(midnight.tzinfo) for moment in found)


def follow(at: datetime, plan: FeedPlan, zone: ZoneInfo, rng: Random) -> datetime:
    """When an outlet follows another's story of `at`: log-normal lag, put off by night."""
    lag = max(0.15, rng.lognormvariate(log(plan.lag_hours), 0.8))
    moment = at + timedelta(hours=lag)
    local = moment.astimezone(zone)
    if local.hour in ASLEEP and rng.random() < 0.75:
        moment += timedelta(hours=6 - local.hour, minutes=rng.randrange(90))
    if local.weekday() in plan.weekend and rng.random() < 0.3:
        moment += timedelta(hours=rng.uniform(2, 9))
    return moment.replace(microsecond=0)


def second(at: datetime, rng: Random) -> datetime:
    """When an outlet comes back to a story it had at `at`: later that day or on the next."""
    return (at + timedelta(hours=rng.uniform(5, 26))).replace(microsecond=0)
