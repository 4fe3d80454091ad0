"""The plain pages of the gate: a form to log in, and refusals in words."""

from __future__ import annotations

from flask import Response, request
from markupsafe import escape

from dashboard.tongue import LANGS, tell
from dashboard.tongue.places import right_to_left

# Of its own: it stands before the gate, where the application's files are not served.
STYLE = """body{font:16px/1.5 "Noto Sans","Noto Sans Arabic","DejaVu Sans",sans-serif;margin:0;
display:grid;min-height:100vh;place-items:center;background:#fff;color:#1f2933}
main{width:min(22rem,90vw)}h1{font-size:1.3rem}label{display:block;margin-block:.8rem}
input{font:inherit;width:100%;box-sizing:border-box;padding:.45rem .6rem;border:1px solid #5f6b78;
border-radius:4px;background:inherit;color:inherit}button{font:inherit;padding:.45rem 1.2rem;
border:0;border-radius:4px;background:#1f4e7f;color:#fff}a{color:#1f4e7f}
.said{padding:.6rem .8rem;background:#fff3d6;color:#553c00}
@media (prefers-color-scheme:dark){body{background:#15191e;color:#e8ecf1}a{color:#8fbbe4}
.said{background:#4a3a10;color:#ffe9b5}}"""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


def lang_now() -> str:
    """The language of the request: its address's, else its browser's."""
    asked = request.args.get("lang", "") or request.form.get("lang", "")
    if asked in LANGS:
        return asked
    return request.accept_languages.best_match(LANGS, default=LANGS[0]) or LANGS[0]


def form(token: str, leads: str, said: str = "", status: int = 200, name: str = "") -> Response:
    """The page to log in on; `said` is why the last try failed."""
    lang = lang_now()
    told = f'<p class="said" role="alert">{escape(said)}</p>' if said else ""
    return plain(
        lang,
        tell(lang, "login.title"),
        f"""{told}<form method="post" action="/login">
<input type="hidden" name="token" value="{escape(token)}">
<input type="hidden" name="next" value="{escape(leads)}">
<input type="hidden" name="lang" value="{escape(lang)}">
<label>{escape(tell(lang, "login.name"))}
<input name="name" autocomplete="username" required maxlength="40" value="{escape(name)}"></label>
<label>{escape(tell(lang, "login.password"))}
<input name="password" type="password" autocomplete="current-password" required></label>
<button>{escape(tell(lang, "login.enter"))}</button></form>""",
        status,
    )


def refusal(key: str, status: int) -> Response:
    """Why a request is refused, and what to do."""
    lang = lang_now()
    return worded(tell(lang, f"login.{key}"), tell(lang, f"login.{key}_do"), status, lang)


def worded(what: str, hint: str, status: int, lang: str, head: str = "") -> Response:
    """A state in words, as a page for people and as plain text for programs."""
    if not request.accept_mimetypes.accept_html:
        return Response(f"{what} {hint}", status, content_type="text/plain; charset=utf-8")
    body = f'<p class="said" role="alert">{escape(what)}</p><p>{escape(hint)}</p>'
    return plain(lang, "Coverline", body, status, head)


def plain(lang: str, title: str, body: str, status: int, head: str = "") -> Response:
    """A page without scripts; `body` and `head` are HTML of ours."""
    side = "rtl" if right_to_left(lang) else "ltr"
    page = (
        f'<!DOCTYPE html><html lang="{lang}" dir="{side}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    answer = Response(page, status, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = POLICY
    # With less, a browser would not say of a form from where it was sent.
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
