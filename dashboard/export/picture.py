"""A figure of a selection, ready to be printed in any size and kind, with its data and proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from importlib.metadata import version
from pathlib import Path

import plotly.graph_objects as go

from dashboard import canonical
from dashboard.data import Desk
from dashboard.export import asked
from dashboard.export.carrying import sealed
from dashboard.export.presets import preset, scale_of
from dashboard.export.proof import Proof, store_id
from dashboard.figure_more import drawer
from dashboard.figure_names import NAMES, top_names
from dashboard.figure_set import OF_ONE_EVENT, Drawing, Manner, top_events
from dashboard.figures import paper
from dashboard.printer import Draws, Kind, Printer, written
from dashboard.tables_out import as_csv, as_parquet, as_xlsx
from dashboard.theme import LOOKS
from feeds.coverage import Selection
from feeds.errors import StoreError
from feeds.model import Subject
from feeds.store.protocol import Store
from feeds.subjects import load_subject

SHEET = "sheet"


class Picture:
    """One figure; it is drawn anew for each preset, and once for all files of it."""

    def __init__(
        self,
        desk: Desk,
        selection: Selection,
        name: str,
        lang: str = "en",
        base: str = "",
        panel: bool = False,
    ) -> None:
        """SelectionError where there is no such figure; `base` and `panel` as in Manner."""
        self.name, self.lang, self.selection = name, lang, selection
        self.base, self.panel = base, panel
        self._desk, self._draw = desk, drawer(name)
        self._drawn: dict[str, Drawing] = {}

    def drawing(self, size: str = SHEET) -> Drawing:
        """The figure and its table; NothingToDraw where the span has nothing to show."""
        if size not in self._drawn:
            self._pin()
            look = LOOKS["light"]
            manner = Manner(preset(size).fit, self.lang, look, self.base, self.panel)
            drawn = self._draw(self._desk, self.selection, manner)
            if manner.fit.height:
                paper.filled(drawn.figure, manner.fit.height)
            self._drawn[size] = self._shown(drawn)
            _number(self._drawn[size].figure)
        return self._drawn[size]

    def _shown(self, drawn: Drawing) -> Drawing:
        """Without the names that are kept off, wherever in the picture they stand."""
        if not self._desk.suppressed():
            return drawn
        figure = go.Figure(self._desk.withheld(drawn.figure.to_plotly_json()))
        return replace(drawn, figure=figure, table=self._desk.withheld(drawn.table))

    def _pin(self) -> None:
        """Which event is the largest, which names are told of most, may change later on: the
        picture is of these."""
        if self.name in OF_ONE_EVENT and not self.selection.events:
            found = top_events(self._desk, self.selection)[:1]
            self.selection = replace(self.selection, events=found)
        if self.name == NAMES and not self.selection.names:
            self.selection = replace(self.selection, names=top_names(self._desk, self.selection))

    @property
    def title(self) -> str:
        """The figure's title as plain text."""
        return title_of(self.drawing())

    def png(
        self,
        path: Path | str | None = None,
        preset: str = SHEET,
        scale: float | None = None,
        printer: Draws | None = None,
    ) -> bytes:
        """A PNG with its proof, 1 to 4 pixels a point (by default the preset's); also written
        to `path`. Without a printer a browser is started for it, which takes three seconds."""
        return self.file("png", path, preset, scale, printer)

    def svg(
        self, path: Path | str | None = None, preset: str = SHEET, printer: Draws | None = None
    ) -> bytes:
        """An SVG with its proof; its letters are text in the reader's own fonts."""
        return self.file("svg", path, preset, None, printer)

    def pdf(
        self, path: Path | str | None = None, preset: str = SHEET, printer: Draws | None = None
    ) -> bytes:
        """A PDF of one page with its proof, fonts inside."""
        return self.file("pdf", path, preset, None, printer)

    def csv(self, path: Path | str | None = None) -> bytes:
        """The table that is drawn, for a spreadsheet."""
        return _kept(path, as_csv(self.drawing().table, self.selection.zone))

    def xlsx(self, path: Path | str | None = None) -> bytes:
        """The same with a sheet that says what it is."""
        return _kept(path, as_xlsx(self.drawing().table, self.selection.zone, self.about()))

    def parquet(self, path: Path | str | None = None) -> bytes:
        """The same with its types, for programs."""
        return _kept(path, as_parquet(self.drawing().table, self.about()))

    def about(self) -> dict[str, str]:
        """What the table is, in words for a reader of the file."""
        proof = self.proof(SHEET, 1.0, "")
        facts = {"title": self.title, "figure": self.name, "query": proof.query}
        known = {"cutoff": proof.cutoff, "as of": proof.as_of, "zone": self.selection.zone}
        return {**facts, **known, "store": proof.store, "data": proof.data,
                "version": proof.version}  # fmt: skip

    def file(
        self,
        kind: Kind,
        path: Path | str | None = None,
        size: str = SHEET,
        scale: float | None = None,
        printer: Draws | None = None,
    ) -> bytes:
        """A picture of a kind, with its proof."""
        if printer is None:
            with Printer() as own:
                return self.file(kind, path, size, scale, own)
        pixels = scale_of(size, scale) if kind == "png" else 1.0
        drawn = self.drawing(size)
        image = printer.image(drawn.figure, kind, pixels, self.name)
        proof = self.proof(size, pixels, printer.maker)
        return _kept(path, sealed(image, kind, proof, title_of(drawn)))

    def proof(self, size: str, scale: float, maker: str) -> Proof:
        """The facts that a picture carries."""
        drawn = self.drawing(size)
        text = canonical.canonical(drawn.table)
        known = self.selection.as_of
        return Proof(
            figure=self.name,
            selection=asked.as_facts(self.selection),
            query=asked.query_of(self.selection, self.lang, self.base, self.panel),
            cutoff=drawn.cutoff.astimezone(UTC).isoformat(),
            as_of=known.astimezone(UTC).isoformat() if known else "",
            subject=self._desk.store.meta("subject") or "",
            store=store_id(self._desk.store),
            data=canonical.hashed(text),
            version=version("coverline"),
            preset=size,
            scale=scale,
            lang=self.lang,
            drawn_by=maker,
            table=canonical.packed(text),
            base=self.base,
            panel=self.panel,
        )


def _number(drawn: go.Figure) -> None:
    """Name the traces by their places: Plotly would draw random names and put them into an SVG."""
    for place, trace in enumerate(drawn.data):
        trace.uid = f"trace{place}"


def figure(
    store: Store,
    selection: Selection,
    name: str,
    *,
    subject: Subject | None = None,
    lang: str = "en",
) -> Picture:
    """A figure by its name, of a store and what was asked of it; see `names()`."""
    return Picture(Desk(store, subject or subject_of(store)), selection, name, lang)


def subject_of(store: Store) -> Subject:
    """The subject that a store records."""
    name = store.meta("subject")
    if not name:
        raise StoreError("The store records no subject.", "Poll first: coverline poll.")
    return load_subject(name)


def title_of(drawn: Drawing) -> str:
    """A figure's title as text; what the figures write is already safe HTML."""
    text = str(drawn.figure.layout.title.text or "")
    return text.replace("<b>", "").replace("</b>", "").replace("<br>", " ")


def _kept(path: Path | str | None, data: bytes) -> bytes:
    if path is not None:
        written(Path(path), data)
    return data
