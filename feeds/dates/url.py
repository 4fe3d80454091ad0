"""The day that many outlets write into an article's address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from feeds.dates.context import Context, Impossible
from feeds.dates.moment import Moment, to_reading
from feeds.model import Reading

_PATHS = (
    re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/\-_.]|$)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)"),
    re.compile(r"(?<![\dA-Za-z])((?:19|20)\d{2})(\d{2})(\d{2})(?![\dA-Za-z])"),
)
YEAR = re.compile(r"(?:19|20)\d{2}[/-]?\d")  # without one there is nothing to look for


def read(link: str, context: Context) -> Reading | None:
    """`/2026/01/05/…`, `/2026-01-05-…`, `…20260105`: that day in the outlet's zone."""
    try:
        path = urlsplit(link).path
    except ValueError:
        return None
    for pattern in _PATHS:
        if match := pattern.search(path):
            try:
                year, month, day = map(int, match.groups())
                return to_reading(Moment(year, month, day), "url", context)
            except Impossible:  # a number of the site's own
                continue
    return None
