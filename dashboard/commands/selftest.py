"""`coverline selftest`: the poller before a hostile server, so that it can be trusted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.endings import FAILED
from dashboard.progress import progress

if TYPE_CHECKING:
    from feeds.selftest.run import Verdict


def selftest(
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Ask just this question; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """Try the poller on a hostile server of this machine: 25 questions, a line for each.

    Nothing leaves this machine and no store is touched. Exit code 1 when an answer is wrong.

    Example: coverline selftest --only retry-after
    """
    from feeds.selftest.run import ask, chosen

    questions = chosen(only or [])
    tell = told_as_json if as_json else told
    if not tell(ask(questions), len(questions)):
        raise typer.Exit(FAILED)


def told(verdicts: Iterable[Verdict], total: int) -> bool:
    """A line for each answer as it comes; whether all were right."""
    passed = 0
    for verdict in verdicts:
        print(verdict.line, flush=True)
        passed += verdict.passed
    return passed == total


def told_as_json(verdicts: Iterable[Verdict], total: int) -> bool:
    """All answers as a JSON list once they are there; whether all were right."""
    found = []
    with progress("Asking") as tick:
        for verdict in verdicts:
            found.append(verdict)
            tick(len(found), total)
    print(json.dumps([asdict(verdict) for verdict in found], ensure_ascii=False))
    return all(verdict.passed for verdict in found)
