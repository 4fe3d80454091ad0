"""The gate: before every request, who asks and whether they may; nothing is served around it."""

from __future__ import annotations

from secrets import token_urlsafe

from flask import Flask, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard.access import login
from dashboard.access.addresses import client_of, is_loopback, within
from dashboard.access.origin import COOKIE, HEADER, SAFE, own_page, same_token
from dashboard.access.page import refusal
from dashboard.access.reader import Reader, let_in
from dashboard.access.rules import Access
from feeds.store.protocol import Store

PUBLIC = ("/health", "/login", "/logout", "/metrics")  # these ask for themselves
GUARDED = ("password", "proxy")  # ways in whose readers carry a token


def register(server: Flask, access: Access, store: Store) -> None:
    """Ask before every request; harden the cookies and keep private pages out of caches."""
    if access.logs_in:
        login.register(server, access, store)

    @server.before_request
    def ask() -> AnyResponse | None:
        return _shut(access) or _refused(access)

    @server.after_request
    def keep(response: Response) -> Response:
        if access.way in GUARDED:
            if COOKIE not in request.cookies and request.path != "/login":  # sets its own
                response.set_cookie(COOKIE, token_urlsafe(24), secure=True, samesite="Strict")
            if not request.path.startswith(("/assets/", "/_dash-component-suites/")):
                response.headers["Cache-Control"] = "private, no-store"
        return response


def address_of(access: Access) -> str:
    """The address that this request came from."""
    forwarded = ",".join(request.headers.getlist("X-Forwarded-For"))
    return client_of(request.remote_addr or "", forwarded, access.proxies)


def _shut(access: Access) -> AnyResponse | None:
    """What is refused to everyone: names of this machine that lead a browser here from
    elsewhere, and changes that a foreign page asks for."""
    if access.way == "here" and not _from_this_machine():
        return refusal("here", 403)
    if request.method in SAFE:
        return None
    sent = request.headers
    if not own_page(request.host, sent.get("Origin", ""), sent.get("Sec-Fetch-Site", "")):
        return refusal("foreign", 403)
    return None


def _from_this_machine() -> bool:
    """Whether nobody stands in between: a proxy on this machine would let the world in."""
    name = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return is_loopback(name) and not passed_on


def _refused(access: Access) -> AnyResponse | None:
    """An answer for who is not let in; None for who is."""
    found = _who(access)
    if found is not None:
        let_in(found)
    if request.path in PUBLIC:
        return None
    if found is None:
        return _stranger(access)
    if access.way in GUARDED and request.method not in SAFE and not _tokened():
        return refusal("token", 403)
    return None


def _who(access: Access) -> Reader | None:
    if access.way == "here":
        return Reader(access.owner, edits=bool(access.owner))
    if access.way == "open":
        return Reader()
    if access.way == "password":
        return login.logged_in() or (Reader() if access.reads_open else None)
    name = request.headers.get(access.header, "").strip()
    if not name or not within(request.remote_addr or "", access.proxies):
        return None
    return Reader(name, access.edits(name), named=True)


def _stranger(access: Access) -> AnyResponse:
    if access.way == "proxy":
        return refusal("proxy", 403)
    if (
        request.method == "GET"
        and request.accept_mimetypes.accept_html
        and "_dash" not in request.path
    ):
        return redirect(login.way_to(request.full_path.rstrip("?")))
    answer = jsonify(error="Log in first.", login="/login")
    answer.status_code = 401
    return answer


def _tokened() -> bool:
    return same_token(request.cookies.get(COOKIE, ""), request.headers.get(HEADER, ""))
