"""Text as every stage needs it: cleaned, folded for matching, cut into words and stems."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import lru_cache
from typing import Any, NamedTuple

import nh3

from feeds.wordlists import ENDINGS, STOP_WORDS

# Line breaks and tabs stay for the folding below; ZWNJ and ZWJ stay because Persian needs them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_BLOCK = re.compile(
    r"<(?=/?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]"
    r"|header|hr|img|li|main|nav|ol|p|pre|section|table|t[dhr]|ul)\b)",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-z!?][^<>]*>", re.S | re.I
)
_REFERENCE = re.compile(r"&#([0-9]{5,}|[xX][0-9a-fA-F]{4,});?")
_MANY_TAGS = 400  # nh3 takes minutes for tags nested a hundred thousand deep
_ESCAPED = 2  # times more than once, as WordPress plug-ins do
_TAG_LEFT = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|p|span|strong|svg|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"</?(?:script|style|iframe)\b[^<>]*>", re.IGNORECASE)  # however often escaped


def clean(html_or_text: str) -> str:
    """Plain text on one line: no markup, entities, control or bidi-override characters."""
    text = _wanted(html_or_text)
    if "<" in text or "&" in text:
        text = _unmarked(text)
        for _ in range(_ESCAPED):
            if "<" in text and _TAG_LEFT.search(text):
                text = _unmarked(text)
        text = _wanted(_SCRIPT.sub(" ", text) if "<" in text else text)
    return " ".join(text.split())


def _wanted(text: str) -> str:
    return text if text.isprintable() else _UNWANTED.sub("", text)


def _unmarked(text: str) -> str:
    if text.count("<") > _MANY_TAGS:
        text = _TAG.sub(" ", text)
    elif "<" in text:
        text = nh3.clean(_BLOCK.sub(" <", text), tags=set())
    return html.unescape(without_bad_references(text)) if "&" in text else text


def without_bad_references(text: str) -> str:
    """The text with U+FFFD for references to no character, over which parsers stumble.

    Such as &#xD800; and &#99999999999;, even where the number has thousands of digits.
    """
    return _REFERENCE.sub(_good_reference, text) if "&#" in text else text


def _good_reference(found: re.Match[str]) -> str:
    digits = found[1].lower()
    code = -1 if len(digits) > 9 else int(digits.replace("x", "0x"), 16 if "x" in digits else 10)
    good = 0 <= code < 0xD800 or 0xDFFF < code <= 0x10FFFF
    return found[0] if good else "\ufffd"


def _folding() -> dict[int, str | None]:
    """Letters that matching takes for one, e.g. أ and ا, é and e."""
    table: dict[int, str | None] = {0x640: None, 0x200C: None, 0x200D: None, 0x670: None}
    marks = (range(0x300, 0x370), range(0x591, 0x5C8), range(0x610, 0x61B), range(0x64B, 0x660))
    for span in (*marks, range(0x6D6, 0x6EE), range(0x200E, 0x2010)):
        table.update(dict.fromkeys(span))
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), 0x451):
        table[code] = unicodedata.normalize("NFKD", chr(code))[0]
    table.update({ord("ı"): "i", ord("ø"): "o", ord("đ"): "d", ord("ł"): "l", ord("æ"): "ae"})
    table.update(zip(map(ord, "أإآٱؤئىیېةہەھکڕڵێۆڤ"), "ااااوييييههههكرلي" + "وف", strict=True))
    for zero in (0x660, 0x6F0):
        table.update({zero + n: str(n) for n in range(10)})
    return table


_FOLD = _folding()
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_FOLDED_WORD = re.compile(r"[^\W_]+")  # the same where folding has taken the marks off
_ASCII_WORDS = "".join(c if c.isalnum() else " " for c in map(chr, range(128)))


def normalise(text: str, language: str = "") -> str:
    """Folded for matching: case, accents, vowel signs, letter forms and digits count no more.

    Hamza keeps its seat (أ becomes ا, ئ becomes ي). In Turkish I is dotless before folding,
    which comes to the same i.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    return text.casefold().translate(_FOLD)


@lru_cache(maxsize=1 << 17)
def folded(word: str) -> str:
    """A word as `normalise` folds it, kept: news repeats its words."""
    return normalise(word)


class Word(NamedTuple):
    """A word as written, with where it stands: text[start:end]."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Words in order; hyphens and apostrophes part them."""
    return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]


def written_words(text: str) -> list[str]:
    """The same without where they stand, in half the time."""
    return _WORD.findall(text)


_SUFFIXES = ("هما", "ها", "هم", "هن", "كم", "نا")
_CUTS = [
    (re.compile(rf"(?:{prefixes})(?=.{{3}})"), put_back)
    for prefixes, put_back in (
        ("[وف]", ""),
        ("[وف]?(?:[بكل]|س(?=[يتنا]))", ""),
        ("[وف]?[بك]?ال", ""),
        ("[وف]?لل", ""),
        ("[وف]?لل", "ال"),
    )
]
_CLITICS = frozenset("وفبكلسا")  # letters that any of these may begin with
_ONE_HEBREW, _TWO_HEBREW = re.compile("^[והבלמשכ](?=.{3})"), re.compile("^[ושכמ][הבלמש](?=.{3})")


