"""What comes once the overview's picture stands, in a browser."""

from __future__ import annotations

import pytest

from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser


def test_the_overviews_findings_come_after_its_picture(reader: Reader) -> None:
    reader.opens("/overview?span=all")
    reader.page.locator("#overview-graph .xtick").first.wait_for()
    for part in ("events", "bursts", "leaders", "silences", "health"):
        reader.page.locator(f"#overview-{part} :is(ul, .inset:not(.note))").first.wait_for()
