"""Why a story stands in its event, in words."""

from __future__ import annotations

import re

from dashboard.explain.told import plain, quoted

_SHARE = r"-?\d*\.\d+"
LIKE = re.compile(
    rf'closest to "(?P<headline>.*)": words (?P<words>{_SHARE}),'
    rf" meaning (?P<meaning>{_SHARE}), (?P<hours>\d+) h apart"
)
REPRINT = re.compile(r'reprint of "(.*)"')
FIRST, TOO_FAR = "first of its event: ", re.compile(r"not close enough at -?[\d.]+; ")


def why(reason: str) -> str:
    """A reason that the grouping gave, as a person would say it; as it stands where unknown."""
    text = TOO_FAR.sub("", reason.removeprefix(FIRST))
    found = LIKE.fullmatch(text)
    told = _near(found) if found else _plainly(text)
    if not reason.startswith(FIRST):
        return f"Most like {told}" if found else told
    if found:
        return f"It opened the event: no earlier story was close enough; the closest was {told}"
    return f"It opened the event: {told}"


def _near(found: re.Match[str]) -> str:
    words, meaning = (round(100 * float(found[name])) for name in ("words", "meaning"))
    hours = int(found["hours"])
    apart = f"{hours} h apart" if hours else "less than an hour apart"
    return f"{quoted(found['headline'])} (words {words} % alike, meaning {meaning} %, {apart})"


def _plainly(text: str) -> str:
    reprint = REPRINT.fullmatch(text)
    return f"a reprint of {quoted(reprint[1])}" if reprint else plain(text)
