"""How long a week's briefing takes as HTML and PDF, how large it is, and how much memory it needs.

    python -m tests.bench.briefing [--store sqlite:///coverline-demo.db] [--week 2026-W01]

Each beside its aim on 100,000 stories (tests.bench.made_weeks makes such a store). Memory is that
of this process with the notebook's kernel and the browser.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from dashboard.notebook import Wish, brief_week
from feeds.settings import load
from tests.bench.exports import Memory, told

TIMES = {"html": 40, "pdf": 60, "md": 40}  # seconds, on 100,000 stories
SIZES = {"HTML": 8, "static": 2}  # MB


def main() -> None:
    """Print lines for each form."""
    options = _options()
    settings = load({"store": options.store})
    wishes = {
        "HTML": Wish(options.week, options.lang),
        "static": Wish(options.week, options.lang, static=True),
        "PDF": Wish(options.week, options.lang, "pdf"),
        "mail": Wish(options.week, options.lang, "md"),
    }
    for name, wish in wishes.items():
        with tempfile.TemporaryDirectory() as folder, Memory() as memory:
            started = time.monotonic()
            path, *rest = brief_week(settings, wish, Path(folder) / f"briefing.{wish.kind}")
            took, size = time.monotonic() - started, path.stat().st_size / 1e6
        beside = f", {len(rest)} file beside it" if rest else ""
        told(f"{name}, time", took, TIMES[wish.kind], f"s, CPU {memory.took:.1f} s")
        if name in SIZES:
            told(f"{name}, size", size, SIZES[name], f"MB{beside}")
        told(f"{name}, peak memory", memory.peak, 1500, "MB")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", default="sqlite:///coverline-demo.db", help="a store with polls")
    parser.add_argument("--week", help="the last whole one if left out")
    parser.add_argument("--lang", default="en", help="en or ar")
    return parser.parse_args()


if __name__ == "__main__":
    main()
