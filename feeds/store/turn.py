"""Whose turn it is at a store; a SQLite store has one poller at a time, as a file's lock says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from feeds.errors import StoreError
from feeds.store.problems import explain

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]


class Turn(Protocol):
    """A store held by this process, alone or together with other pollers."""

    def alone(self) -> AbstractContextManager[None]:
        """Held by nobody else; StoreError while another holds it."""

    def together(self) -> AbstractContextManager[None]:
        """Held by pollers only, by just one where they cannot share it; else StoreError."""

    def derives(self) -> str:
        """What stays the same as long as this process is the one that dates and groups; "" while
        another is."""

    def leave(self) -> None:
        """Hold it no longer."""


def taken(where: str) -> StoreError:
    """The refusal of a second poller."""
    return StoreError(
        f"Another Coverline is polling or filling {where}.",
        "Wait until it is done, stop it, or name another --store.",
    )


class FileTurn:
    """The turn at a SQLite store: one poller, which does all."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def alone(self) -> AbstractContextManager[None]:
        """Held by nobody else."""
        return _held(self._path)

    def together(self) -> AbstractContextManager[None]:
        """The same: there is no sharing it."""
        return _held(self._path)

    def derives(self) -> str:
        """The only one there is."""
        return "alone"

    def leave(self) -> None:
        """It is left with its block."""


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the file beside a store that only one poller may hold; it frees itself at the end of
    the process, however that ends. On a system without such locks nothing is held."""
    try:
        held = path.with_name(f"{path.name}-poller").open("w")
    except OSError as error:
        raise explain(error, str(path)) from error
    with held:
        if fcntl is not None:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise taken(str(path)) from None
        yield
