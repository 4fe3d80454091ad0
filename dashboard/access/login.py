"""Logging in with a shared password: who is meant is said by name, what they may by password."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_hex, token_urlsafe
from urllib.parse import quote

from flask import Flask, Response, redirect, request, session
from werkzeug.wrappers import Response as AnyResponse

from dashboard.access import passwords, tries
from dashboard.access.addresses import client_of
from dashboard.access.origin import COOKIE, same_token
from dashboard.access.page import form, lang_now
from dashboard.access.reader import Reader
from dashboard.access.rules import Access
from dashboard.tongue import tell
from feeds.errors import StoreError, Unreachable
from feeds.store.protocol import Store
from feeds.text import clean

LASTS = timedelta(hours=12)  # without a request
LONGEST = 40  # characters of a name
SECRET = "login_secret"


def register(server: Flask, access: Access, store: Store) -> None:
    """Serve the page to log in on, and the way out."""
    server.secret_key = _secret(access, store)
    server.config.update(
        SESSION_COOKIE_NAME="coverline_session",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",  # a link in a mail leads to the page, not to the form
        PERMANENT_SESSION_LIFETIME=LASTS,
    )

    @server.get("/login")
    def show() -> Response:
        return _form(_leads(request.args.get("next", "")))

    @server.post("/login")
    def enter() -> AnyResponse:
        return _entered(access, store, datetime.now(UTC))

    @server.post("/logout")
    def leave() -> AnyResponse:
        session.clear()
        return redirect("/login", 303)


def logged_in() -> Reader | None:
    """Who the session says is logged in."""
    name = session.get("name")
    return Reader(str(name), session.get("role") == "editor", named=True) if name else None


def way_to(path: str) -> str:
    """The address of the form that leads back to a page."""
    return f"/login?next={quote(_leads(path), safe='/')}"


def _secret(access: Access, store: Store) -> str:
    """What signs sessions: the same for all servers of a store, another after a password was
    changed, so that whoever was logged in with the old one is logged out."""
    try:
        held = store.fact_once(SECRET, token_hex(32))
    except Unreachable:
        raise
    except StoreError:  # a store that is only read: logins end with this server
        held = token_hex(32)
    return sha256("\n".join((held, access.reader_hash, access.editor_hash)).encode()).hexdigest()


def _entered(access: Access, store: Store, now: datetime) -> AnyResponse:
    given, lang = request.form, lang_now()
    leads, name = _leads(given.get("next", "")), clean(given.get("name", ""))[:LONGEST]
    if not same_token(request.cookies.get(COOKIE, ""), given.get("token", "")):
        return _form(leads, tell(lang, "login.cookie"), 400, name)
    forwarded = ",".join(request.headers.getlist("X-Forwarded-For"))
    address = client_of(request.remote_addr or "", forwarded, access.proxies)
    if tries.too_many(store, address, now):
        minutes = tries.WITHIN // timedelta(minutes=1)
        answer = _form(leads, tell(lang, "login.too_many", n=minutes), 429, name)
        answer.headers["Retry-After"] = str(int(tries.WITHIN.total_seconds()))
        return answer
    role = _role(access, given.get("password", ""))
    if not (role and name):
        tries.refused(store, address, name, now)
        return _form(leads, tell(lang, "login.wrong"), 401, name)
    session.clear()
    session.permanent = True
    session.update(name=name, role=role)
    with suppress(StoreError):  # a store that is only read
        tries.logged_in(store, address, name, now)
    return redirect(leads, 303)


def _role(access: Access, password: str) -> str:
    """What a password lets do. Both are always tried, so that the time tells nothing."""
    edits = passwords.matches(access.editor_hash, password)
    reads = passwords.matches(access.reader_hash, password)
    return "editor" if edits else "reader" if reads else ""


def _form(leads: str, said: str = "", status: int = 200, name: str = "") -> Response:
    token = request.cookies.get(COOKIE) or token_urlsafe(24)
    answer = form(token, leads, said, status, name)
    answer.set_cookie(COOKIE, token, secure=True, samesite="Strict")
    return answer


def _leads(path: str) -> str:
    """A path of this dashboard; the first page for anything else."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\", "/login", "/logout"))
    return path if inside and path.isprintable() else "/"
