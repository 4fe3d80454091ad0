"""A name's token as letters: folded, without its article, and in which script it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Script = Literal["latin", "arabic", "hebrew", "cyrillic", ""]


def table(text: str) -> dict[str, str]:
    """{"ş": "sh"} of "ş:sh"; several are parted by spaces."""
    parted = (item.partition(":") for item in text.split())
    return {letter: sound for letter, _, sound in parted}


ARTICLES = frozenset(
    table(
        "al el ul il ash as ad an ar az at ed es esh er ech ath adh et en ez eş аль эль аш ас ан"
        " ар ад ат аз אל א ال"
    )
)
PARTICLES = ARTICLES | frozenset(table("de di da du van von der la le del"))
_LATIN_FOLDS = str.maketrans(
    table(
        "ş:sh š:sh ṣ:s ś:sh ŝ:sh ș:sh ç:ch č:ch ć:ch ž:j ż:j ź:z ğ:gh ḫ:kh ẖ:kh ġ:gh ǧ:j ł:l ı:i"
        " ø:o đ:d ð:dh þ:th ß:ss æ:ae œ:oe ñ:ny ə:e ŋ:ng ʿ: ʾ: ʻ: ʼ:"
    )
)
_CYRILLIC = str.maketrans(
    table(
        "а:a б:b в:v г:g д:d е:e ё:yo ж:j з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f"
        " х:kh ц:ts ч:ch ш:sh щ:sh ъ: ы:y ь: э:e ю:yu я:ya і:i ї:yi є:ye ґ:g"
    )
)
# Persian, Kurdish and Urdu letters, and seats of hamza, as the Arabic letter nearest in sound.
_ARABIC_FOLDS = str.maketrans(
    table(
        "أ:ا إ:ا آ:ا ٱ:ا ە:ه ؤ:و ئ:ي ی:ي ې:ي ى:ي ێ:ي ۆ:و ۇ:و ۋ:و ک:ك گ:غ ڵ:ل ڕ:ر ھ:ه ہ:ه ة:ه ڤ:ف "
        "ٹ:ت ڈ:د پ:ب ء: ـ: \u200c: \u200d:"
    )
)
# Hebrew and Arabic are both written in consonants: letter by letter is nearer than by sound.
_HEBREW = str.maketrans(
    table(
        "א:ا ב:ب ג:ج ד:د ה:ه ו:و ז:ز ח:ح ט:ط י:ي כ:ك ך:ك ל:ل מ:م ם:م נ:ن ן:ن ס:س ע:ع פ:ف ף:ف צ:ص"
        " ץ:ص ק:ق ר:ر ש:ش ת:ت"
    )
)
_HEBREW_PAIRS = table("וו:و יי:ي ח':خ צ':چ ג':ج ד':ذ ת':ث ר':غ ע':غ ט':ظ ז':ژ כ':خ")
_QUOTES = str.maketrans(dict.fromkeys("’‘`´׳ʼ", "'"))
_DASHES = re.compile("[-‐‑–־]")
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
)
_NOT_LETTERS = re.compile("[^a-z]+")
_ARTICLE_AR = re.compile("^[وبكف]?ال(?=..)")


class Spelled(NamedTuple):
    """A token's letters: plain a to z, or Arabic letters for all that is written in consonants."""

    letters: str
    script: Script
    article: bool  # whether one was taken off

    @property
    def consonantal(self) -> bool:
        """Whether short vowels are left unwritten."""
        return self.script in ("arabic", "hebrew")


def script_of(token: str) -> Script:
    """The script of a token's first letter; "" for one that names are not compared in."""
    for letter in token:
        if letter.isalpha():
            if letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or "\u02b0" <= letter < "\u0300":
                return "latin"
            if "\u0400" <= letter < "\u0530":
                return "cyrillic"
            if "\u0590" <= letter < "\u0600":
                return "hebrew"
            return "arabic" if letter < "\u0780" or "\ufb50" <= letter <= "\ufeff" else ""
    return ""


@lru_cache(maxsize=65536)
def spell(token: str) -> Spelled:
    """A token folded to plain letters; without letters where nothing can be compared."""
    text = unicodedata.normalize("NFKC", token).casefold().translate(_QUOTES)
    script = script_of(text)
    parts = [part for part in _DASHES.split(text) if part]
    article = len(parts) > 1 and parts[0].strip("'") in ARTICLES
    text = "".join(parts[1:] if article else parts)
    if script == "arabic":
        return _arabic(text, article)
    if script == "hebrew":
        return Spelled(_hebrew(text), "hebrew", article)
    letters = _latin(text.translate(_CYRILLIC) if script == "cyrillic" else text)
    return Spelled(letters if script else "", script, article)


def _latin(text: str) -> str:
    if text.isascii():
        return _NOT_LETTERS.sub("", text)
    composed = unicodedata.normalize("NFC", text).translate(_LATIN_FOLDS)
    bare = _MARKS.sub("", unicodedata.normalize("NFD", composed))
    return "".join(letter for letter in bare if "a" <= letter <= "z")


def _arabic(text: str, article: bool) -> Spelled:
    bare = _MARKS.sub("", text).translate(_ARABIC_FOLDS)
    letters = "".join(letter for letter in bare if "\u0620" <= letter <= "\u06d5")
    cut = _ARTICLE_AR.sub("", letters)
    return Spelled(cut, "arabic", article or cut != letters)


def _hebrew(text: str) -> str:
    for pair, letter in _HEBREW_PAIRS.items():
        text = text.replace(pair, letter)
    bare = _MARKS.sub("", text).translate(_HEBREW)
    return "".join(letter for letter in bare if "\u0620" <= letter <= "\u06d5")
