"""News agencies, how texts name them, and the marks that come off before texts are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

# As `text.normalise` leaves them; the first spelling is the name in folded Latin letters.
AGENCIES: dict[str, str] = {
    "Reuters": r"reuters|thomson reuters(?: foundation)?|رويترز|рейтер|רויטרס",
    "AFP": r"afp|agence france[- ]presse|a\.f\.p\.?|[اأ][ .]?ف[ .]?ب\.?|وكاله فرانس برس|فرانس برس",
    "AP": r"ap|the associated press|associated press|[اأ] ?ب|اسوشيتد ?برس|اسوشييتد ?برس",
    "dpa": r"dpa(?:-afx)?|deutsche presse-agentur|د[ .]?ب[ .]?[اأ]\.?",
    "UPI": r"upi|united press international",
    "ANSA": r"ansa",
    "EFE": r"efe|agencia efe",
    "PAP": r"pap|polska agencja prasowa",
    "PA Media": r"pa media|press association",
    "Bloomberg": r"bloomberg(?: news)?|بلومبرغ|بلومبيرغ",
    "Xinhua": r"xinhua|شينخوا",
    "Yonhap": r"yonhap",
    "Kyodo": r"kyodo(?: news)?",
    "PTI": r"pti|press trust of india",
    "ANI": r"ani",
    "IANS": r"ians",
    "TASS": r"tass|тасс|تاس",
    "RIA Novosti": r"ria novosti|риа новости",
    "Interfax": r"interfax|интерфакс",
    "Sputnik": r"sputnik|سبوتنيك",
    "Anadolu": r"anadolu(?: agency| ajansi)?|aa|الاناضول|وكاله الاناضول",
    "DHA": r"dha|demiroren haber ajansi",
    "IHA": r"iha|ihlas haber ajansi",
    "ANKA": r"anka",
    "ANHA": r"anha|hawar news(?: agency)?|هاوار|وكاله هاوار",
    "SANA": r"sana|سانا|وكاله سانا",
    "NNA": r"nna|national news agency|الوكاله الوطنيه(?: للاعلام)?",
    "IRNA": r"irna|ارنا|ايرنا",
    "Tasnim": r"tasnim|تسنيم",
    "Fars": r"fars(?: news)?|فارس",
    "WAM": r"wam|وام",
    "SPA": r"spa|واس",
    "KUNA": r"kuna|كونا",
    "QNA": r"qna|قنا",
    "Petra": r"petra|بترا",
    "MENA": r"mena|[اأ] ?ش ?[اأ]",
    "INA": r"ina|واع",
    "WAFA": r"wafa|وفا",
}
_ANY = "|".join(AGENCIES.values()) + "|agencies|news agencies|وكالات|الوكالات|агентства|ajanslar"
_NAMES = [(name, re.compile(rf"(?:{spellings})")) for name, spellings in AGENCIES.items()]
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
_SIGNS = re.compile(r"[-–—ـ:|/]")
_LABELS = re.compile(
    r"(?:opinion|commentary|comment|analysis|editorial|exclusive|breaking(?: news)?|watch|video|"
    r"update(?: ?\d)?|urgent|just in|explainer|soccer|tennis|cricket|golf|factbox|"
    r"راي|مقال|تحليل|عاجل|حصري|خاص|فيديو|بالفيديو|بالصور|شاهد|son dakika|gorus|video haber|"
    r"en direct|exclusif|video|eilmeldung|kommentar|срочно|мнение|видео|דעה)\s*[|:/–—-]+\s*"
)


def unmarked(folded: str) -> tuple[str, str]:
    """(a folded text without agency marks, datelines and labels, the agency it names or "")."""
    plain, agency = folded, ""
    for found in _marks(folded):
        agency = agency or _name(found[1])
        plain = plain.replace(found[0], " ", 1).strip()
    if agency and (place := _PLACE.match(plain)):
        plain = plain[place.end() :]
    label = _LABELS.match(plain)
    return plain[label.end() :] if label else plain, agency


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The marks of agencies; most texts have none, so what is cheap to see is asked first."""
    bracketed = "(" in text or "[" in text
    if found := (bracketed and _DATELINE.match(text)) or _bare(text):
        yield found
    if found := _SIGNS.search(text[-_END:]) and _TAIL.search(text, max(len(text) - _END, 0)):
        yield found
    if bracketed:
        yield from _BRACKETED.finditer(text, found.end() if found else 0)


def _bare(text: str) -> re.Match[str] | None:
    return _BARE_DATELINE.match(text) if _SIGNS.search(text, 0, _BEGINNING) else None


def _name(spelling: str) -> str:
    return next((name for name, pattern in _NAMES if pattern.match(spelling)), "")
