"""Who asks, for the time of one request."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, has_request_context


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who was let in; `named` where they logged in under that name."""

    name: str = ""
    edits: bool = False
    named: bool = False


def let_in(reader: Reader) -> None:
    """Remember who asks till the request ends."""
    g.reader = reader


def known() -> bool:
    """Whether whoever asks was let in."""
    return "reader" in g


def reader() -> Reader:
    """Who asks; nobody in particular outside a request."""
    found = g.get("reader") if has_request_context() else None
    return found or Reader()


def editor() -> str:
    """Who edits in this request, "" where it may only read."""
    found = reader()
    return found.name if found.edits else ""


def signed(by: str) -> str:
    """Under which name an edit is kept: the one that was logged in with, whatever is written."""
    found = reader()
    return found.name if found.named or not by.strip() else by.strip()
