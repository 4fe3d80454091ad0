"""Figures for print: any figure of a store as PNG, SVG or PDF that proves itself, and as data.

    from dashboard import export

    picture = export.figure(store, selection, "timeline")
    picture.png("timeline.png", preset="slide")
    picture.csv("timeline.csv")

Several pictures share one browser: `with export.Printer() as printer: picture.png(…,
printer=printer)`. `export.Plain()` in its place draws without a browser. Each file carries what
was asked, its cut-off and its numbers; `export.verify` draws it again and compares.
"""

from dashboard.export.batch import SETS, Index, Job, export_all
from dashboard.export.carrying import read
from dashboard.export.picture import Picture, figure, subject_of
from dashboard.export.plain import Plain
from dashboard.export.presets import PRESETS
from dashboard.export.proof import Proof
from dashboard.export.verifying import Verdict, verify
from dashboard.export.warm import Warm
from dashboard.figure_more import NothingToDraw, figures
from dashboard.printer import Printer

__all__ = [
    "PRESETS",
    "SETS",
    "Index",
    "Job",
    "NothingToDraw",
    "Picture",
    "Plain",
    "Printer",
    "Proof",
    "Verdict",
    "Warm",
    "export_all",
    "figure",
    "figures",
    "read",
    "subject_of",
    "verify",
]
