"""What a database complains of, in one clear line and with what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError, StatementError

from feeds.errors import StoreError, Unreachable

_AWAY = "cannot be reached."
_RUNS = "Check that PostgreSQL runs and that host and port in the address are right."
_SAFE = "Nothing that was stored before is lost."
_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        r"disk is full|No space left|could not extend file",
        "cannot be written: the database or disk is full.",
        f"Free some space, then run the command again. {_SAFE}",
    ),
    (
        r"is locked|lock timeout|deadlock detected",
        "is locked by another program that writes to it.",
        "Wait for that program or stop it, then try again.",
    ),
    (
        r"readonly database|read-only transaction|Read-only file system",
        "cannot be written: it is read-only.",
        "Put the store on a disk you may write to, or only read from it.",
    ),
    (
        r"unable to open database file|Permission denied|permission denied",
        "cannot be opened.",
        "Check that you may read and write the file and its folder.",
    ),
    (
        r"disk I/O error",
        "cannot be read or written: disk I/O error.",
        f"Check that the disk has room and works, then run the command again. {_SAFE}",
    ),
    (
        r"malformed|file is not a database",
        "is damaged and cannot be read.",
        "Restore a copy, or take the file away and poll anew.",
    ),
    (
        r"password authentication|does not exist$|no pg_hba|role .* does not exist",
        "cannot be entered:",
        "Check user, password and database in the address.",
    ),
    (
        r"[Cc]onnection (refused|failed|timed? ?out)|could not translate|timeout expired|"
        r"server closed|terminating connection|connection is (closed|bad)|resolve host|"
        r"consuming input failed|system is (starting up|shutting down|in recovery)",
        _AWAY,
        _RUNS,
    ),
    (
        r"(?i)foreign key",
        "refuses a row that names a feed, outlet, story or event it does not hold:",
        "Save outlets before polls, and events with their stories.",
    ),
)


def explain(error: Exception, where: str) -> StoreError:
    """The error as a user should read it; `where` names the store without its password."""
    text = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    for pattern, what, hint in _KNOWN:
        if re.search(pattern, text, re.MULTILINE):
            detail = f" {text.splitlines()[0]}" if what.endswith(":") else ""
            kind = Unreachable if what == _AWAY else StoreError
            return kind(f"The store {where} {what}{detail}", hint)
    if getattr(error, "connection_invalidated", False):  # the server went away in the middle
        return Unreachable(f"The store {where} {_AWAY}", _RUNS)
    return StoreError(f"The store {where} failed: {text.splitlines()[0]}", _SAFE)


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn what a database raises into a StoreError."""
    try:
        yield
    except StatementError as error:
        if isinstance(error.orig, StoreError):
            raise error.orig from None
        raise explain(error, where) from error
    except SQLAlchemyError as error:
        raise explain(error, where) from error
