"""Numbers as the press of a language writes them."""

from __future__ import annotations

from functools import lru_cache

from babel.numbers import format_decimal

from dashboard.tongue.places import locale

MINUS = "−"
_SIGN = {"en": " %", "ar": "%"}
_NEARLY = {"en": "over 99 %", "ar": "أكثر من 99%"}
_HARDLY = {"en": "under 1 %", "ar": "أقل من 1%"}


@lru_cache(maxsize=8192)
def number(lang: str, value: int) -> str:
    """`12,400`."""
    return str(format_decimal(value, locale=locale(lang), format="#,##0")).replace("-", MINUS)


@lru_cache(maxsize=8192)
def decimal(lang: str, value: float, digits: int = 1) -> str:
    """`3.5`, with just so many digits."""
    places = "." + "0" * digits if digits else ""
    told = str(format_decimal(value, locale=locale(lang), format=f"#,##0{places}"))
    return told.replace("-", MINUS)


def signed(lang: str, value: int, percents: bool = False) -> str:
    """`+12`, `−3` or `−3 %`; isolated, so that the sign keeps its side beside Arabic."""
    text = ("+" if value > 0 else "") + number(lang, value)
    text += _SIGN[lang or "en"] if percents else ""
    return f"\u2066{text}\u2069" if lang == "ar" else text


def percent(lang: str, share: float) -> str:
    """A share in whole percent; never 100 % or 0 % where it is not quite."""
    lang = lang or "en"
    if 0.995 <= share < 1:
        return _NEARLY[lang]
    return _HARDLY[lang] if 0 < share < 0.005 else f"{share * 100:.0f}{_SIGN[lang]}"
