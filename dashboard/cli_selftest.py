"""`coverline selftest`: the poller before a hostile server, so that it can be trusted."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.endings import FAILED

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
    verdicts = _counted(only or []) if as_json else _told(only or [])
    if as_json:
        print(json.dumps([asdict(verdict) for verdict in verdicts], ensure_ascii=False))
    if not all(verdict.passed for verdict in verdicts):
        raise typer.Exit(FAILED)


def _told(only: list[str]) -> list[Verdict]:
    """A line for each answer as it comes."""
    from feeds.selftest.run import ask

    verdicts = []
    for verdict in ask(only):
        print(verdict.line, flush=True)
        verdicts.append(verdict)
    return verdicts


def _counted(only: list[str]) -> list[Verdict]:
    """The answers, with a bar meanwhile."""
    from dashboard.progress import progress
    from feeds.selftest.questions import QUESTIONS
    from feeds.selftest.run import ask

    verdicts, total = [], len(set(only)) or len(QUESTIONS)
    with progress("Asking") as tick:
        for verdict in ask(only):
            verdicts.append(verdict)
            tick(len(verdicts), total)
    return verdicts
