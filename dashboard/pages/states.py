"""States in words, and what a figure rests on."""

from __future__ import annotations

from dash import dcc, html

from dashboard.data import Desk
from dashboard.manual import anchor
from dashboard.tongue import day, percent, tell
from dashboard.wording import told
from feeds.coverage import Basis, Selection
from feeds.errors import CoverlineError


def message(what: str, hint: str) -> html.Div:
    """A state in words: what is so, and what to do."""
    return html.Div([html.P(what, className="what"), html.P(hint)], className="state", role="alert")


def problem(error: CoverlineError, lang: str = "") -> html.Div:
    """An expected failure in plain words, in the reader's language."""
    return message(*told(error, lang))


def nothing(desk: Desk, selection: Selection, basis: Basis, lang: str) -> html.Div:
    """Why a page is empty: nobody looked, or there was none."""
    if basis.exposure == 0:
        hint = f"{_holds(desk, lang)} {tell(lang, 'frame.within')}"
        return message(tell(lang, "frame.unobserved"), hint)
    return message(
        tell(lang, "frame.none", seen=percent(lang, basis.exposure)), tell(lang, "frame.none_do")
    )


def _holds(desk: Desk, lang: str) -> str:
    span = desk.span()
    if not span:
        return ""
    return tell(lang, "frame.holds", first=day(lang, span[0]), last=day(lang, span[1]))


def rests_on(basis: Basis, lang: str, section: str = "figures") -> html.P:
    """What a figure rests on, and the help page that says how it is computed."""
    return html.P([rested(basis, lang) + " ", computed(lang, section)], className="basis")


def computed(lang: str, section: str) -> dcc.Link:
    """The way to the help page beside a figure."""
    return dcc.Link(tell(lang, "common.computed"), href=guide(lang, section), className="computed")


def guide(lang: str, section: str) -> str:
    """The address of a section of the help, in the reader's language."""
    return f"/help{'?lang=' + lang if lang else ''}#{anchor(section)}"


def rested(basis: Basis, lang: str) -> str:
    """Stories, outlets, feeds and exposure in a sentence."""
    reprints = tell(lang, "common.reprints", n=basis.reprints)
    return tell(
        lang,
        "frame.rests",
        stories=tell(lang, "common.stories", n=basis.stories),
        reprints=tell(lang, "frame.among", reprints=reprints) if basis.reprints else "",
        outlets=tell(lang, "common.outlets", n=basis.outlets),
        feeds=tell(lang, "common.feeds", n=basis.feeds),
        seen=percent(lang, basis.exposure),
        captured=_captured(basis, lang),
    )


def _captured(basis: Basis, lang: str) -> str:
    share = percent(lang, basis.captured)
    return tell(lang, "frame.captured", share=share) if basis.captured else ""
