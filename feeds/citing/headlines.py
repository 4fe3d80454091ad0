"""How headlines name a source without a whole sentence: at their head, at their end, in a mark."""

from __future__ import annotations

import re

from feeds.citing.scene import CLOSING, OPENING, Named, Scene
from feeds.phrases import Hit
from feeds.text import normalise

PLACE = 9  # words of a place or a rank between who speaks and the verb
ACTS_WITHIN = 4  # words after an office
MOST_OF_AN_OFFICE = 3  # words of وزير الحج والعمرة
NAMED = 4  # words that may go on naming a body at the beginning of a headline
DATELINE = 60  # characters in which an agency's mark stands
_PUNCTUATION = re.compile("[^\\w\\s\u0610-\u061a\u064b-\u065f\u0670]")  # vowel signs are none
_PLAIN = ("في", "على", "عن", "من", "مع", "إلى", "ل", "ب", "بعد", "قبل", "بين", "هل", "ضد", "خلال")
_SAYS_ON = frozenset(map(normalise, ("ما", "لا", "لن", "لم", "إن", "أن", "هناك", "نحن", "كل")))
_OF_DOING = re.compile(r"ت\w\wي\w(ه|ات)?$")  # تأمين, توزيع: nouns
_DEFINITE = ("ال", "وال", "لل")
_GOES_ON = frozenset(map(normalise, _PLAIN))


def said_to(scene: Scene, hit: Hit[Named]) -> str:
    """مصادر لتلفزيون …, وزارة الإعلام للإخبارية: who spoke, and to whom."""
    if hit.phrase.about.press:
        to = _attached(scene, hit.start)
        return scene.quote(scene.speakers[to], to) if to in scene.speakers else ""
    for at in (hit.end, hit.end + 1):
        first = scene.starts["medium"].get(at, at)
        if scene.press & {at, first} and _attached(scene, first) == hit.end:
            return scene.quote(hit.end, first + 1)
    return ""


def headed(scene: Scene, hit: Hit[Named]) -> str:
    """رويترز: … at the very beginning, or … : Reuters at the very end."""
    first, end = scene.first(hit.start), scene.past(hit.end)
    after = scene.text[scene.words[end - 1].end :].lstrip(CLOSING + " ")
    if first == 0 and after.startswith(": "):
        return ":"
    while first in scene.ends["between"] and not scene.parted(first - 1):
        first = scene.ends["between"][first]
    before = scene.text[: scene.words[first].start].rstrip(OPENING + " ")
    signs = (":",) if hit.phrase.about.house.kind == "outlet" else (":", "–", "—")
    return before[-1] if before.endswith(signs) and not after.strip(".") else ""


def credited(scene: Scene, hit: Hit[Named]) -> str:
    """PARIS, Jan 2 (Reuters) – …: the mark of the agency that wrote the text."""
    start, end = scene.words[hit.start].start, scene.words[hit.end - 1].end
    marked = end < DATELINE and scene.text[max(start - 1, 0) : start] == "("
    if marked and re.match(r"\)\s*[-–—:]", scene.text[end:]):
        return scene.text[start - 1 : end + 1]
    return ""


def spoken(scene: Scene, hit: Hit[Named]) -> str:
    """Authorities in the south said …; a body's headline that begins with its name."""
    whole = _of_what(scene, hit)
    end = max(scene.past(hit.end), whole)
    opens = scene.head(hit) >= 0
    placed = not scene.starts["of"].keys().isdisjoint((end, hit.end, whole))
    for at in range(hit.end, min(end + (PLACE if placed else NAMED * opens), len(scene.words))):
        if scene.parted(at - 1):
            break
        if at in scene.starts["spoke_after"] and not (
            scene.is_noun(hit, at) or (at in scene.starts["noun"] and not placed)
        ):
            return scene.quote(at, scene.starts["spoke_after"][at])
    return _unpointed(scene, hit, whole)


def _unpointed(scene: Scene, hit: Hit[Named], whole: int) -> str:
    """وزارة الصحة ارتفاع …: a headline whose colon was lost, as in an address."""
    bare = scene.head(hit) == 0 and not _PUNCTUATION.search(scene.text)
    if not bare or scene.language != "ar" or hit.phrase.about.common:
        return ""
    if whole >= len(scene.words):
        return ""
    raw = scene.words[whole].text
    word = normalise(raw)
    goes_on = word[0] == "و" or word in _GOES_ON
    acts = _is_verb(scene, whole) or goes_on or _acts(scene, hit, whole)
    return "" if acts else scene.quote(hit.start, hit.end)


def _acts(scene: Scene, hit: Hit[Named], at: int) -> bool:
    """Whether a verb that agrees with an office comes soon: محافظ إدلب يطلق, مديرية الري تقرر. One
    that does not is of what the office says: وزارة الري حريق يوقف."""
    own = "ت" if scene.words[hit.start].text.endswith("ة") else "ي"
    whole = normalise(scene.words[at - 1].text).startswith(_DEFINITE)
    for later in range(at, min(at + ACTS_WITHIN, len(scene.words))):
        word = normalise(scene.words[later].text)
        subject = later == at and whole and word.startswith("ال")  # التحقيقات تفيد
        if subject or word.isdigit() or word in _SAYS_ON or word.endswith("نا"):
            return False
        if scene.words[later].text[0] == own and _is_verb(scene, later):
            return True
    return False


def _of_what(scene: Scene, hit: Hit[Named]) -> int:
    """The end of what a bare office is for, and of its country: وزير الحج والعمرة السعودي."""
    at, bare = hit.end, hit.end - hit.start == 1
    while at < len(scene.words) and normalise(scene.words[at].text).startswith(_DEFINITE):
        if at not in scene.starts["between"] and not (bare and at < hit.start + MOST_OF_AN_OFFICE):
            break
        at += 1
    return at


def _is_verb(scene: Scene, at: int) -> bool:
    """Whether a word has the form of an Arabic verb: what a body does, and does not say."""
    raw = scene.words[at].text if at < len(scene.words) else " "
    word = normalise(raw)
    if _OF_DOING.match(word):
        return False
    present = raw[0] in "تيأن" and not word.endswith(("ات", "يه", "نا"))
    return present or (word.endswith("ت") and not word.endswith("ات"))


def _attached(scene: Scene, at: int) -> int:
    """Where the words before a "to the …" end; -1 where it is none."""
    at = scene.first(at)
    if at > 0 and normalise(scene.words[at - 1].text) == "ل":
        return at - 1
    folded = normalise(scene.words[at].text) if at < len(scene.words) else ""
    return at if at in scene.to or folded.startswith("لل") else -1
