"""The first answer has the first view in it: the frame as the reader's address asks for it, with
the page drawn, so that a browser waits for one answer instead of a chain of them.

The browser's own script (assets/coverline.js) asks for it while the other scripts come, and says
which page it shows; who does not say it gets the empty frame, which is then filled by callbacks.
Before that the document itself shows the same view as a still that needs no script: its head goes
out at once, so that scripts come while the view is drawn.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

from dash import html
from flask import Flask, Response, has_request_context, request, stream_with_context

from dashboard import dressing, panel
from dashboard.callbacks import DRIVEN, driven, first_rows, is_kept, read, shown
from dashboard.data import Desk
from dashboard.layout import shell
from dashboard.selection import page_of
from dashboard.still.markup import Markup, element
from dashboard.still.tree import Still
from dashboard.tongue import tell
from feeds.errors import CoverlineError

LOG = logging.getLogger(__name__)
VIEW, NARROW = "X-Coverline-View", "X-Coverline-Narrow"
Held = dict[tuple[str, str], Any]
PLACE = "<!--the first view-->"  # where the document has its still


def register(server: Flask, desk: Desk) -> None:
    """Send the document's head at once, then the still of the view that it asks for."""

    @server.after_request
    def pour(response: Response) -> Response:
        if response.mimetype != "text/html" or response.direct_passthrough:
            return response
        head, found, rest = response.get_data(as_text=True).partition(PLACE)
        if found:
            response.response = stream_with_context(_poured(desk, head, rest))
            response.headers.pop("Content-Length", None)
            response.headers["Cache-Control"] = "private, no-cache"
        return response


def _poured(desk: Desk, head: str, rest: str) -> Iterator[str]:
    yield head
    yield still(desk, request.full_path.rstrip("?"), narrow=_phone())
    yield rest


def _phone() -> bool:
    """Whether the browser says that it is a phone's; the page's own style corrects a mistake."""
    return "Mobi" in request.user_agent.string


def still(desk: Desk, url: str, narrow: bool) -> str:
    """The view of an address as HTML; "" where it fails, which its later request will tell."""
    try:
        return _still(desk, url, narrow)
    except CoverlineError:
        return ""
    except Exception:  # the document has begun; the page that follows says what went wrong
        LOG.exception("The still of %s could not be drawn.", url)
        return ""


def _still(desk: Desk, url: str, narrow: bool) -> str:
    held = view(desk, url, narrow)
    first = partial(first_rows, desk, held["view", "data"])
    drawing = Still(tell(held["tongue", "data"], "events.waiting"), first)
    frame = shell(desk.subject(), desk.subjects())
    _fill(frame, {**held, ("page", "children"): _page_still(desk, drawing, held, narrow)})
    facts = {
        "id": "still",
        "class": "narrow" if narrow else "wide",
        "aria-busy": "true",
    }
    return element("div", drawing.of(frame), facts)


def _page_still(desk: Desk, drawing: Still, held: Held, narrow: bool) -> Markup:
    """The page's part, as it was drawn where the page itself is kept."""
    page, told = held["page", "children"], held["view", "data"]

    def draw() -> Markup:
        return Markup(drawing.of(page))

    return desk.page(draw, "still", told, narrow) if is_kept(told) else draw()


def layout(desk: Desk) -> Any:
    """The frame, filled where the request says for which address."""
    frame = shell(desk.subject(), desk.subjects())
    asked = request.headers.get(VIEW, "") if has_request_context() else ""
    if asked.startswith("/"):
        _fill(frame, view(desk, asked, narrow=request.headers.get(NARROW) == "yes"))
    return frame


def view(desk: Desk, url: str, narrow: bool) -> Held:
    """(component, property) and what it holds in the first view of an address."""
    path, _, search = url.partition("?")
    asked, error = read(desk, search, page_of(url))
    held: Held = dict(
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


def _fill(frame: Any, held: Held) -> None:
    within = html.Div(frame)  # which finds the frame itself by its name, too
    for (name, part), value in held.items():
        setattr(within[name], part, value)
