"""How long a week's briefing takes as HTML and PDF, how large it is, and how much memory it needs.

    python -m tests.bench.briefing [--store sqlite:///coverline-demo.db] [--week 2026-W01]

Memory is that of this process with the notebook's kernel and the browser. Aims on 100,000 stories:
40 s to HTML, 60 s to PDF, 8 MB alive, 2 MB static, 1.5 GB.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from dashboard.notebook import Wish, brief_week
from feeds.settings import load
from tests.bench.exports import Memory


def main() -> None:
    """Print a line for each form."""
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
        used = f"{memory.peak:.0f} MB of memory, CPU {memory.took:.1f} s"
        print(f"{name}: {took:.1f} s, {size:.2f} MB, {used}", end="")
        print(f", {len(rest)} file beside it" if rest else "")


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
