"""Tables as files that a spreadsheet opens without running what a feed wrote."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import pandas as pd
import pytest

from dashboard.tables_out import LONGEST, MOST_ROWS, as_csv, as_parquet, as_xlsx, harmless
from feeds.errors import ExportError

ZONE = "Asia/Damascus"


def table(**columns: list[object]) -> pd.DataFrame:
    at = pd.to_datetime(["2026-03-28T22:30:00Z", None])
    held: dict[str, object] = {"at": at, "headline": ["=cmd|' /C calc'!A0", "مرفأ"]}
    return pd.DataFrame(held | {"stories": [-5, 3], "share": [0.5, float("nan")]} | columns)


def sheet(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(name).decode("utf-8")


def strings(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        found = re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode("utf-8"))
    return [unescape(text) for text in found]


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "  =1", "\n=1", "\u00a0=1", "＝1", "-"],
    ids=lambda text: repr(text),
)
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "مرفأ", "“=”", "3 + 4"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_csv_has_a_bom_offsets_and_numbers_that_stay_numbers() -> None:
    data = as_csv(table(), ZONE)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n") == [
        "at,headline,stories,share",
        "2026-03-29T01:30:00+03:00,'=cmd|' /C calc'!A0,-5,0.5",
        ",مرفأ,3,",
        "",
    ]


def test_a_heading_is_no_formula_either() -> None:
    assert as_csv(pd.DataFrame({"=1": [1]})).decode("utf-8-sig").startswith("'=1\r\n")


def test_a_cell_with_quotes_and_line_breaks_stays_one_cell() -> None:
    text = 'Dock "B"\nopens, again'
    found = pd.read_csv(io.BytesIO(as_csv(pd.DataFrame({"headline": [text]}))))
    assert found["headline"].tolist() == [text]


def test_a_sheet_holds_texts_and_no_formulas_or_links() -> None:
    data = as_xlsx(table(url=["https://lantern.example/a", "=HYPERLINK(1)"]), ZONE)
    assert "<f>" not in sheet(data)
    assert "hyperlink" not in sheet(data)
    assert {"=cmd|' /C calc'!A0", "https://lantern.example/a", "مرفأ"} <= set(strings(data))


def test_a_sheet_names_the_zone_and_shows_its_clock() -> None:
    data = as_xlsx(table(), ZONE)
    assert "at (Asia/Damascus)" in strings(data)
    days = float(re.findall(r'<c r="A2"[^>]*><v>([\d.]+)</v>', sheet(data))[0])
    shown = pd.Timestamp("1899-12-30") + pd.Timedelta(days=days)
    assert shown.round("s") == pd.Timestamp("2026-03-29 01:30")
    assert 'r="A3"' not in sheet(data) or '<c r="A3" t="s"' in sheet(data)


def test_a_sheet_tells_what_it_is_about_beside_the_table() -> None:
    data = as_xlsx(table(), ZONE, {"query": "?q=harbour"})
    assert "?q=harbour" in strings(data)
    assert sheet(data, "xl/worksheets/sheet2.xml")


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    data = as_xlsx(pd.DataFrame({"summary": ["a" * (LONGEST + 1)]}))
    longest = max(strings(data), key=len)
    assert len(longest) == LONGEST
    assert longest.endswith("(cut)")


def test_more_lines_than_a_sheet_holds_are_refused_in_words() -> None:
    with pytest.raises(ExportError, match="Parquet"):
        as_xlsx(pd.DataFrame({"n": range(MOST_ROWS + 1)}))


def test_the_same_table_gives_the_same_bytes() -> None:
    assert as_xlsx(table(), ZONE) == as_xlsx(table(), ZONE)
    assert as_parquet(table()) == as_parquet(table())


def test_parquet_keeps_types_with_instants_in_utc() -> None:
    import pyarrow.parquet as pq

    local = table()
    local["at"] = local["at"].dt.tz_convert(ZONE)
    data = as_parquet(local, {"query": "?q=harbour"})
    found = pd.read_parquet(io.BytesIO(data))
    assert str(found["at"].dt.tz) == "UTC"
    assert found["at"].iloc[0] == pd.Timestamp("2026-03-28T22:30:00Z")
    assert found["stories"].tolist() == [-5, 3]
    assert found["headline"].tolist() == table()["headline"].tolist()
    assert pq.read_metadata(io.BytesIO(data)).metadata[b"query"] == b"?q=harbour"


def test_a_table_without_lines_is_still_a_table() -> None:
    none = table().head(0)
    assert as_csv(none).decode("utf-8-sig") == "at,headline,stories,share\r\n"
    assert "stories" in strings(as_xlsx(none))
    assert list(pd.read_parquet(io.BytesIO(as_parquet(none)))) == list(none)
