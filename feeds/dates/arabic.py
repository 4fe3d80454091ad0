"""Arabic dates: months of the Gulf, the Levant and the Maghreb, ص and م, and counts back.

Words are turned into English and read there; libraries know no Levantine month.
"""

from __future__ import annotations

import re

from feeds.dates.context import Context
from feeds.dates.relative import Unit, ago
from feeds.dates.rfc822 import MONTHS, read_english
from feeds.model import Reading

_MONTHS = (  # alef forms folded, marks taken off
    "يناير|كانون الثاني|كانون ثاني|كانون ثان|كانون2|جانفي",
    "فبراير|شباط|فيفري",
    "مارس|اذار",
    "ابريل|نيسان|افريل",
    "مايو|ايار|ماي",
    "يونيو|يونيه|حزيران|جوان",
    "يوليو|يوليه|تموز|جويليه|يوليوز",
    "اغسطس|اب|اوت|غشت",
    "سبتمبر|ايلول|شتنبر",
    "اكتوبر|تشرين الاول|تشرين اول",
    "نوفمبر|تشرين الثاني|تشرين ثاني|تشرين ثان|نونبر",
    "ديسمبر|كانون الاول|كانون اول|دجنبر",
)
_MONTH_OF = {
    name: month for month, names in zip(MONTHS, _MONTHS, strict=True) for name in names.split("|")
}
_ALTERNATIVES = "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True))
_MONTH = re.compile(rf"(?<!\w)({_ALTERNATIVES})(?!\w)(?:\s*[/(\-]\s*({_ALTERNATIVES})(?!\w)\)?)?")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ALEF = str.maketrans("أإآٱىیةک", "اااايي" + "هك")
_FILLER = re.compile(
    r"(?<!\w)(?:يوم )?(?:ال(?:احد|اثنين|اثنان|ثلاثاء|اربعاء|خميس|جمعه|سبت))(?!\w)"
    r"|(?<!\w)(?:الساعه|في|تاريخ|النشر|نشر|نشرت|اخر تحديث|تحديث|الموافق|عام|سنه|شهر|من)(?!\w)"
    r"|(?<=\d)\s*(?:م|ميلادي|ميلاديه)$(?<!:\d\dم)(?<!:\d\d م)"
)
_AM = re.compile(r"(?<=\d)\s*(?:ص|صباحا?)(?!\w)")
_PM = re.compile(r"(?<=\d)\s*(?:م|مساءا?|مسا|ظهرا|بعد الظهر)(?!\w)")
_BY = re.compile(r"\(?(?:بال)?(?:بتوقيت|توقيت)\s+(\w+)(?:\s+المكرمه)?\)?")
_CLOCKS = {
    **dict.fromkeys(("غرينتش", "جرينتش", "غرينيتش", "جرينيتش"), "GMT"),
    **dict.fromkeys(("مكه", "السعوديه", "الرياض"), "Asia/Riyadh"),
    "دمشق": "Asia/Damascus",
    "سوريا": "Asia/Damascus",
    "بيروت": "Asia/Beirut",
    "بغداد": "Asia/Baghdad",
    "عمان": "Asia/Amman",
    "القاهره": "Africa/Cairo",
    "القدس": "Asia/Jerusalem",
    "ابوظبي": "Asia/Dubai",
    "الامارات": "Asia/Dubai",
    "الدوحه": "Asia/Qatar",
    "اسطنبول": "Europe/Istanbul",
}

_UNITS: dict[str, tuple[Unit, float]] = {
    **dict.fromkeys(("ثانيه", "ثواني", "ثوان"), ("second", 1.0)),
    **dict.fromkeys(("دقيقه", "دقائق", "دقايق"), ("minute", 1.0)),
    **dict.fromkeys(("ساعه", "ساعات"), ("hour", 1.0)),
    **dict.fromkeys(("يوم", "يوما", "ايام"), ("day", 1.0)),
    **dict.fromkeys(("اسبوع", "اسبوعا", "اسابيع"), ("week", 1.0)),
    **dict.fromkeys(("شهر", "شهرا", "اشهر", "شهور"), ("month", 1.0)),
    **dict.fromkeys(("سنه", "سنوات", "عام", "عاما", "اعوام"), ("year", 1.0)),
    "ثانيتين": ("second", 2.0),
    "دقيقتين": ("minute", 2.0),
    "ساعتين": ("hour", 2.0),
    "يومين": ("day", 2.0),
    "اسبوعين": ("week", 2.0),
    "شهرين": ("month", 2.0),
    "سنتين": ("year", 2.0),
    "عامين": ("year", 2.0),
}
_COUNTS = ["واحد", "اثنين", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
_COUNT = {form: n for n, word in enumerate(_COUNTS, 1) for form in (word, f"{word}ه")}
_AGO = re.compile(
    r"(?:منذ|قبل)\s+(?:حوالي\s+|نحو\s+)?(?:(\d{1,3}|\w+)\s+)?(\w+)(?:\s+واحده?)?(?:\s+مضت)?"
)
_DAYS = {"اليوم": 0, "امس": 1, "البارحه": 1, "اول امس": 2, "اول من امس": 2}
_NOW = ("الان", "منذ قليل", "قبل قليل", "منذ لحظات", "قبل لحظات")


def read(text: str, context: Context) -> Reading | None:
    """`الخميس، 06 آذار/مارس 2025 05:05 م`, `منذ ساعتين`, `أول أمس`."""
    if not re.search("[\u0621-\u064a]", text):
        return None
    folded = fold(text)
    back = _read_back(folded, context)
    return back or read_english(_english(folded), "arabic", context)


def fold(text: str) -> str:
    """Marks and tatweel off, one form of alef, ya and ta marbuta."""
    return _MARKS.sub("", text).translate(_ALEF)


def _read_back(text: str, context: Context) -> Reading | None:
    if text in _DAYS:
        return ago(_DAYS[text], "day", context)
    if text in _NOW:
        return ago(0, "hour", context)
    match = _AGO.fullmatch(text)
    if match is None or match[2] not in _UNITS:
        return None
    unit, each = _UNITS[match[2]]
    count = match[1]
    if count is None:
        return ago(each, unit, context)
    number = int(count) if count.isdecimal() else _COUNT.get(count)
    return None if number is None else ago(number * each, unit, context)


def _english(text: str) -> str:
    text = _BY.sub(lambda match: " " + _CLOCKS.get(match[1], match[0]), text)
    text = _PM.sub(" PM", _AM.sub(" AM", text)) if ":" in text else text
    text = _MONTH.sub(_one_month, _FILLER.sub(" ", text))
    return " ".join(text.replace("،", ",").split()).strip(" ,-|:")


def _one_month(match: re.Match[str]) -> str:
    """The month in English; `آذار/مارس` is one month, two that differ are none."""
    first, second = _MONTH_OF[match[1]], _MONTH_OF.get(match[2] or match[1])
    return f" {first} " if first == second else match[0]
