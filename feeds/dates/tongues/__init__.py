"""The words of time in nine languages; a new one is a module with a table and a line here."""

from __future__ import annotations

import re
from functools import lru_cache

from feeds.dates.tongues.arabic import ARABIC
from feeds.dates.tongues.english import ENGLISH
from feeds.dates.tongues.french import FRENCH
from feeds.dates.tongues.german import GERMAN
from feeds.dates.tongues.hebrew import HEBREW
from feeds.dates.tongues.kurdish import KURMANJI, SORANI
from feeds.dates.tongues.persian import PERSIAN
from feeds.dates.tongues.russian import RUSSIAN
from feeds.dates.tongues.tongue import Tongue, Unit, any_of, fold, fold_letter, forms
from feeds.dates.tongues.turkish import TURKISH

__all__ = [
    "ALL",
    "Tongue",
    "Unit",
    "any_of",
    "fold",
    "fold_letter",
    "forms",
    "known",
    "tongues_of",
    "tongues_spoken",
]

_SPOKEN: dict[str, tuple[Tongue, ...]] = {
    "en": (ENGLISH,),
    "ar": (ARABIC,),
    "tr": (TURKISH,),
    "he": (HEBREW,),
    "iw": (HEBREW,),
    "fa": (PERSIAN,),
    "prs": (PERSIAN,),
    "ru": (RUSSIAN,),
    "fr": (FRENCH,),
    "de": (GERMAN,),
    **dict.fromkeys(("ku", "kmr", "ckb"), (KURMANJI, SORANI)),
}
ALL = tuple(dict.fromkeys(tongue for tongues in _SPOKEN.values() for tongue in tongues))
# Letters that only one of the tongues writes its months in; a feed may carry a wrong language.
_SCRIPTS = (
    (re.compile("[\u0621-\u064a]"), ARABIC),
    (re.compile("[א-ת]"), HEBREW),
    (re.compile("[а-я]"), RUSSIAN),
)


def known(tongue: str) -> bool:
    """Whether a language's words stand here, so that no library need be asked to count back."""
    return tongue in _SPOKEN


def tongues_spoken(language: str) -> tuple[Tongue, ...]:
    """The tongues of a language tag such as `ar-SY`; none where no table speaks it."""
    return _SPOKEN.get(re.split("[-_]", language.lower(), maxsplit=1)[0], ())


def tongues_of(tongue: str, folded: str) -> tuple[Tongue, ...]:
    """The tongues to try on a string: the feed's own, the one its letters tell, English."""
    return _tongues(tongue, "".join(t.name for script, t in _SCRIPTS if script.search(folded)))


@lru_cache(maxsize=512)
def _tongues(tongue: str, written: str) -> tuple[Tongue, ...]:
    by_script = [t for _, t in _SCRIPTS if t.name in written]
    return tuple(dict.fromkeys((*_SPOKEN.get(tongue, ()), *by_script, ENGLISH)))
