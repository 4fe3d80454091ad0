"""Which refusals are regional blocks: by status, header or the page's words."""

from __future__ import annotations

import pytest

from feeds.wire.regions import region_block
from tests.rows import rows

CASES = rows("wire/regions.tsv")


@pytest.mark.parametrize(("status", "header", "page", "blocked"), CASES)
def test_a_regional_block_is_told_from_other_refusals(
    status: str, header: str, page: str, blocked: str
) -> None:
    name, _, value = header.partition(": ")
    headers = {name: value} if name else {}
    assert bool(region_block(int(status), headers, page.encode())) == (blocked == "yes")


def test_a_page_in_another_charset_that_ends_within_a_letter_is_read() -> None:
    page = "هذا المحتوى غير متاح في بلدك ولا في سواه"
    headers = {"content-type": "text/html; charset=windows-1256"}
    assert region_block(403, headers, page.encode("windows-1256"))
    assert region_block(403, {}, page.encode()[:-1])


def test_a_hostile_page_is_read_in_no_time() -> None:
    assert not region_block(403, {}, b"your country " * 600)
    assert not region_block(403, {}, b"<" * 60_000)
