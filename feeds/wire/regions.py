"""Whether a refusal is one of this country or region: by its status, headers or words (pure)."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Mapping
from functools import cache

from feeds.formats.charsets import decoded
from feeds.text import clean

_PLACE = re.compile(r"geo|country|region", re.I)
_SHUT = re.compile(r"block|den(?:y|ied)|restrict|forbid|ban(?:ned)?\b|not[-_ ]allowed", re.I)
_OPEN = re.compile(r"\s*(?:0|no|none|false|off|allow(?:ed)?|pass)\s*", re.I)
_OURS = re.compile(r"x-|cf-|geo", re.I)  # not the policies of the page, which name geolocation
_NEAR = r"[^.!?؟\n]{0,90}?"
_PAGE, _TEXT = 8_000, 4_000  # bytes and letters that are read: the loop waits meanwhile

# (place, what was done to it): either may come first within one sentence.
_WORDS: tuple[tuple[str, str], ...] = (
    (
        r"your (?:current )?(?:country|region|location|territory)|country or region"
        r"|(?:this|the|certain|some) (?:country|region|territory)|your ip address is in"
        r"|geo(?:graphic)?[- ]?(?:location|restriction)",
        r"not (?:currently )?(?:be )?(?:available|accessible|permitted|allowed|supported|licensed)"
        r"|unavailable|block(?:ed|s|ing)?|restrict(?:ed|ions?)|banned|den(?:ied|y)|disabled"
        r"|prohibited|forbidden|cannot (?:be )?access",
    ),
    (
        r"votre (?:pays|région|zone géographique|territoire)|ce pays",
        r"(?:pas|non|n'est plus) (?:disponibles?|accessibles?|autorisée?s?)|indisponibles?"
        r"|bloquée?s?|restreinte?|interdite?|refusée?",
    ),
    (
        r"(?:ihrem|ihrer|deinem|deiner) (?:land|region|standort|gebiet)|diesem land",
        r"nicht (?:verfügbar|zugänglich|abrufbar|erlaubt|gestattet)|gesperrt|blockiert|verweigert",
    ),
    (
        r"(?:ülkenizde|ülkenizden|bölgenizde|bölgenizden|bulunduğunuz (?:ülke|bölge|konum)\w*)",
        r"kullanılamıyor|kullanılamaz|erişilemiyor|erişilemez|erişime kapalı|engellen\w+"
        r"|kısıtlan\w+|mevcut değil|yasak\w*",
    ),
    (
        r"(?:ваш\w+|этой|данной|данном|этом) (?:стран\w+|регион\w*|территори\w+|местоположени\w+)",
        r"недоступ\w+|не доступ\w+|запрещ[её]н\w*|заблокирован\w*|ограничен\w*|блокир\w+",
    ),
    (
        r"(?:بلدك|بلدكم|دولتك|دولتكم|منطقتك|منطقتكم|موقعك الجغرافي|هذا البلد|هذه المنطقة)",
        r"غير متاحة?|غير متوفرة?|لا (?:يتوفر|تتوفر|يمكن)|محجوبة?|محظورة?|حظر|ممنوعة?|مقيدة?",
    ),
    (
        r"(?:במדינה שלך|במדינתך|מהמדינה שלך|באזור שלך|באזורך|ממיקומך|במיקומך)",
        r"אינו זמין|אינה זמינה|לא זמי(?:ן|נה)|חסו(?:ם|מה)|נחסמ\w*|מוגבל\w*|אסור\w*",
    ),
    (
        r"(?:کشور شما|منطقه شما|منطقهٔ شما|موقعیت شما|این کشور)",
        r"در دسترس نیست|قابل دسترس\w* نیست|مسدود|محدود|ممنوع|امکان‌?پذیر نیست",
    ),
    (
        r"(?:su|tu|suo|tuo|seu) (?:país|paese|región|regione|região|ubicación|zona)",
        r"no (?:está |es )?(?:disponible|accesible)|non (?:è )?(?:disponibile|accessibile)"
        r"|não (?:está )?disponível|bloquead\w+|bloccat\w+",
    ),
    (
        r"(?:welatê we|welatê te|herêma we|وڵاتەکەت|وڵاتەکەتان|ناوچەکەت)",
        r"ne berdest\w*|nayê gihîştin|qedexe\w*|asteng\w*|بەردەست نییە|قەدەغە\w*|بلۆک\w*",
    ),
)


def region_block(status: int, headers: Mapping[str, str], beginning: bytes) -> str:
    """What marks a refusal as a regional block, in words; "" where nothing does.

    `headers` have names in lower case; `beginning` is the start of the error page, expanded.
    """
    if status == 451:
        return "status 451: for legal reasons"
    if status != 403:
        return ""
    if name := next((name for name, value in headers.items() if _tells(name, value)), ""):
        return f"its header {name} says so"
    text = clean(_text(beginning[:_PAGE], headers.get("content-type", "")))[:_TEXT].casefold()
    return "its page says so" if _said().search(text.replace("’", "'")) else ""


def _text(beginning: bytes, content_type: str) -> str:
    """The start of a page, which may end within a letter."""
    try:
        return getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return decoded(beginning, content_type)


@cache
def _said() -> re.Pattern[str]:
    either = (
        f"(?:{place}){_NEAR}(?:{shut})|(?:{shut}){_NEAR}(?:{place})" for place, shut in _WORDS
    )
    return re.compile("|".join(either))


def _tells(name: str, value: str) -> bool:
    line = f"{name}: {value}"
    shut = _PLACE.search(line) and _SHUT.search(line) and not _OPEN.fullmatch(value)
    return bool(shut and _OURS.match(name))
