"""One poller a store at a time: what a file's lock says of a SQLite store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feeds.errors import StoreError
from feeds.store.problems import explain

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]


def taken(where: str) -> StoreError:
    """The refusal of a second poller."""
    return StoreError(
        f"Another Coverline is polling or filling {where}.",
        "Wait until it is done, stop it, or name another --store.",
    )


@contextmanager
def file_turn(path: Path) -> Iterator[None]:
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
