"""Going back page by page where a poll overran and the feed names its older entries.

Where a page meets the window of before, nothing was lost after all. The decisions are pure;
the loop is handed the one function that asks the network.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from feeds.ledger.windows import continuity, dated
from feeds.model import Parsed

MOST_PAGES = 10  # asked for at one poll
ReadPage = Callable[[str], Awaitable[Parsed | None]]  # None where there is no page to read


async def paged_back(parsed: Parsed, window: Sequence[str], read_page: ReadPage) -> Parsed:
    """The document, with the entries of older pages where it alone had overrun `window`.

    They stand in `older`. Stops at the first page that meets the window, that cannot be read,
    that says nothing more or that was asked for before, and after MOST_PAGES.
    """
    asked: set[str] = set()
    address = parsed.next_url
    while address and address not in asked and len(asked) < MOST_PAGES and lacks(parsed, window):
        asked.add(address)
        page = await read_page(address)
        longer = parsed if page is None else with_page(parsed, page)
        if page is None or longer is parsed:
            break
        parsed, address = longer, page.next_url
    return parsed


def lacks(parsed: Parsed, window: Sequence[str]) -> bool:
    """Whether entries may be missing between what is listed and the window of before."""
    keys = [entry.key for entry in parsed.listed]
    return continuity(keys, window, True, dated(parsed.listed)) == "overran"


def with_page(parsed: Parsed, page: Parsed) -> Parsed:
    """The document with what an older page adds; itself where that is nothing."""
    known = {entry.key for entry in parsed.listed}
    more = tuple(entry for entry in page.entries if entry.key not in known)
    return replace(parsed, older=parsed.older + more) if more else parsed
