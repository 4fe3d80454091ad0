"""The layout of a date string: one line, ASCII digits and dashes, the time behind the day."""

from __future__ import annotations

import html
import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("：﹕∶", ":"),
        **dict.fromkeys("，、،٬", ","),
        "／": "/",
        "∕": "/",
        "．": ".",
        "’": "'",
        "ʼ": "'",
        "`": "'",
    }
)
_ZONE = r"[+-]\d{2}:?\d{2}|(?i:UTC|GMT)(?:[+-]\d{1,2}(?::\d{2})?)?|[A-Z]{3,4}|[a-z]{3,4}"
_TIME_FIRST = re.compile(
    rf"(\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?(?i:[ap]\.? ?m)\b\.?)?(?: (?:{_ZONE}))?)"
    r"(?: ?[-,|] ?| )(?=\S.*\d{4}|\S+[-/. ]\S+[-/. ]\d{2})(.+)"
)
_PART_OF_DAY = re.compile(r"(\d{1,2})(:\d{2}(?::\d{2})?)? ?(night|noon)\b")
_LETTERS_OF_CLOCK = re.compile(r"[ap]m\b|night|noon")
_MORNING = {"night": (12, 1, 2, 3, 4, 5), "noon": (9, 10, 11)}  # of a clock of twelve hours
_HALF_FIRST = re.compile(r"\b([ap]m) (\d{1,2}:\d{2}(?::\d{2})?)")
_BARE_HOUR = re.compile(r"(?<![\d:./-])(\d{1,2}) ?([ap]m)\b")
# A minute above twelve is no month, so that a range of days is never taken for a time.
_DOTTED_LAST = re.compile(
    r"(?<=\d{4})(,? |,? - (?=\d{1,2}\.(?:1[3-9]|[2-5]\d)))(\d{1,2})\.(\d{2})(?=$| )"
)
_DOTTED_FIRST = re.compile(r"^(\d{1,2})\.(1[3-9]|[2-5]\d)(?=[ ,-]+\S.*\d{4})")
_DIGITS_LAST = re.compile(r"(\d{4},? )([01]\d|2[0-3])([0-5]\d)(?= ?(?:gmt|utc|z)$)", re.I)


def tidy(raw: str) -> str:
    """A raw string ready for the readers: marks, entities and quotes off, time behind the day."""
    text = html.unescape(raw) if "&" in raw else raw
    if not text.isascii():
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_SIGNS)
        text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    text = " ".join(text.split()).strip("'\"")
    return time_behind(text) if text.isascii() else text  # words may belong to the time


def time_behind(text: str) -> str:
    """`17:05 - 6 March 2025` as `6 March 2025 17:05`."""
    match = _TIME_FIRST.fullmatch(text)
    return f"{match[2]} {match[1]}" if match else text


def tidy_clock(text: str) -> str:
    """`pm 5:05` as `5:05 pm`, `5 pm` as `5:00 pm`, `1705` after a year as `17:05`."""
    if _LETTERS_OF_CLOCK.search(text):
        text = _HALF_FIRST.sub(r"\2 \1", _PART_OF_DAY.sub(_half, text))
        text = _BARE_HOUR.sub(r"\1:00 \2", text)
    return text if ":" in text else _DIGITS_LAST.sub(r"\1\2:\3", text)


def undotted(text: str) -> str:
    """`17.05` before or after a date as `17:05`; while the dash of a range still stands."""
    if "." not in text:
        return text
    return _DOTTED_FIRST.sub(r"\1:\2", _DOTTED_LAST.sub(r"\1\2:\3", text))


def _half(match: re.Match[str]) -> str:
    """`10:30 night` is pm, `2:30 night` am."""
    hour, part = match[1], match[3]
    return f"{hour}{match[2] or ''} {'am' if int(hour) in _MORNING[part] else 'pm'}"
