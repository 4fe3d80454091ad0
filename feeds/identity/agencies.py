"""News agencies, how texts name them, and the marks that come off before texts are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Spellings as `text.normalise` leaves them, parted by commas; blanks may be points or hyphens.
AGENCIES: dict[str, str] = {
    "Reuters": "reuters, thomson reuters foundation, رويترز, рейтер, רויטרס",
    "AFP": "afp, a f p, agence france presse, ا ف ب, وكاله فرانس برس, فرانس برس",
    "AP": "ap, the associated press, associated press, ا ب, اسوشيتد برس, اسوشييتد برس",
    "dpa": "dpa, dpa afx, deutsche presse agentur, د ب ا",
    "UPI": "upi, united press international",
    "ANSA": "ansa",
    "EFE": "efe, agencia efe",
    "PAP": "pap, polska agencja prasowa",
    "PA Media": "pa media, press association",
    "Bloomberg": "bloomberg, bloomberg news, بلومبرغ, بلومبيرغ",
    "Xinhua": "xinhua, شينخوا",
    "Yonhap": "yonhap",
    "Kyodo": "kyodo, kyodo news",
    "PTI": "pti, press trust of india",
    "ANI": "ani",
    "IANS": "ians",
    "TASS": "tass, тасс, تاس",
    "RIA Novosti": "ria novosti, риа новости",
    "Interfax": "interfax, интерфакс",
    "Sputnik": "sputnik, سبوتنيك",
    "Anadolu": "anadolu, anadolu agency, anadolu ajansi, aa, الاناضول, وكاله الاناضول",
    "DHA": "dha, demiroren haber ajansi",
    "IHA": "iha, ihlas haber ajansi",
    "ANKA": "anka",
    "ANHA": "anha, hawar news, hawar news agency, هاوار, وكاله هاوار",
    "SANA": "sana, سانا, وكاله سانا",
    "NNA": "nna, national news agency, الوكاله الوطنيه, الوكاله الوطنيه للاعلام",
    "IRNA": "irna, ارنا, ايرنا",
    "Tasnim": "tasnim, تسنيم",
    "Fars": "fars, fars news, فارس",
    "WAM": "wam, وام",
    "SPA": "spa, واس",
    "KUNA": "kuna, كونا",
    "QNA": "qna, قنا",
    "Petra": "petra, بترا",
    "MENA": "mena, ا ش ا",
    "INA": "ina, واع",
    "WAFA": "wafa, وفا",
}
_UNNAMED = "agencies, news agencies, وكالات, الوكالات, агентства, ajanslar"


def _pattern(spellings: str) -> str:
    """Longer spellings come first, so that none is cut."""
    longest = sorted(spellings.split(", "), key=len, reverse=True)
    return "|".join(r"[ .-]?".join(spelling.split()) + r"\.?" for spelling in longest)


_EVERY = ", ".join([*AGENCIES.values(), _UNNAMED])
# One of these words is in every text with a mark, and in few others.
_TELLING = frozenset(
    word
    for name in _EVERY.split(", ")
    for word in (max(reversed(name.split()), key=len), name.replace(" ", ""))
)
_NAMES = [(name, re.compile(_pattern(told) + r"(?!\w)")) for name, told in AGENCIES.items()]
_ANY = _pattern(_EVERY)
_TWO = rf"(?:{_ANY})(?:\s*(?:[/,،–-]|and|و)\s*(?:{_ANY}))*"
_DASH = r"[-–—ـ:]+"
# `Paris, Jan 2 (AFP) - `, `دمشق - (أ ف ب): `: the place and the day go with the mark.
_DATELINE = re.compile(rf"(?:[^().!?]{{0,60}})?[(\[]\s*({_TWO})\s*[)\]]\s*{_DASH}?\s*")
_BARE_DATELINE = re.compile(rf"(?:[^\W\d_][^().!?:–—]{{0,40}}?[\s,،–—-]+)?\b({_TWO})\s*{_DASH}\s")
_BRACKETED = re.compile(rf"[(\[]\s*({_TWO})\s*[)\]]")
_TAIL = re.compile(
    rf"(?:\s*[|/–—-]\s*|[\s.,،]*\b(?:source|المصدر|zrodlo|kaynak|quelle)\s*:\s*)({_TWO})\.?\s*$"
)
_PLACE = re.compile(r"[^\W\d_][\w ,،]{1,30}\s[–—-]+\s")
_BEGINNING, _END = 110, 50  # letters in which a dateline or a credit stands
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[-–—ـ:|/]")
_LABELS = re.compile(
    r"(?:opinion|commentary|comment|analysis|editorial|exclusive|breaking(?: news)?|watch|video|"
    r"update(?: ?\d)?|urgent|just in|explainer|soccer|tennis|cricket|golf|factbox|"
    r"راي|مقال|تحليل|عاجل|حصري|خاص|فيديو|بالفيديو|بالصور|شاهد|son dakika|gorus|video haber|"
    r"en direct|exclusif|video|eilmeldung|kommentar|срочно|мнение|видео|דעה)\s*[|:/–—-]+\s*"
)


def unmarked(folded: str) -> tuple[list[str], str]:
    """(words of a folded text without agency marks, datelines and labels, the agency that the
    marks name or "")."""
    run, agency = _WORD.findall(folded), ""
    if not _TELLING.isdisjoint(run):
        folded, agency = _without_marks(folded)
        run = _WORD.findall(folded)
    if label := _LABELS.match(folded):
        run = _WORD.findall(folded, label.end())
    return run, agency


def _without_marks(text: str) -> tuple[str, str]:
    plain, agency = text, ""
    for found in _marks(text):
        agency = agency or _name(found[1])
        plain = plain.replace(found[0], " ", 1).strip()
    place = _PLACE.match(plain) if agency else None
    return plain[place.end() :] if place else plain, agency


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The marks of agencies; what is cheap to see is asked first."""
    bracketed = "(" in text or "[" in text
    if found := (bracketed and _DATELINE.match(text)) or _bare(text):
        yield found
    if found := _SIGNS.search(text, max(len(text) - _END, 0)) and _TAIL.search(
        text, max(len(text) - _END, 0)
    ):
        yield found
    if bracketed:
        yield from _BRACKETED.finditer(text, found.end() if found else 0)


def _bare(text: str) -> re.Match[str] | None:
    return _BARE_DATELINE.match(text) if _SIGNS.search(text, 0, _BEGINNING) else None


def _name(spelling: str) -> str:
    return next((name for name, pattern in _NAMES if pattern.match(spelling)), "")
