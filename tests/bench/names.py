"""Are two tokens one name? `python -m tests.bench.names CASES.tsv --out ANSWERS.tsv`.

Reads id, a and b, writes id and same (1 or 0); --score reads the labels afterwards, to print
precision, recall and F1 of each kind. Of names-pairs-dev the learnt numbers have seen the
labels: the honest figures there are those of `python -m tests.bench.names_fit`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from feeds.names.likeness import token_likeness

ENOUGH = 0.5


def answers(rows: Sequence[Mapping[str, str]]) -> dict[str, bool]:
    """Whether the tokens of each row are one name, by id."""
    return {row["id"]: token_likeness(row["a"], row["b"]) > ENOUGH for row in rows}


def scores(rows: Sequence[Mapping[str, str]], said: Mapping[str, bool]) -> dict[str, str]:
    """Precision, recall and F1 in words, by kind."""
    found = {}
    for kind in sorted({row["kind"] for row in rows}):
        of_kind = [row for row in rows if row["kind"] == kind]
        wanted = sum(row["same"] == "1" for row in of_kind)
        yes = sum(said[row["id"]] for row in of_kind)
        right = sum(said[row["id"]] and row["same"] == "1" for row in of_kind)
        parts = right / max(yes, 1), right / max(wanted, 1), 2 * right / max(yes + wanted, 1)
        found[kind] = "precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*parts)
    return found


def main(arguments: list[str] | None = None) -> None:
    """Write the answers; with --score, say how good they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--score", action="store_true")
    options = parser.parse_args(arguments)
    with options.cases.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    said = answers(rows)
    if options.out:
        lines = ["id\tsame", *(f"{key}\t{int(same)}" for key, same in said.items())]
        options.out.write_text("\n".join(lines) + "\n", "utf-8")
    if options.score:
        for kind, words in scores(rows, said).items():
            print(f"{kind}: {words}")


if __name__ == "__main__":
    main()
