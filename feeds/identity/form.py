"""What kind of text a story is, by the marks that outlets themselves set."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from feeds.model import Form, RawEntry, TextScope

_FULL_CHARS = 600  # of a feed's content element; shorter ones are summaries in disguise
_SUMMARY_CHARS = 40

# Marks stand at an end of the title, parted by a bar, colon, dash or bracket: `Opinion | …`.
_WORDS: dict[Form, str] = {
    "live": (
        r"(?:watch )?live(?: ?blog| updates?| news| coverage| ?-?ticker| results)?|as it happened"
        r"|مباشر|بث مباشر|تغطية مباشرة|تغطية مستمرة|تغطية حية|لحظة بلحظة|أولا بأول"
        r"|canlı(?: anlatım| yayın| blog)?|dakika dakika|(?:suivez )?en direct|(?:le )?direct"
        r"|онлайн(?:-трансляция)?|прямая трансляция|хроника|zindî|rasterast|ڕاستەوخۆ"
        r"|שידור חי|עדכונים שוטפים|דיווח חי|زنده|لحظه به لحظه|newsblog|liveblog|relacja na żywo"
    ),
    "opinion": (
        r"opinions?|op-?ed|editorial|comment(?:ary|isfree)?|column(?:ist)?|viewpoint"
        r"|letters?(?: to the editor)?|guest essay|guest column|cartoon"
        r"|رأي|مقال رأي|مقالات?|افتتاحية|وجهة نظر|كتّ?اب|كاريكاتير|بقلم"
        r"|görüş|yorum|köşe yazısı|başyazı|karikatür|tribune|éditorial|édito|chronique"
        r"|point de vue|opinión|kommentar|meinung|leitartikel|gastbeitrag|kolumne|мнение"
        r"|(?:авторская )?колонка"
        r"|דעה|דעות|מאמר מערכת|טור דעה|یادداشت|سرمقاله|دیدگاه|nêrîn|gotar|وتار|ڕا|felieton|opinia"
    ),
    "round-up": (
        r"(?:weekly|daily|morning|evening|news|press)[ -]"
        r"(?:round-?up|brief(?:ing)?|digest|wrap|review)"
        r"|(?:\w+ )?round-?up|the week in \w+|week in review|what we know today|newsletter|in brief"
        r"|الحصاد|حصاد (?:اليوم|الأسبوع)|موجز(?: الأنباء| الأخبار)?|نشرة الأخبار|جولة الصحافة"
        r"|أقوال الصحف|أبرز (?:الأخبار|عناوين)|günün özeti|haftanın özeti|basın özeti|gündem özeti"
        r"|revue de presse|l'essentiel|presseschau|wochenrückblick|nachrichten(?:überblick| am \w+)"
        r"|die lage am \w+|итоги (?:дня|недели)|дайджест|обзор прессы|главное за день"
        r"|סיכום (?:היום|השבוע)|סקירת עיתונות|مرور روزنامه‌ها|خلاصه (?:اخبار|خبرها)|kurtenûçe"
        r"|kurteya rojê|kalendarium|przegląd prasy|podsumowanie (?:dnia|tygodnia)"
    ),
}
_PATHS: dict[Form, str] = {
    "live": "live|liveblog|live-blog|live-updates|live-news|livestory|ticker|liveticker|direct",
    "opinion": (
        "opinions?|op-?ed|editorials?|commentisfree|commentary|columns?|columnists?|ideas"
        "|views|letters|blogs?/opinion|congress-blog|viewpoints?|perspectives?|[a-z]+-opinion"
        "|yazarlar|yorum|gorus|kose-yazilari|meinung|kommentare?|kolumnen?|debats|tribunes?|idees"
        r"|opiniones|opinie(?:-\w+)?|debates?|komentarze|felietony|blogi|mneniya|opinions?-editorials"
        "|رأي|مقالات|آراء|الرأي|كتاب-وآراء|דעות"
    ),
    "round-up": "round-?ups?|briefings?|newsletters?|digest|weekly-review|press-review|kalendarium",
}
# The headline as the address has it; one that ends in `live` alone may tell where people do.
_SLUGS: dict[Form, str] = {
    "live": (
        r"(?:.*-)?(?:live-?(?:blog|updates?|coverage|ticker|report)|newsblog|as-it-happened)"
        r"(?:-.*)?|.*-(?:latest|news|updates)-live"
    ),
    "opinion": r"(?:.*-)?(?:op-ed|editorial|letters-to-the-editor|cartoon|felieton|kommentar)",
    "round-up": (
        r"(?:.*-)?(?:news-round-?up|weekly-round-?up|daily-briefing|morning-brief(?:ing)?"
        r"|evening-brief(?:ing)?|weekly-recap|week-in-review|news-in-brief|at-a-glance|newsletter)"
        r"(?:-.*)?"
    ),
}
_PART = r"[|:：–—\-•»،/]"
_TITLES = {
    form: re.compile(
        rf"[\[(]\s*(?:{words})\s*[\])].*|(?:{words})\s*{_PART}.*|.*(?:{_PART}|\s)\s*[\[(](?:{words})[\])]"
        rf"|.*\s[|–—-]\s*(?:{words})|(?:{words})",
        re.I | re.S,
    )
    for form, words in _WORDS.items()
}
_MARKED = re.compile(rf"{_PART}|[\[(\])]")
_LONGEST_WORDS = 60  # characters of a title that is nothing but a mark
_PLACE = re.compile(r"[^/]*//[^/]*(/(?:[^?#]*/)?)([^?#/]*)")  # the folders and the headline
_NUMBERED = re.compile(r"[-,]\d+$|\.\w+$")
_ADDRESSED = {form: re.compile(slug, re.I) for form, slug in _SLUGS.items()}
_FOLDERS = {form: re.compile(rf"/(?:{words})/", re.I) for form, words in _PATHS.items()}
# A phrase that is no mark needs no bar: `Weekly round-up of …`.
_OPENINGS = re.compile(
    r"(?:.{1,3} )?(?:(?:the|your) )?(?:weekly|daily|morning|evening|midday|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day) (?:round-?up|brief(?:ing)?|digest|recap)\b|(?:\w+ )?news at a glance\b"
    r"|photos of the (?:day|week)|the (?:day|week) in (?:pictures|photos)"
    r"|(?:حصاد|موجز|ملخص|أبرز أحداث|أبرز أخبار) (?:اليوم|الأسبوع|الأنباء|الأخبار)"
    r"|(?:günün|haftanın) (?:önemli )?(?:haberleri|başlıkları|özeti)|главное за (?:день|неделю)",
    re.I,
)


# Said of nothing else, wherever it stands.
_ANYWHERE = re.compile(
    r"\blive (?:blog|updates|coverage)\b|(?:تغطية|متابعة) (?:مباشرة|حية|مستمرة)", re.I
)


def form_of(title: str, url: str, language: str = "") -> Form:
    """News unless the title's own mark or a folder of the address says otherwise."""
    text = " ".join(title.split())[:400]
    if len(text) <= _LONGEST_WORDS or _MARKED.search(text):
        for form, pattern in _TITLES.items():
            if pattern.fullmatch(text):
                return form
    if _ANYWHERE.search(text):
        return "live"
    if _OPENINGS.match(text):
        return "round-up"
    return _by_address(url)


def text_scope_of(raw: RawEntry) -> TextScope:
    """How much of the text the feed carried."""
    if raw.content_chars >= _FULL_CHARS:
        return "full"
    longer = len(raw.summary) >= _SUMMARY_CHARS and raw.summary != raw.title
    return "summary" if longer else "title"


def _by_address(url: str) -> Form:
    place = _PLACE.match(unquote(url))
    if place is None:
        return "news"
    if form := _by_folders(place[1]):
        return form
    slug = _NUMBERED.sub("", _NUMBERED.sub("", place[2]))
    return next((form for form, found in _ADDRESSED.items() if found.fullmatch(slug)), "news")


@lru_cache(maxsize=1024)  # an outlet has a few
def _by_folders(folders: str) -> Form | None:
    return next((form for form, found in _FOLDERS.items() if found.search(folders)), None)
