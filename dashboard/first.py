"""The first answer has the first view in it: the frame as the reader's address asks for it, with
the page drawn, so that a browser waits for one answer instead of a chain of them.

The browser's own script (assets/coverline.js) asks for it while the other scripts come, and says
which page it shows; who does not say it gets the empty frame, which is then filled by callbacks.
"""

from __future__ import annotations

from typing import Any

from dash import html
from flask import has_request_context, request

from dashboard import dressing, panel
from dashboard.callbacks import DRIVEN, driven, read, shown
from dashboard.data import Desk
from dashboard.layout import shell

VIEW, NARROW = "X-Coverline-View", "X-Coverline-Narrow"


def layout(desk: Desk) -> Any:
    """The frame, filled where the request says for which address."""
    frame = shell(desk.subject(), desk.subjects())
    asked = request.headers.get(VIEW, "") if has_request_context() else ""
    if asked.startswith("/"):
        _fill(frame, view(desk, asked, narrow=request.headers.get(NARROW) == "yes"))
    return frame


def view(desk: Desk, url: str, narrow: bool) -> dict[tuple[str, str], Any]:
    """(component, property) and what it holds in the first view of an address."""
    path, _, search = url.partition("?")
    asked, error = read(desk, search, path.strip("/") or "timeline")
    held: dict[tuple[str, str], Any] = dict(
        zip(DRIVEN, driven(desk, asked, error), strict=True),
    )
    held["url", "pathname"], held["narrow", "data"] = path, narrow
    if error:
        held["url", "search"] = f"?{search}" if search else ""
    if asked.lang:
        held |= zip(dressing.DRESSED, dressing.words(desk, asked.lang), strict=True)
    if beside := held["panel", "data"]:
        held["story-told", "children"] = panel.told_of(desk, beside, held["opened", "data"])
        held["story-panel", "opened"] = True
    return {**held, ("page", "children"): shown(desk, held["view", "data"], narrow)}


def _fill(frame: Any, held: dict[tuple[str, str], Any]) -> None:
    within = html.Div(frame)  # which finds the frame itself by its name, too
    for (name, part), value in held.items():
        setattr(within[name], part, value)
