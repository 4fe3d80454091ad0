"""The web application: Dash on Flask, nothing from outside hosts, strict headers."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from dash import Dash
from flask import Flask, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard import away, callbacks, choosing, first, last_door, manual, saving, scripts, sending
from dashboard.access import gate
from dashboard.access.reader import known
from dashboard.access.rules import Access
from dashboard.data import Desk
from dashboard.measures import views as times
from dashboard.pages import PAGES
from dashboard.selection import page_of
from dashboard.tending import Tending
from dashboard.tongue import LANGS
from dashboard.tongue.places import right_to_left
from feeds.errors import StoreError
from feeds.model import Subject
from feeds.store.protocol import Store

INDEX = """<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
{%css%}
</head>
<body>
{%app_entry%}
<footer>
{%config%}
{%scripts%}
{%renderer%}
</footer>
</body>
</html>"""

UNPACK = "(asked, answer) => window.dash_clientside.coverline.unpack(answer)"
UNPACK_FIRST = "(layout) => window.dash_clientside.coverline.unpack(layout)"


class Application(Dash):
    """Dash whose pages are served in the language and direction that their address asks for."""

    desk: Desk

    def interpolate_index(self, **parts: Any) -> Any:  # type: ignore[override]
        """The first document; all else comes by callbacks."""
        asked = request.args.get("lang", "")
        lang = asked if asked in LANGS else "en"
        side = "rtl" if right_to_left(lang) else "ltr"
        begins = _begins()
        parts["scripts"] = scripts.ordered(parts["scripts"], begins)
        parts["app_entry"] = first.PLACE + parts["app_entry"]
        parts["css"] = f"{scripts.beforehand(begins)}\n{parts['css']}"
        page = str(super().interpolate_index(**parts))  # type: ignore[no-untyped-call]
        dark = ' data-mantine-color-scheme="dark"' if request.args.get("theme") == "dark" else ""
        root = f'<html lang="{lang}" dir="{side}"{dark}>'
        return page.replace('<html lang="en" dir="ltr">', root, 1)


def _begins() -> tuple[str, ...]:
    """What the first view of the page that was asked for is made of."""
    held = PAGES.get(page_of(request.path))
    opened = ("figure",) if {"event", "name"} & set(request.args) else ()
    return (*(held.begins if held else ()), *opened)


def create_app(
    store: Store,
    subject: Subject,
    editor: str = "",
    tending: Tending | None = None,
    access: Access | None = None,
) -> Application:
    """The dashboard over one store; `app.server` is the WSGI application.

    `access` says who may read and edit; without it, this machine alone reads, and `editor`
    edits, "" for nobody. `tending` looks after feeds and writes briefings, where the page may.
    """
    desk = Desk(store, subject, tending=tending)
    app = Application(
        "dashboard",
        title=f"Coverline: {subject.label}",
        update_title="",
        serve_locally=True,
        suppress_callback_exceptions=True,
        enable_mcp=False,
        index_string=INDEX,
        assets_path_ignore=["later"],
        hooks={"request_post": UNPACK, "layout_post": UNPACK_FIRST},
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.desk = desk
    app.layout = lambda: first.layout(desk)
    choosing.register(app.server)
    rules = access or Access("here", editor)
    times.register(app.server, rules, store)
    gate.register(app.server, rules, store)
    away.register(app.server, desk)
    callbacks.register(app, desk)
    _health(app.server, desk)
    manual.register(app.server)
    saving.register(app.server, desk)
    _greet(app.server)
    sending.register(app.server)
    last_door.register(app.server, desk)  # what comes after is done before: it reads plain text
    first.register(app.server, desk)
    _headers(app.server, _policy(app.csp_hashes()))
    _begin(app.server)
    return app


def _begin(server: Flask) -> None:
    """Have Dash prepare itself by a first request: of several that come at once, as scripts do,
    all but one would find it half prepared, and so would all others if that one failed."""
    if server.test_client().get("/_dash-dependencies").status_code >= 500:
        raise StoreError("The store went away while the server began.", "Start it again.")


def _greet(server: Flask) -> None:
    """Who comes to a page without a language gets the one that their browser asks for."""

    @server.before_request
    def greet() -> AnyResponse | None:
        page = request.path.strip("/") or "timeline"
        if request.method != "GET" or page not in PAGES or "lang" in request.args:
            return None
        wanted = request.accept_languages.best_match(LANGS, default=LANGS[0])
        if wanted == LANGS[0]:
            return None
        query = request.query_string.decode("utf-8", "replace")
        return redirect(f"{request.path}?{query}{'&' if query else ''}lang={wanted}")


def _policy(hashes: Sequence[str]) -> str:
    """Only this host; Dash's own inline scripts by their hash, styles that Plotly writes."""
    scripts = " ".join(["'self'", *hashes])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-src 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _headers(server: Flask, policy: str) -> None:
    @server.after_request
    def harden(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response.headers["Vary"] = "Accept-Language"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        return response


def _health(server: Flask, desk: Desk) -> None:
    @server.get("/health")
    def health() -> Response:
        span = desk.span()
        if not known():
            return jsonify(status="ok")
        return jsonify(
            status="ok",
            version=version("coverline"),
            subject=desk.subject().id,
            synthetic=desk.subject().synthetic,
            last_poll_at=span[1].isoformat() if span else None,
            data_version=desk.store.data_version(),
        )
