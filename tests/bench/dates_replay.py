"""How well stories are dated by what polling proves, on real feeds through the whole poller.

    python -m tests.bench.dates_replay --undated              # dated for three days, then not
    python -m tests.bench.dates_replay --planted [--seed 7]   # half of the feeds with a wrong zone
    python -m tests.bench.dates_replay --arabic               # no date at all

Every feed is polled over HTTP at every full hour of the archive; stories are dated as ever.
Exit code 1 where a target is missed: 95 % of the intervals hold the archive's instant; the
profile finds the error in 95 % of the planted feeds with 20 entries or more and in no other;
no undated story is dated to an instant.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.model import FeedClock
from feeds.redating import apply, fixes
from tests.bench.dates_desk import (
    Dated,
    Desk,
    Item,
    desk,
    hours_of,
    mark,
    read_items,
    serving,
    told,
)
from tests.bench.shared import shared

STREAM = "corpus/stream-2026-01-01_06.jsonl.gz"
ARABIC = "corpus/stream-arabic-2026-03_06.jsonl.gz"
TARGET, ENOUGH = 0.95, 20
WHOLE, HALVES = (120, 180, 240, 300), (210, 270)  # minutes that are planted
WESTERN = timedelta(hours=4.5)  # feeds of the archive whose dates are all older when first seen


def main() -> int:
    """Run the measurement that was asked for."""
    options = _options()
    archive = shared() / (ARABIC if options.arabic else STREAM)
    if not archive.exists():
        print(f"No archive at {archive}; set COVERLINE_SHARED to the folder that holds corpus/.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        measure = planted if options.planted else undated
        return 0 if measure(archive, Path(folder), options) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--undated", action="store_true", help="dated first half, then undated")
    what.add_argument("--planted", action="store_true", help="wrong zones in half of the feeds")
    what.add_argument("--arabic", action="store_true", help="feeds that give no date at all")
    parser.add_argument("--seed", type=int, default=7, help="of the draw of planted errors")
    parser.add_argument("--behind", action="store_true", help="plant dates that lie behind")
    parser.add_argument("--halves", action="store_true", help="plant zones of half hours")
    parser.add_argument("--hours", type=int, help="only the first hours, for a quick look")
    return parser.parse_args()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def undated(archive: Path, folder: Path, options: argparse.Namespace) -> bool:
    """Feeds that date nothing, at all or from the middle on; whether the target is met."""
    items, port = read_items(archive), _free_port()
    hours = hours_of(items, options.hours)
    middle = 0 if options.arabic else len(hours) // 2
    with ExitStack() as stack:
        with serving(archive, port, undated=options.arabic) as address:
            one = stack.enter_context(desk(folder, address))
            one.watch(address, hours[:middle])
        with serving(archive, port, undated=True) as address:
            one.watch(address, hours[middle:])
        return _tell_undated([d for d in one.stories(items) if d.date.basis != "published"])


def _tell_undated(found: Sequence[Dated]) -> bool:
    print(f"undated stories {len(found):,}, by basis {dict(Counter(d.date.basis for d in found))}")
    print(f"flags {dict(Counter(flag for d in found for flag in d.date.flags))}")
    instants = sum(one.width == 0 for one in found)
    print(f"dated to an instant: {instants}")
    if any(one.true_at is None for one in found):
        widths = sorted(one.width for one in found)
        print(f"no date in the archive; median width {widths[len(widths) // 2]:.2f} h")
        return instants == 0
    for basis in ("polled", "url", "none"):
        told(f"  {basis}", [one for one in found if one.date.basis == basis])
    return told("all", found) >= TARGET and instants == 0


def planted(archive: Path, folder: Path, options: argparse.Namespace) -> bool:
    """Half of the feeds with a wrong zone; whether the profiles find them, and no others."""
    items = read_items(archive)
    errors = _draw(items, options)
    wrong = _planted(archive, folder / "planted.jsonl.gz", errors)
    with serving(wrong, _free_port(), undated=False) as address, desk(folder, address) as one:
        one.watch(address, hours_of(items, options.hours))
        good = _tell_found(one, items, errors)
        _tell_intervals("as they came", one.stories(items), errors, _western(items))
        for profile in one.store.feed_profiles().values():
            apply(one.store, one.subject, list(fixes(one.store, profile, datetime.now(UTC))))
        _tell_intervals("dated again", one.stories(items), errors, _western(items))
        return good


def _draw(items: Sequence[Item], options: argparse.Namespace) -> dict[str, int]:
    """Minutes by which the dates of half of the feeds are put off."""
    rng = random.Random(options.seed)
    feeds = sorted({item.feed for item in items})
    sign, lengths = (-1 if options.behind else 1), (HALVES if options.halves else WHOLE)
    return {feed: sign * rng.choice(lengths) for feed in rng.sample(feeds, len(feeds) // 2)}


def _planted(archive: Path, copy: Path, errors: Mapping[str, int]) -> Path:
    with gzip.open(archive, "rt", encoding="utf-8") as old, gzip.open(copy, "wt") as new:
        for line in old:
            item = json.loads(line)
            away = timedelta(minutes=errors.get(mark(item["feed_url"]), 0))
            at = datetime.fromisoformat(item["published"]) + away
            new.write(json.dumps(item | {"published": at.isoformat()}) + "\n")
    return copy


def _western(items: Sequence[Item]) -> set[str]:
    """Feeds whose dates are hours old from the start: the archive took local time for UTC."""
    freshest: dict[str, timedelta] = {}
    for item in items:
        if item.published_at is not None:
            age = item.seen_at - item.published_at
            freshest[item.feed] = min(freshest.get(item.feed, age), age)
    return {feed for feed, age in freshest.items() if age > WESTERN}


def _tell_found(one: Desk, items: Sequence[Item], errors: Mapping[str, int]) -> bool:
    counts, western = Counter(item.feed for item in items), _western(items)
    profiles = one.store.feed_profiles()
    clocks = {letters: profiles[f].clock for f, letters in one.feeds.items() if f in profiles}
    many = {feed for feed, number in counts.items() if number >= ENOUGH}
    due = [feed for feed in errors if feed in many - western]
    found = [feed for feed in due if _same_way(clocks.get(feed), errors[feed])]
    right = [feed for feed in found if _holds(clocks.get(feed), errors[feed])]
    others = [feed for feed, clock in clocks.items() if clock and feed not in errors]
    print(
        f"planted in feeds of {ENOUGH} entries or more: {len(due)}, found {len(found)}, "
        f"with the right offset {len(right)}"
    )
    print(f"found in other feeds: {len([feed for feed in others if feed not in western])}")
    apart = western & many
    print(
        f"feeds whose archived dates are hours behind: {len(apart)}; unplanted and told "
        f"{len([feed for feed in others if feed in apart])} of {len(apart - errors.keys())}"
    )
    return len(found) >= TARGET * len(due) and not set(others) - western


def _same_way(clock: FeedClock | None, error: int) -> bool:
    return clock is not None and (clock.minutes > 0) == (error > 0)


def _holds(clock: FeedClock | None, error: int) -> bool:
    return clock is not None and clock.minutes - clock.slack <= error <= clock.minutes


def _tell_intervals(
    when: str, found: Sequence[Dated], errors: Mapping[str, int], western: set[str]
) -> None:
    put_off = [one for one in found if one.feed in errors and one.feed not in western]
    told(f"planted feeds, {when}", put_off)
    told("  corrected", [one for one in put_off if "zone-corrected" in one.date.flags])
    told("  widened", [one for one in put_off if "zone-suspected" in one.date.flags])
    told(f"other feeds, {when}", [one for one in found if one.feed not in errors])


if __name__ == "__main__":
    sys.exit(main())
