"""Dates printed as outlets of nine languages print them; the counterpart of the readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _names(words: str) -> list[str]:
    return words.split("|")


GULF = _names("يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر")
LEVANT = _names(
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
)
MAGHREB = _names("جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر")
HIJRI = _names(
    "محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|"
    "ذو القعدة|ذو الحجة"
)
JALALI = _names("فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند")
PERSIAN = _names("ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر")
TURKISH = _names("Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık")
RUSSIAN = _names(
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
FRENCH = _names(
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
GERMAN = _names(
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)
HEBREW = _names("ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר")
ENGLISH = _names(
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
KURMANJI = _names(
    "Çileya|Sibata|Adara|Nîsana|Gulana|Hezîrana|Tîrmeha|Tebaxa|Îlona|Cotmeha|Mijdara|Kanûna"
)
SORANI = _names(
    "کانوونی دووەمی|شوباتی|ئازاری|نیسانی|ئایاری|حوزەیرانی|تەمموزی|ئابی|ئەیلوولی|"
    "تشرینی یەکەمی|تشرینی دووەمی|کانوونی یەکەمی"
)
AR_DAYS = _names("الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد")
TR_DAYS = _names("Pazartesi|Salı|Çarşamba|Perşembe|Cuma|Cumartesi|Pazar")
RU_DAYS = _names("понедельник|вторник|среда|четверг|пятница|суббота|воскресенье")
FR_DAYS = _names("lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche")
DE_DAYS = _names("Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag")
HE_DAYS = _names("שני|שלישי|רביעי|חמישי|שישי|שבת|ראשון")
FA_DAYS = _names("دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|جمعه|شنبه|یکشنبه")


@dataclass(frozen=True)
class Form:
    """One way to print an instant: in which language, on whose clock, how exactly."""

    name: str
    language: str
    zone: str
    exact: Literal["minute", "day"]
    line: Callable[[datetime], str]

    def write(self, at: datetime) -> str:
        """The instant (UTC) as an outlet there would print it."""
        return self.line(at.astimezone(ZoneInfo(self.zone)))


def _half(at: datetime, am: str, pm: str) -> str:
    return f"{at.hour % 12 or 12:02d}:{at.minute:02d} {am if at.hour < 12 else pm}"


def _hijri(at: date) -> str:
    from hijridate import Gregorian

    year, month, day = Gregorian(at.year, at.month, at.day).to_hijri().datetuple()
    return f"{day} {HIJRI[month - 1]} {year} هـ"


def _jalali(at: date) -> tuple[int, int, int]:
    from convertdate import persian

    year, month, day = persian.from_gregorian(at.year, at.month, at.day)
    return int(year), int(month), int(day)


def _jalali_words(at: datetime) -> str:
    year, month, day = _jalali(at)
    return f"{FA_DAYS[at.weekday()]} {day} {JALALI[month - 1]} {year} - {at:%H:%M}".translate(
        _PERSIAN
    )


def _jalali_digits(at: datetime) -> str:
    year, month, day = _jalali(at)
    return f"{year}/{month:02d}/{day:02d} {at:%H:%M}".translate(_PERSIAN)


FORMS = (
    Form(
        "English",
        "en",
        "America/New_York",
        "minute",
        lambda at: f"{ENGLISH[at.month - 1]} {at.day}, {at.year} at {_half(at, 'am', 'pm')}",
    ),
    Form(
        "English, labelled",
        "en",
        "Europe/London",
        "day",
        lambda at: f"Published: {at.day} {ENGLISH[at.month - 1]} {at.year}",
    ),
    Form(
        "Arabic, Gulf",
        "ar",
        "Asia/Riyadh",
        "minute",
        lambda at: f"{AR_DAYS[at.weekday()]} {at.day} {GULF[at.month - 1]} {at.year} - {at:%H:%M}",
    ),
    Form(
        "Arabic, Levant",
        "ar",
        "Asia/Damascus",
        "minute",
        lambda at: (
            f"{AR_DAYS[at.weekday()]}، {at:%d} {LEVANT[at.month - 1]} {at.year} "
            f"{_half(at, 'ص', 'م')}"
        ),
    ),
    Form(
        "Arabic, both names",
        "ar",
        "Asia/Beirut",
        "day",
        lambda at: f"{at.day} {LEVANT[at.month - 1]}/{GULF[at.month - 1]} {at.year}".translate(
            _EASTERN
        ),
    ),
    Form(
        "Arabic, Maghreb",
        "ar",
        "Africa/Algiers",
        "day",
        lambda at: f"نشر في: {at.day} {MAGHREB[at.month - 1]} {at.year}م",
    ),
    Form("Arabic, Hijri", "ar", "Asia/Riyadh", "day", lambda at: _hijri(at)),
    Form(
        "Arabic, two calendars",
        "ar",
        "Asia/Riyadh",
        "day",
        lambda at: f"{_hijri(at)} الموافق {at.day} {GULF[at.month - 1]} {at.year} م",
    ),
    Form("Persian, Jalali", "fa", "Asia/Tehran", "minute", _jalali_words),
    Form("Persian, digits", "fa", "Asia/Tehran", "minute", _jalali_digits),
    Form(
        "Persian, Gregorian",
        "fa",
        "Asia/Tehran",
        "minute",
        lambda at: f"{at.day} {PERSIAN[at.month - 1]} {at.year} ساعت {at:%H:%M}".translate(
            _PERSIAN
        ),
    ),
    Form(
        "Turkish",
        "tr",
        "Europe/Istanbul",
        "minute",
        lambda at: f"{at:%d} {TURKISH[at.month - 1]} {at.year} {TR_DAYS[at.weekday()]} {at:%H:%M}",
    ),
    Form(
        "Turkish, labelled",
        "tr",
        "Europe/Istanbul",
        "minute",
        lambda at: f"Giriş Tarihi: {at:%d.%m.%Y %H:%M} (TSİ)",
    ),
    Form(
        "Russian",
        "ru",
        "Europe/Moscow",
        "minute",
        lambda at: (
            f"{RU_DAYS[at.weekday()]}, {at.day} {RUSSIAN[at.month - 1]} {at.year} г. "
            f"в {at:%H:%M} МСК"
        ),
    ),
    Form(
        "French",
        "fr",
        "Europe/Paris",
        "minute",
        lambda at: (
            f"Publié le {FR_DAYS[at.weekday()]} {at.day} {FRENCH[at.month - 1]} {at.year} "
            f"à {at:%Hh%M}"
        ),
    ),
    Form(
        "German",
        "de",
        "Europe/Berlin",
        "minute",
        lambda at: (
            f"{DE_DAYS[at.weekday()]}, {at.day}. {GERMAN[at.month - 1]} {at.year}, {at:%H:%M} Uhr"
        ),
    ),
    Form(
        "German, digits",
        "de",
        "Europe/Berlin",
        "minute",
        lambda at: f"Stand: {at:%d.%m.%Y, %H:%M} Uhr",
    ),
    Form(
        "Hebrew",
        "he",
        "Asia/Jerusalem",
        "minute",
        lambda at: (
            f"יום {HE_DAYS[at.weekday()]}, {at.day} ב{HEBREW[at.month - 1]} {at.year}, {at:%H:%M}"
        ),
    ),
    Form(
        "Kurmanji",
        "ku",
        "Europe/Istanbul",
        "minute",
        lambda at: f"{at.day}'ê {KURMANJI[at.month - 1]} {at.year}'an {at:%H:%M}",
    ),
    Form(
        "Sorani",
        "ckb",
        "Asia/Baghdad",
        "day",
        lambda at: f"{at.day}ی {SORANI[at.month - 1]} {at.year}".translate(_EASTERN),
    ),
)
