"""The user's pages: Markdown with pictures, the same in the application and in the repository."""

from __future__ import annotations

import re
from importlib.resources import files

from dash import dcc, html
from flask import Flask, Response, abort

from dashboard.tongue.places import right_to_left

PAGES = (
    *("dates", "exposure", "events", "topics", "figures", "measures", "timing", "words"),
    "search",
    "subjects",
    "operate/guide",
)
_FOLDER = files("dashboard") / "help"
_PICTURE = re.compile(r"(!\[[^\]]*\]\()([\w-]+\.png\))")
_PAGE = re.compile(r"\]\((?:\.\./)?([\w-]+)\.md(?:#[\w-]+)?\)")


def text(name: str, lang: str = "") -> str:
    """A page's Markdown as it stands in the repository; in English where no other is written."""
    return (_FOLDER / f"{name}{_ending(name, lang)}").read_text("utf-8")


def _ending(name: str, lang: str) -> str:
    own = f".{lang}.md"
    return own if (_FOLDER / f"{name}{own}").is_file() else ".md"


def pictures(name: str) -> list[str]:
    """File names of the pictures that a page shows, in order."""
    return [found[2].rstrip(")") for found in _PICTURE.finditer(text(name))]


def contents(lang: str = "") -> html.Nav:
    """The pages by their titles, each a way to its place."""
    titles = [(name, text(name, lang).partition("\n")[0].lstrip("# ")) for name in PAGES]
    links = [html.Li(html.A(title, href=f"#{anchor(name)}", dir="auto")) for name, title in titles]
    return html.Nav(html.Ul(links), className="contents")


def article(lang: str = "") -> html.Article:
    """All pages one below another, each with its name as anchor; each reads in the direction
    of the language that it is written in."""
    return html.Article([_section(name, lang) for name in PAGES], className="help")


def _section(name: str, lang: str) -> html.Section:
    spoken = "en" if _ending(name, lang) == ".md" else lang
    side = "rtl" if right_to_left(spoken) else "ltr"
    told = dcc.Markdown(_in_app(text(name, lang)), link_target="_self")
    return html.Section(html.Div(told, lang=spoken, dir=side), id=anchor(name))


def anchor(name: str) -> str:
    """Where a page begins; the bar has controls that are called like pages."""
    return f"help-{name}"


def register(server: Flask) -> None:
    """Serve the pictures that the pages show, and nothing else."""
    known = frozenset(picture for name in PAGES for picture in pictures(name))

    @server.get("/help/<picture>")
    def help_picture(picture: str) -> Response:
        if picture not in known:
            abort(404)
        return Response((_FOLDER / picture).read_bytes(), mimetype="image/png")


def _in_app(markdown: str) -> str:
    """With the addresses that pictures and pages have in the application."""
    return _PAGE.sub(rf"](/help#{anchor('')}\1)", _PICTURE.sub(r"\1/help/\2", markdown))
