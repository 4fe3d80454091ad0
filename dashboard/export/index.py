"""The index of a folder of pictures, for a reader and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dashboard.data import Desk
from dashboard.export import asked
from dashboard.export.picture import Picture
from dashboard.export.proof import store_id
from dashboard.figure_set import known
from dashboard.printer import written
from dashboard.tongue.places import right_to_left
from feeds.coverage import Selection

PAGE = """<!doctype html>
<html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:15px/1.5 "Noto Sans","Noto Sans Arabic","DejaVu Sans",sans-serif;color:#1f2933;
margin:2em auto;max-width:1150px;padding:0 1em}}img{{max-width:100%;height:auto}}
figure{{margin:0 0 3em}}figcaption,.none{{color:#5f6b78}}</style></head><body>
<h1>{title}</h1>
{figures}
</body></html>
"""
SHOWN = (".png", ".svg")


@dataclass(frozen=True)
class Entry:
    """What became of a figure: its file, or why there is none."""

    name: str
    picture: Picture
    file: str = ""
    why: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """What an export wrote."""

    path: Path
    pictures: int
    absent: tuple[str, ...]


def write(
    desk: Desk,
    selection: Selection,
    folder: Path,
    title: str,
    lang: str,
    entries: Sequence[Entry],
) -> Index:
    """Write index.html and index.json beside the files."""
    made = [entry for entry in entries if entry.file]
    missing = [entry for entry in entries if not entry.file]
    facts = {
        "title": title,
        "version": version("coverline"),
        "store": store_id(desk.store),
        "cutoff": known(desk, selection).cutoff.isoformat(),
        "selection": asked.as_facts(selection),
        "figures": [_facts(entry) for entry in made],
        "absent": [{"figure": e.name, "why": e.why, "failed": e.failed} for e in missing],
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    written(folder / "index.json", text.encode())
    page = PAGE.format(
        lang=lang,
        direction="rtl" if right_to_left(lang) else "ltr",
        title=escape(title),
        figures="\n".join([*map(_shown, made), *map(_absent, missing)]),
    )
    written(folder / "index.html", page.encode())
    return Index(folder / "index.html", len(made), tuple(e.why for e in missing))


def _facts(entry: Entry) -> dict[str, Any]:
    proof = entry.picture.proof("sheet", 1.0, "")
    return {
        "figure": proof.figure,
        "file": entry.file,
        "title": entry.picture.title,
        "query": proof.query,
        "data": proof.data,
    }


def _shown(entry: Entry) -> str:
    title, file = escape(entry.picture.title), escape(entry.file)
    if not entry.file.endswith(SHOWN):
        return f'<p><a href="{file}">{title}</a></p>'
    below = f"<figcaption>{title} · {file}</figcaption>"
    return f'<figure><img src="{file}" alt="{title}">{below}</figure>'


def _absent(entry: Entry) -> str:
    return f'<p class="none">{escape(entry.why)}</p>'