@lru_cache(maxsize=65536)
def strip_clitics(word: str) -> tuple[str, ...]:
    """A folded Arabic or Hebrew word, then what may be left once its clitics are off.

    و ف ب ك ل س and the article go in their order only, so سهيل is not found in تسهيل;
    a stem keeps three letters. Words in other scripts come back alone.
    """
    if not word or not "\u0590" <= word[0] <= "\u06ff":
        return (word,)
    if word[0] < "\u0600":
        return _distinct(word, *(p.sub("", word) for p in (_ONE_HEBREW, _TWO_HEBREW)))
    bare = [word]
    for cut, put_back in _CUTS if word[0] in _CLITICS else ():
        found = cut.match(word)
        if found:
            bare.append(put_back + word[found.end() :])
    if not word.endswith(_SUFFIXES):  # nor does what is left of it
        return _distinct(*bare)
    return _distinct(*bare, *(stem for item in bare for stem in _without_pronoun(item)))


def _without_pronoun(word: str) -> Iterator[str]:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            left = word.removesuffix(suffix)
            yield left
            if left.endswith("ت"):  # حكومتها holds حكومة
                yield left[:-1] + "ه"


def _distinct(*items: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


_AND = re.compile(r"^و(?=.{3})")
_ARTICLE = re.compile(r"^(?:[وبكف]ال|لل|ال)(?=.{2})")
_BEFORE = frozenset("وبكفلا")  # letters that either may begin with


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """A folded word without its endings: light10 for Arabic, a few endings elsewhere."""
    if language == "ar":
        word = _ARTICLE.sub("", _AND.sub("", word)) if word[:1] in _BEFORE else word
    endings = ENDINGS.get(language, ())
    if not word.endswith(endings):  # asked of all at once: most words have none
        return word
    if language == "ar":
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                word = word.removesuffix(ending)
        return word
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@lru_cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in STOP_WORDS.get(language, "").split())


def terms(text: str, language: str) -> list[str]:
    """Stems in order, without stop words and single letters; what clusters compare."""
    found = (term(word, language) for word in folded_words(normalise(text, language)))
    return [stem for stem in found if stem]


def folded_words(folded: str) -> list[str]:
    """The words of a text that `normalise` has folded, in order."""
    if folded.isascii():  # in half of the time
        return folded.translate(_ASCII_WORDS).split()
    return _FOLDED_WORD.findall(folded)


@lru_cache(maxsize=1 << 17)
def term(word: str, language: str) -> str:
    """The stem of a folded word; "" for a stop word or a single letter."""
    return "" if len(word) < 2 or word in _stop_words(language) else stem(word, language)


WATCHED = ("ar", "en", "tr", "ku", "fa", "he", "ru", "fr", "de")
BESIDE = ("es", "it", "pt", "pl", "nl", "sv", "el", "uk", "zh")  # else taken for a watched one
OWN = 10.0  # log-probability by which another language must be likelier than a feed's own
_SORANI = re.compile("[ێۆڕڵەڤ]")
_SCRIPTS = {"ar": "arabic", "fa": "arabic", "ckb": "arabic", "ur": "arabic"}
_SCRIPTS |= {"he": "hebrew", "ru": "cyrillic", "uk": "cyrillic", "el": "greek", "hy": "armenian"}
_SHORT = 20  # letters; fewer are a name or two, which tells no language


def detect_language(text: str, hints: Sequence[str]) -> str:
    """The language of a text among the usual ones and the hints (its feed's, likeliest first).

    A hint stands unless the text clearly speaks another language; a short text in its script is
    always taken to be in it. "" where nothing tells.
    """
    letters = list(filter(str.isalpha, text[:400]))
    if len(_SORANI.findall(text[:400])) * 25 > len(letters):
        return "ckb"
    script = _script(letters)
    fitting = [hint for hint in hints if hint and _SCRIPTS.get(hint, "latin") == script]
    if not letters or len(letters) < _SHORT:
        return fitting[0] if fitting else next((h for h, s in _SCRIPTS.items() if s == script), "")
    ranked = _identifier(tuple(sorted({*WATCHED, *BESIDE, *hints})))(text[:1000])
    own = [hint for hint in hints if hint in ranked]
    likeliest = max(sorted(ranked), key=ranked.__getitem__)
    best = max(own, key=ranked.__getitem__, default=likeliest)
    return best if ranked[best] >= ranked[likeliest] - OWN else likeliest


def _script(letters: Sequence[str]) -> str:
    names = list(map(_script_of, letters[:60]))
    return max(dict.fromkeys(names), key=names.count, default="")


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].lower()


@lru_cache(maxsize=32)
def _identifier(languages: tuple[str, ...]) -> Callable[[str], dict[str, float]]:
    """What gives the log-probability of a text in each of the languages."""
    identifier = copy(_model())  # shares the tables, so that a set of languages costs little
    identifier.set_languages([code for code in languages if code in identifier.labels])
    return lambda text: {str(code): float(value) for code, value in identifier.rank(text)}


@lru_cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # takes a second: only if asked

    return LanguageIdentifier.from_model_file(MODEL_FILE)
