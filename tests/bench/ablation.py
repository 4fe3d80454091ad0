"""What each signal adds: python -m tests.bench.ablation

Learns the weights without one signal, and with ever more of them, and groups each Syria set by
weights learnt without its own fifth (5-fold over events, average linkage, without the pipeline).
Prints B-cubed F1 and pair F1 at the start that is best for both sets together.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from tests.bench.linking import linked, scores
from tests.bench.weights import SAME, SYRIA, held_out, material

STARTS = (-0.5, 0.0, 0.5, 1.0, 1.5)
GROWING = ("words", "meaning", "hours", "names", "letters", "concepts", "numbers", "other_numbers")


def choices() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(what is tried, the signals in it)."""
    yield "all", SAME
    for name in SAME:
        yield f"without {name}", tuple(other for other in SAME if other != name)
    for number in range(1, len(GROWING)):
        yield "+ " + GROWING[number - 1], GROWING[:number]


def measured(used: Sequence[str]) -> list[tuple[float, float]]:
    """(B-cubed F1, pair F1) of each Syria set, at the start that is best for both together."""
    odds = {name: held_out(name, used) for name in SYRIA}
    tried = [
        [scores(material()[name], linked(material()[name], odds[name], -start)) for name in SYRIA]
        for start in STARTS
    ]
    return max(tried, key=lambda some: sum(sum(pair) for pair in some))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table as it grows."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    print(f"{'':24}" + "".join(f"{name:>16}" for name in SYRIA))
    for name, used in choices():
        cells = "".join(f"{f'{b:.3f} {p:.3f}':>16}" for b, p in measured(used))
        print(f"{name:24}{cells}", flush=True)


if __name__ == "__main__":
    main()
