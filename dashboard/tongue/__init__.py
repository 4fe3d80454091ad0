"""The interface's words: one catalogue a page in each language, plurals, numbers and dates.

`tell(lang, "common.stories", n=3)` reads `stories` of `common.toml`. An entry is a text with
`{facts}`, or a table of plural forms that the fact `n` chooses (Arabic has six).
"""

from dashboard.tongue.catalogue import LANGS, listed, tell
from dashboard.tongue.numbers import decimal, number, percent, signed
from dashboard.tongue.phrases import said
from dashboard.tongue.times import clock, day, moment, month_day, weekday

__all__ = [
    "LANGS",
    "clock",
    "day",
    "decimal",
    "listed",
    "moment",
    "month_day",
    "number",
    "percent",
    "said",
    "signed",
    "tell",
    "weekday",
]
