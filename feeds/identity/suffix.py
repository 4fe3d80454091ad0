"""The outlet's own name at the end of a headline: `Bridge reopens - The Lantern`."""

from __future__ import annotations

import re

from feeds.urls import host_of

_TAIL = re.compile(r"\s+[|–—»«-]\s+([^|–—»«]{2,40})$")
_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 5  # words of an outlet's name
_WRAPPERS = ("news.google.com",)  # its headlines end in the name of whoever published them


def without_suffix(title: str, url: str) -> str:
    """The headline without the name of the outlet whose address is given."""
    found = _TAIL.search(title)
    if found is None or len(found[1].split()) > _LONGEST:
        return title
    host = host_of(url)
    name = _LETTERS.sub("", found[1].casefold())
    own = len(name) > 2 and name.removeprefix("the") in _LETTERS.sub("", host)
    return title[: found.start()] if own or host in _WRAPPERS else title
