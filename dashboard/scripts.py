"""Which scripts a page's document asks for, in which order, and what may come later.

Dash lists the scripts of all libraries, for all pages. Here the one that asks for the first view
comes first; what no page uses is left out, and what a page does not begin with comes when it is
wanted.
"""

from __future__ import annotations

import re
from collections.abc import Collection

SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
SUITES = "/_dash-component-suites/"
OWN = "/assets/coverline.js"
# No page has Dash's own tables; and what its polyfill gives, every browser of the last years has,
# but for the few lines in assets/coverline.js: it cost each page a third of a second, and slowed
# what it replaced.
UNUSED = (f"{SUITES}dash/dash_table/", f"{SUITES}dash/deps/polyfill@")
GRID = f"{SUITES}dash_ag_grid/dash_ag_grid."
ROWS = f"{SUITES}dash_ag_grid/async-community.js"
GRAPH = f"{SUITES}dash/dcc/async-graph.js"
# The part of plotly.js that the figures need: a third of what Dash would load (assets/later).
PLOTLY = "/assets/later/plotly-cartesian.min.js?v=4.1.1"
BEFOREHAND = {"figure": (PLOTLY, GRAPH), "grid": (ROWS,)}


def ordered(scripts: str, begins: Collection[str]) -> str:
    """The document's scripts for a page that begins with `figure`, `grid` or both (pure)."""
    held = sorted(SCRIPT.findall(scripts), key=lambda path: not path.startswith(OWN))
    asked = [_asked(path, begins) for path in held if not path.startswith(UNUSED)]
    return "\n".join(asked)


def beforehand(begins: Collection[str]) -> str:
    """What the document fetches at once, for the scripts that will ask for it (pure)."""
    paths = [path for kind, held in BEFOREHAND.items() if kind in begins for path in held]
    return "\n".join(f'<link rel="preload" as="script" href="{path}">' for path in paths)


def _asked(path: str, begins: Collection[str]) -> str:
    if path.startswith(GRID) and "grid" not in begins:
        return f'<link rel="prefetch" as="script" href="{path}" id="grid-script">'
    if path.startswith(OWN):
        return f'<script src="{path}" data-figures="{PLOTLY}"></script>'
    return f'<script src="{path}"></script>'
