"""Asking the questions: one after the other, each in a world of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from threading import Thread

from feeds.errors import ConfigError
from feeds.selftest.desk import REAL, Desk, Parts
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


def ask(names: Sequence[str] = (), parts: Parts = REAL) -> Iterator[Verdict]:
    """Answers in order, as they come; all of them where none is named. ConfigError for a name
    that is none."""
    for name in names:
        if name not in QUESTIONS:
            near = get_close_matches(name, QUESTIONS, n=3, cutoff=0.3) or list(QUESTIONS)[:3]
            raise ConfigError(f"There is no question {name}.", f"Perhaps: {', '.join(near)}.")
    for name, question in QUESTIONS.items():
        if not names or name in names:
            why = _trouble(question, parts)
            yield Verdict(name, not why, why)


def _trouble(question: Question, parts: Parts) -> str:
    """Why a question was answered wrongly, or ""; one that hangs is left behind."""
    found = [f"no answer within {LIMIT:g} s"]
    thread = Thread(target=lambda: found.append(_asked(question, parts)), daemon=True)
    thread.start()
    thread.join(LIMIT)
    return found[-1]


def _asked(question: Question, parts: Parts) -> str:
    try:
        folder = tempfile.TemporaryDirectory(prefix="coverline-", ignore_cleanup_errors=True)
        with folder as name, Desk(Path(name), parts) as desk:
            question(desk)
    except Exception as error:  # whatever goes wrong is the answer
        return " ".join(f"{error or type(error).__name__}".split()) or type(error).__name__
    return ""
