"""A table as a file for other programs: CSV, XLSX and Parquet, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from math import inf
from typing import Any

import pandas as pd

from feeds.errors import ExportError

MOST_ROWS = 1_048_575  # of a sheet, below its heading
LONGEST = 32_767  # characters of a cell of a sheet
CUT = " … (cut)"
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes for the same table, whenever made
# A spreadsheet takes a cell that begins so for a formula; some fold the wide signs to the plain.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
NO_FACTS: Mapping[str, str] = {}


def as_csv(frame: pd.DataFrame, zone: str = "UTC") -> bytes:
    """UTF-8 with a BOM; instants in ISO 8601 with the zone's offset, texts never formulas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(str(name)) for name in frame.columns])
    writer.writerows(_rows(frame, zone, _in_csv))
    return out.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(frame: pd.DataFrame, zone: str = "UTC", about: Mapping[str, str] = NO_FACTS) -> bytes:
    """One sheet with the table and, where there are facts `about` it, one with these.

    Instants stand in `zone`, which their heading names; texts are never formulas or links.
    ExportError where the table has more lines than a sheet.
    """
    import xlsxwriter  # only who downloads a sheet pays for it

    if len(frame) > MOST_ROWS:
        hint = "Narrow it down, or take CSV or Parquet."
        raise ExportError(f"{len(frame):,} lines do not fit a sheet of {MOST_ROWS:,}.", hint)
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True, **plain})
    book.set_properties({"created": MADE})
    at = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet = book.add_worksheet("Table")
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(_headings(frame, zone)):
        sheet.write_string(0, place, name)
    for number, row in enumerate(_rows(frame, zone, _in_sheet), 1):
        for place, value in enumerate(row):
            _put(sheet, number, place, value, at)
    _tell(book, about)
    book.close()
    return out.getvalue()


def as_parquet(frame: pd.DataFrame, about: Mapping[str, str] = NO_FACTS) -> bytes:
    """The table with its types, instants in UTC; facts `about` it in the file's metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    aware = {n: frame[n].dt.tz_convert("UTC") for n in frame.columns if _aware(frame[n])}
    table = pa.Table.from_pandas(frame.assign(**aware), preserve_index=False)
    facts = {key.encode(): value.encode() for key, value in about.items()}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **facts}), out)
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: ' stands before one that looks so."""
    return f"'{text}" if _FORMULA.match(text) else text


def _aware(column: pd.Series[Any]) -> bool:
    return isinstance(column.dtype, pd.DatetimeTZDtype)


def _headings(frame: pd.DataFrame, zone: str) -> list[str]:
    return [f"{name} ({zone})" if _aware(frame[name]) else str(name) for name in frame.columns]


def _rows(
    frame: pd.DataFrame, zone: str, written: Callable[[Any], Any]
) -> Iterator[tuple[Any, ...]]:
    columns = (
        frame[name].dt.tz_convert(zone) if _aware(frame[name]) else frame[name]
        for name in frame.columns
    )
    return zip(*(map(written, column) for column in columns), strict=True)


def _in_csv(value: Any) -> Any:
    found = _plain(value)
    if isinstance(found, datetime):
        return found.isoformat(sep="T")
    return harmless(_CONTROL.sub("", found)) if isinstance(found, str) else found


def _in_sheet(value: Any) -> Any:
    found = _plain(value)
    if not isinstance(found, str):
        return found
    found = _CONTROL.sub("", found)
    return found if len(found) <= LONGEST else found[: LONGEST - len(CUT)] + CUT


def _plain(value: Any) -> Any:
    """A number, text, yes/no or instant; "" for what is missing, lists as text."""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if pd.isna(value) or value in (inf, -inf):
        return ""
    found = value.item() if hasattr(value, "item") else value
    return found if isinstance(found, str | int | float | datetime) else str(found)


def _put(sheet: Any, number: int, place: int, value: Any, at: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(number, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(number, place, value, at)
    elif isinstance(value, bool):
        sheet.write_boolean(number, place, value)
    else:
        sheet.write_number(number, place, value)


def _tell(book: Any, about: Mapping[str, str]) -> None:
    if about:
        sheet = book.add_worksheet("About")
        for number, (key, value) in enumerate(about.items()):
            sheet.write_string(number, 0, key)
            sheet.write_string(number, 1, _in_sheet(value))
