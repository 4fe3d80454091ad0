"""How a command ends: with an exit code, and where it went wrong with one line that says so."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import typer

from feeds.errors import CoverlineError

FAILED, BAD_INPUT, STOPPED = 1, 2, 130


def ended(command: Callable[[], object]) -> int:
    """The exit code of a command; what stopped it is told in one line on standard error."""
    try:
        code = command()
        sys.stdout.flush()
    except (CoverlineError, OSError, typer.TyperException) as error:
        return _refused(error)
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    if code == STOPPED:
        print("Stopped. What was polled is kept; run again to go on.", file=sys.stderr)
    return code if isinstance(code, int) else 0


def _refused(error: Exception) -> int:
    if isinstance(error, OSError):
        _drop_output()
    if isinstance(error, BrokenPipeError):  # the reader, such as `head`, has had enough
        return FAILED
    if line := _line(error):
        print(line, file=sys.stderr)
    return BAD_INPUT


def _line(error: Exception) -> str:
    """The error in one line; typer's names the option, ours say what to do."""
    if isinstance(error, typer.TyperException):
        text = error.format_message().rstrip(".")  # "" where the help was shown instead
        return f"coverline: {text}. Look at {_command(error)} --help." if text else ""
    if isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename else ""
        return f"coverline: {what}{error.strerror or error}. What was stored before is kept."
    return f"coverline: {' '.join(str(error).splitlines())}"


def _command(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context else "coverline"


def _drop_output() -> None:
    """What is still in the buffer has nowhere to go; Python would complain of it at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
