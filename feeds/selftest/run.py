"""Asking the questions: one after the other, each in a world of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from threading import Thread

from feeds.errors import ConfigError
from feeds.selftest.desk import REAL, Desk, Parts, Wrong
from feeds.selftest.questions import QUESTIONS, Question

LIMIT = 60.0  # seconds for one question


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a question was answered; `why` is "" for a pass."""

    name: str
    passed: bool
    why: str = ""

    @property
    def line(self) -> str:
        """`NAME pass` or `NAME fail: why`, on one line."""
        return f"{self.name} pass" if self.passed else f"{self.name} fail: {self.why}"


def chosen(names: Sequence[str]) -> dict[str, Question]:
    """The questions of these names in their order, all where none is named; or ConfigError."""
    for name in names:
        if name not in QUESTIONS:
            near = get_close_matches(name, QUESTIONS, n=3, cutoff=0.3) or list(QUESTIONS)[:3]
            raise ConfigError(f"There is no question {name}.", f"Perhaps: {', '.join(near)}.")
    return {name: ask for name, ask in QUESTIONS.items() if not names or name in names}


def ask(
    questions: Mapping[str, Question], parts: Parts = REAL, limit: float = LIMIT
) -> Iterator[Verdict]:
    """Answers in order, as they come; one that takes longer than `limit` seconds is wrong."""
    for name, question in questions.items():
        why = _trouble(question, parts, limit)
        yield Verdict(name, not why, why)


def _trouble(question: Question, parts: Parts, limit: float) -> str:
    """Why a question was answered wrongly, or ""; one that hangs is left behind."""
    found = [f"no answer within {limit:g} s"]
    thread = Thread(target=lambda: found.append(_asked(question, parts)), daemon=True)
    thread.start()
    thread.join(limit)
    return found[-1]


def _asked(question: Question, parts: Parts) -> str:
    try:
        folder = tempfile.TemporaryDirectory(prefix="coverline-", ignore_cleanup_errors=True)
        with folder as name, Desk(Path(name), parts) as desk:
            question(desk)
    except Wrong as wrong:
        return " ".join(str(wrong).split())
    except Exception as error:  # whatever goes wrong is the answer
        return " ".join(f"{type(error).__name__}: {error}".split())
    return ""
