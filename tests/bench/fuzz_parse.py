"""Spoils documents for as long as is asked and parses them; tells what it finds.

    python -m tests.bench.fuzz_parse --minutes 5

Seeds are the malformed corpus under COVERLINE_SHARED and our own cases. Where the package
atheris is installed it steers by the branches of the parser that an input reaches; with
--plain, or without that package, inputs are spoilt at random from a seed that is printed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from tests.faults.fuzzing import LARGEST, seeds, spoilt, stumbles, wrong_with

SLOW = 5.0  # seconds of CPU for one document


class Finds:
    """What was found, each kind told once and its document kept."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kinds, self.tried = folder, Counter[str](), 0
        self.slowest = 0.0

    def look(self, body: bytes) -> None:
        """Parse a document and note what is wrong with that."""
        self.tried += 1
        begun = time.process_time()
        try:
            wrong = wrong_with(body)
        except Exception as error:
            wrong = [f"escaped: {type(error).__name__}: {error}"]
        spent = time.process_time() - begun
        self.slowest = max(self.slowest, spent)
        if spent > SLOW:
            wrong.append(f"slow: over {SLOW:g} s")
        for words in [*wrong, *filter(None, [stumbles(body) if not wrong else ""])]:
            self._note(words, body)

    def _note(self, words: str, body: bytes) -> None:
        kind = words[:60]
        self.kinds[kind] += 1
        if self.kinds[kind] == 1:
            path = self.folder / f"find-{len(self.kinds)}.bin"
            path.write_bytes(body)
            print(f"{words} ({path})", flush=True)

    def told(self) -> str:
        """The result in a line."""
        kinds = sum(not kind.startswith("unreadable") for kind in self.kinds)
        return (
            f"{self.tried:,} documents, slowest {self.slowest:.2f} s of CPU: {kinds} kinds of "
            f"breach, {len(self.kinds) - kinds} of errors that parse caught and put in words"
        )


def plain(finds: Finds, seconds: float, seed: int) -> None:
    """Spoil seeds at random."""
    chance, found, until = random.Random(seed), seeds(), time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        changes = [
            (chance.randrange(8), chance.random(), chance.random(), chance.randrange(10_000))
            for _ in range(chance.randint(1, 8))
        ]
        finds.look(spoilt(chance.choice(found), changes))
        if finds.tried % 500 == 0:
            print(f"\r{left:.0f} s left, {finds.tried:,} tried", end="", file=sys.stderr)
    print(f"\nseed {seed}: {finds.told()}")


def steered(finds: Finds, seconds: float, seed: int) -> None:
    """Let atheris choose inputs; it ends the process itself."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    corpus = finds.folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, body in enumerate(seeds()):
        (corpus / f"seed-{number}").write_bytes(body)
    atheris.instrument_all()
    limits = [f"-max_total_time={seconds:.0f}", f"-max_len={LARGEST}", f"-seed={seed}"]
    atheris.Setup(["fuzz_parse", *limits, "-timeout=60", str(corpus)], finds.look)
    atheris.Fuzz()


def main() -> None:
    """Fuzz, and tell what was found."""
    reader = argparse.ArgumentParser(prog="python -m tests.bench.fuzz_parse", description=__doc__)
    reader.add_argument("--minutes", type=float, default=5.0)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--plain", action="store_true", help="at random, with atheris installed")
    asked = reader.parse_args()
    finds = Finds(Path(tempfile.mkdtemp(prefix="fuzz-")))
    run = plain if asked.plain or find_spec("atheris") is None else steered
    print(f"seed {asked.seed}, finds are kept in {finds.folder}", flush=True)
    run(finds, asked.minutes * 60, asked.seed)
    sys.exit(bool(finds.kinds))


if __name__ == "__main__":
    main()
