"""All that a search finds as a file: CSV, XLSX or Parquet, made from the address of the page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
from flask import Flask, Response, request

from dashboard import finding, tables_out
from dashboard.data import Desk
from dashboard.selection import Asked, from_query, resolve
from dashboard.words import Names
from feeds.errors import CoverlineError

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_PLAIN = (
    "published_at",
    "earliest_at",
    "latest_at",
    "date_basis",
    "first_seen_at",
    "title",
    "language",
    "form",
    "event_id",
    "url",
)


def address(asked: Asked, kind: str) -> str:
    """Where the file of a search lies."""
    return f"/stories.{kind}{replace(asked, story='').to_query()}"


def named(kind: str) -> str:
    """What the file is called where it is saved."""
    return f"coverline-stories.{kind}"


def serve(server: Flask, desk: Desk) -> None:
    """Serve the files."""
    for kind in KINDS:
        server.add_url_rule(f"/stories.{kind}", f"stories_{kind}", partial(_serve, desk, kind))


def _serve(desk: Desk, kind: str) -> Response:
    try:
        body = made(desk, request.query_string.decode("utf-8", "replace"), kind)
    except CoverlineError as error:
        return Response(f"{error}\n", 400, mimetype="text/plain")
    saved = {"Content-Disposition": f'attachment; filename="{named(kind)}"'}
    return Response(body, mimetype=KINDS[kind], headers=saved)


def made(desk: Desk, query: str, kind: str) -> bytes:
    """The file of a search; CoverlineError where the address cannot be read."""
    span, subject = desk.span(), desk.subject()
    if span is None:
        raise CoverlineError("The store holds no poll yet.", "Poll first: coverline poll.")
    asked = from_query(query, subject, page="stories")
    selection = resolve(asked, subject, span)
    page = finding.found(desk, asked, selection, limit=None)
    table = desk.withheld(told(page, desk.names(selection, asked.lang)))
    about = {
        "coverline": "stories",
        "query": "?" + query if query else "",
        "data until": span[1].isoformat(),
        "zone": selection.zone,
        "stories": str(page.total),
    }
    if kind == "csv":
        return tables_out.as_csv(table, selection.zone)
    if kind == "xlsx":
        return tables_out.as_xlsx(table, selection.zone, about)
    return tables_out.as_parquet(table, about)


def told(page: finding.Page, names: Names) -> pd.DataFrame:
    """The stories with what people call their ids; what analysts wrote says so in its heading."""
    held = page.stories
    table = held[list(_PLAIN)].copy()
    table.insert(0, "story_id", held["id"])
    table.insert(6, "outlet", held["outlet_id"].map(names.outlets).fillna(held["outlet_id"]))
    table["event"] = held["event_id"].map(page.events).fillna("")
    table["topics"] = held["topic_ids"].str.replace(" ", "; ", regex=False)
    table["reprint_of"] = held["copy_of"]
    for kind in ("gloss", "note"):
        said = [page.remarks.get((str(name), kind)) for name in held["id"]]
        table[f"analyst's {kind}"] = [f"{r.value} ({r.author})" if r else "" for r in said]
    return table
