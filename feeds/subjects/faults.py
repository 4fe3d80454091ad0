"""All faults of one TOML file, not only the first: what is wrong is left out and the rest read."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from feeds.errors import ConfigError

T = TypeVar("T")
HEADER = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]")
LINE = re.compile(r"line (\d+)")
MOST = 50  # faults of one file


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What could be read of a file, None where nothing could; and each fault in words."""

    found: T | None
    faults: tuple[str, ...]


def read_whole(path: Path, load: Callable[[Path], T]) -> Read[T]:
    """Read a file, leaving out each outlet, topic or concept that is wrong. A fault outside of
    them ends the search; what others then miss of those left out is not told."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        text = _text(path)
        while text is not None and len(faults) < MOST:
            copy.write_text(text, "utf-8")
            try:
                return Read(load(copy), tuple(faults))
            except ConfigError as error:
                told = str(error).replace(str(copy), str(path))
                rest = _without(text, _line(error))
                if rest is None and faults:
                    break  # it may only miss what was left out
                faults.append(told)
                text = rest
    return Read(None, tuple(faults or _first(path, load)))


def _first(path: Path, load: Callable[[Path], T]) -> Iterator[str]:
    """The fault of a file that cannot be read at all."""
    try:
        load(path)
    except ConfigError as error:
        yield str(error)


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _line(error: ConfigError) -> int:
    found = LINE.search(error.message)
    return int(found[1]) if found else 0


def _without(text: str, line: int) -> str | None:
    """The text with the [[table]] around a line blank, so that other lines keep their numbers;
    None where the line stands in none."""
    lines = text.split("\n")
    starts = [n for n, held in enumerate(lines, 1) if HEADER.match(held)]
    start = max((n for n in starts if n <= line), default=0)
    if not start:
        return None
    ends = (n for n, held in enumerate(lines, 1) if n > start and _leaves(held, lines[start - 1]))
    end = next(ends, len(lines) + 1)
    blank = [""] * (end - start)
    return "\n".join([*lines[: start - 1], *blank, *lines[end - 1 :]])


def _leaves(line: str, header: str) -> bool:
    """Whether a line begins a table outside of the one that a header begins."""
    own = HEADER.match(header)
    found = re.match(r"\s*\[+\s*([\w\"-]+)", line) if line.lstrip().startswith("[") else None
    inner = own is not None and re.match(rf"\s*\[+\s*{re.escape(own[1])}\.", line)
    return found is not None and not inner
