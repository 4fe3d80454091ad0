"""What a browser is shown while the store is away: a page in words that tries again by itself."""

from __future__ import annotations

from flask import Flask, Response, g, jsonify, request

from dashboard.access.page import lang_now, worded
from dashboard.data import Desk
from dashboard.pages import PAGES
from dashboard.selection import page_of
from dashboard.tongue import tell
from feeds.errors import StoreError, Unreachable

AGAIN = 10  # seconds until the page is asked for again
SEEN = frozenset({*PAGES, "login"})  # what a person opens


def register(server: Flask, desk: Desk) -> None:
    """Answer 503 in words where the store fails, and find that out before a page is served."""

    @server.before_request
    def look() -> None:
        if request.method == "GET" and page_of(request.path) in SEEN:
            desk.store.data_version()

    @server.errorhandler(StoreError)
    def sorry(error: StoreError) -> Response:
        g.away = True
        lang, away = lang_now(), isinstance(error, Unreachable)
        if request.path.startswith("/_dash"):
            return _for_program(error)
        key = "away" if away else "broken"
        hint = tell(lang, f"login.{key}_do", **({} if away else {"why": error.message}))
        again = f'<meta http-equiv="refresh" content="{AGAIN}">' if away else ""
        answer = worded(tell(lang, f"login.{key}"), hint, 503, lang, again)
        return _again(answer, error)


def _for_program(error: StoreError) -> Response:
    answer = jsonify(error=error.message, hint=error.hint)
    answer.status_code = 503
    return _again(answer, error)


def _again(answer: Response, error: StoreError) -> Response:
    """The answer with when to ask again, where that may help."""
    if isinstance(error, Unreachable):
        answer.headers["Retry-After"] = str(AGAIN)
    return answer
