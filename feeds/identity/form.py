"""What kind of text a story is, by the marks that outlets themselves set."""

from __future__ import annotations

import re
from urllib.parse import unquote

from feeds.model import Form, RawEntry, TextScope

_FULL_CHARS = 600  # of a feed's content element; shorter ones are summaries in disguise
_SUMMARY_CHARS = 40

# Marks stand at an end of the title, parted by a bar, colon, dash or bracket: `Opinion | …`.
_WORDS: dict[Form, str] = {
    "live": (
        r"live(?: blog| updates?| coverage| ticker)?|as it happened|liveblog|live-?ticker"
        r"|مباشر|بث مباشر|تغطية مباشرة|تغطية مستمرة|لحظة بلحظة|canlı(?: anlatım| yayın| blog)?"
        r"|en direct|direct|онлайн|прямая трансляция|zindî|שידור חי|עדכונים שוטפים"
        r"|زنده|لحظه به لحظه"
    ),
    "opinion": (
        r"opinions?|op-?ed|editorial|comment(?:ary|isfree)?|column(?:ist)?|viewpoint"
        r"|letters?(?: to the editor)?|guest essay|رأي|مقال رأي|مقالات?|افتتاحية|وجهة نظر|كتّ?اب"
        r"|görüş|yorum|köşe yazısı|başyazı|tribune|éditorial|édito|chronique|opinión|kommentar"
        r"|meinung|leitartikel|gastbeitrag|мнение|колонка|דעה|מאמר מערכת|یادداشت|سرمقاله|nêrîn"
    ),
    "round-up": (
        r"(?:weekly|daily|morning|evening|news|press)[ -]"
        r"(?:round-?up|brief(?:ing)?|digest|wrap|review)"
        r"|round-?up|the week in \w+|week in review|what we know today|newsletter|in brief"
        r"|الحصاد|حصاد (?:اليوم|الأسبوع)|موجز(?: الأنباء| الأخبار)?|نشرة الأخبار|جولة الصحافة"
        r"|أقوال الصحف|أبرز (?:الأخبار|عناوين)|günün özeti|haftanın özeti|basın özeti|gündem özeti"
        r"|revue de presse|l'essentiel|presseschau|wochenrückblick|итоги (?:дня|недели)|дайджест"
    ),
}
_PATHS: dict[Form, str] = {
    "live": "live|liveblog|live-blog|live-updates|live-news|livestory|ticker|liveticker|direct",
    "opinion": (
        "opinions?|op-?ed|editorials?|commentisfree|commentary|columns?|columnists?|ideas"
        "|views|yazarlar|yorum|gorus|meinung|kommentar|debats|tribunes?|رأي|مقالات|آراء|الرأي"
    ),
    "round-up": "round-?ups?|briefings?|newsletters?|digest|weekly-review|press-review",
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
_PLACE = re.compile(r"[^/]*//[^/]*(/[^?#]*/)")  # the folders; the last part is the headline
_FOLDERS = {form: re.compile(rf"/(?:{words})/", re.I) for form, words in _PATHS.items()}
# A phrase that is no mark needs no bar: `Weekly round-up of …`.
_OPENINGS = re.compile(
    r"(?:the )?(?:weekly|daily|morning|evening) (?:round-?up|briefing|digest|recap)\b"
    r"|(?:حصاد|موجز) (?:اليوم|الأسبوع|الأنباء|الأخبار)",
    re.I,
)


def form_of(title: str, url: str, language: str = "") -> Form:
    """News unless the title's own mark or a folder of the address says otherwise."""
    text = " ".join(title.split())[:400]
    if len(text) <= _LONGEST_WORDS or _MARKED.search(text):
        for form, pattern in _TITLES.items():
            if pattern.fullmatch(text):
                return form
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
    place = _PLACE.match(url)
    if place is None or len(place[1]) < 3:
        return "news"
    folders = unquote(place[1])
    return next((form for form, found in _FOLDERS.items() if found.search(folders)), "news")
