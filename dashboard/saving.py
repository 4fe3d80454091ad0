"""Files of a page's figures: drawn anew on the server from the selection in the address."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from flask import Flask, Response, request

from dashboard.data import Desk
from dashboard.figure_names import NAMES
from dashboard.figure_set import OF_ONE_EVENT
from dashboard.selection import Asked, from_query, resolve
from dashboard.wording import wrong
from feeds.coverage import Selection
from feeds.errors import CoverlineError, ExportError

if TYPE_CHECKING:
    from dashboard.export.picture import Picture
    from dashboard.export.warm import Warm

Kind = Literal["png", "svg", "csv"]
TYPES: dict[Kind, str] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
}


class Files:
    """Pictures and tables of one desk; the browser that draws is started when first needed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._warm: Warm | None = None

    def file(self, name: str, kind: Kind, query: str) -> bytes:
        """A figure's file, or CoverlineError in words."""
        from dashboard.export.picture import Picture  # only who saves a figure waits for it

        asked = from_query(query, self._desk.subject())
        chosen, lang = self._selection(asked, name), asked.lang or "en"
        picture = Picture(self._desk, chosen, name, lang, asked.base, bool(asked.panel))
        return picture.csv() if kind == "csv" else self._drawn(picture, kind)

    def _drawn(self, picture: Picture, kind: Literal["png", "svg"]) -> bytes:
        from dashboard.export.warm import Warm

        self._warm = self._warm or Warm()
        return picture.file(kind, printer=self._warm)

    def _selection(self, asked: Asked, name: str) -> Selection:
        span = self._desk.span()
        if span is None:
            raise wrong("unpolled")
        chosen = resolve(asked, self._desk.subject(), span)
        if name == "heatmap":
            chosen = replace(chosen, rows="outlet")
        if asked.name and name == NAMES:
            return replace(chosen, names=(asked.name,))
        if asked.event and name in OF_ONE_EVENT:
            return replace(chosen, events=(self._desk.current_event(asked.event),))
        return chosen


def register(server: Flask, desk: Desk) -> None:
    """Serve `/figure/NAME.png`, `.svg` and `.csv` with a page's query."""
    files = Files(desk)

    @server.get("/figure/<name>.<kind>")
    def figure(name: str, kind: str) -> Response:
        if kind not in TYPES:
            return _sorry(wrong("kind", name=kind))
        query = request.query_string.decode("utf-8", "replace")
        try:
            data = files.file(name, kind, query)
        except CoverlineError as error:
            return _sorry(error)
        answer = Response(data, content_type=TYPES[kind])
        answer.headers["Content-Disposition"] = f'attachment; filename="coverline-{name}.{kind}"'
        return answer


def _sorry(error: CoverlineError) -> Response:
    status = 503 if isinstance(error, ExportError) else 400
    told = f"{error.message} {error.hint}".strip()
    return Response(told, status=status, content_type="text/plain; charset=utf-8")
