"""The number by which an outlet's own system knows an article, read out of its address.

Slugs are rewritten and sections change while the number stays. A number that may be something
else (a day, a time, a round sum, one of several) is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_PLAIN = re.compile(r"https://[A-Za-z0-9.:-]+(/[^?#\s]*)(?:[?#]\S*)?")  # as most addresses are
_NUMBER = r"\d{6,12}"
_TOKEN = r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{7,12}"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Where a number stands in the last part of a path: before the slug, after it, or alone.
_LAST = (
    re.compile(rf"(?:art|article-|id-?|n)?({_NUMBER})[,_-].*", re.S),
    re.compile(rf".*[,_-](?:art|st|a|nid,|id|9\.)?({_NUMBER})", re.S),
    re.compile(rf".*-(?:a-)?({_UUID})", re.S),
    re.compile(rf"(?:art|article-)?({_NUMBER}|{_UUID}|[A-Z0-9]{{20,30}})", re.S),
)
_BEFORE_LAST = re.compile(r"(?:art|article-)?(\d{7,12})")  # shorter ones may be a section's
_AFTER_SLUG = re.compile(_TOKEN)
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|cms|jsp)$", re.I)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,4}")
_SHORT_DAY = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:19|20)\d{4}")
_DAY_FIRST = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?:\d{3})?")
_NO_ID = (_DAY, _SHORT_DAY, _DAY_FIRST, _CLOCK, re.compile(r"\d+0000"), re.compile(r"1\d{9}"))


@lru_cache(maxsize=4096)  # a story's ids ask for it several times
def article_number(url: str) -> str:
    """The number in a canonical address that is one article's, or "" where none surely is."""
    folders = [part for part in _path(url).split("/") if part]
    if not folders:
        return ""
    last = _ENDING.sub("", folders[-1])
    found = {n for pattern in _LAST if (match := pattern.fullmatch(last)) for n in match.groups()}
    if len(folders) > 1:
        found |= _beside(folders[-2], last)
    good = {number for number in found if not any(p.fullmatch(number) for p in _NO_ID)}
    return good.pop() if len(good) == 1 else ""


def _path(url: str) -> str:
    if plain := _PLAIN.fullmatch(url):
        return plain[1]
    try:
        return urlsplit(url).path
    except ValueError:  # a guid such as https://[1/2, which only looks like an address
        return ""


def _beside(folder: str, last: str) -> set[str]:
    """`4357197` of /news/4357197/a-slug, `k7tzlf8` of /finance/a-slug/k7tzlf8."""
    if (number := _BEFORE_LAST.fullmatch(folder)) and "-" in last:
        return {number[1]}
    return {last} if "-" in folder and _AFTER_SLUG.fullmatch(last) else set()
