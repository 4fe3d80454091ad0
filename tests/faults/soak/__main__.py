"""A soak: python -m tests.faults.soak --feeds 1000 --hours 24 --minutes 30 [--postgres]

Pollers run by a fast clock while feeds fail by the hour, pollers are killed with -9, the disk is
full once, the clock is set back an hour and a PostgreSQL is restarted, both without notice.
Printed are what is wrong with the store afterwards, and what memory and files the pollers held.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.faults.soak.driver import Soak
from tests.faults.soak.pollers import Held
from tests.store.server import new_schema, new_server


def told(soak: Soak) -> Iterator[str]:
    """A soak in lines."""
    yield from soak.done
    counts = soak.counts
    yield f"{counts['polls']:,} polls, {counts['entries']:,} entries, {counts['stories']:,} stories"
    for words, times in soak.failed.most_common():
        yield f"{times} passes failed and were tried again: {words}"
    for quarter in range(4):
        found = [held for held in soak.held if quarter <= 4 * held.hours / soak.hours < quarter + 1]
        if found:
            yield f"quarter {quarter + 1}: {most(found)}"


def most(held: Sequence[Held]) -> str:
    """The most that any poller held."""
    size, files = max(one.megabytes for one in held), max(one.files for one in held)
    return f"at most {size:.0f} MB and {files} open files a poller"


@contextmanager
def place(folder: Path, postgres: bool) -> Iterator[Soak]:
    """A soak with an empty store, by the defaults."""
    if not postgres:
        yield Soak(folder, f"sqlite:///{folder}/desk.db", 0, 0, 0, 1)
        return
    with new_server() as server:
        yield Soak(folder, new_schema(server.url), 0, 0, 0, 1, server)


def main() -> None:
    """Soak as asked on the command line; exit code 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hours", type=float, default=24, help="simulated")
    parser.add_argument("--minutes", type=float, default=30, help="that they take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL made for it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, place(Path(folder), asked.postgres) as soak:
        soak.feeds, soak.hours, soak.minutes = asked.feeds, asked.hours, asked.minutes
        soak.seed = asked.seed
        wrong = soak.run()
        print("\n".join(told(soak)))
    print("\n".join(wrong) or "nothing lost, nothing doubled")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
