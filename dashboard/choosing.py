"""Which subject a request is about, where a store has several: its address says so.

Pages say `?subject=…`; what a page asks for by itself says it in a header, as its address stands
in the browser's bar.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import Flask, request

HEADER = "X-Coverline-Subject"
_asked: ContextVar[str] = ContextVar("subject", default="")


def register(server: Flask) -> None:
    """Heed what each request says; none is the store's first subject."""

    @server.before_request
    def heed() -> None:
        _asked.set(request.args.get("subject") or request.headers.get(HEADER, ""))


@contextmanager
def about(name: str) -> Iterator[None]:
    """What happens meanwhile is about a subject, "" for the first."""
    token = _asked.set(name)
    try:
        yield
    finally:
        _asked.reset(token)


def asked() -> str:
    """The id of the subject that this request is about; "" for the first."""
    return _asked.get()
