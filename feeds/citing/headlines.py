"""How headlines name a source without a whole sentence: at their head, at their end, in a mark."""

from __future__ import annotations

import re

from feeds.citing.scene import CLOSING, OPENING, Named, Scene
from feeds.phrases import Hit
from feeds.text import normalise

PLACE = 9  # words of a place or a rank between who speaks and the verb
NAMED = 4  # words that may go on naming a body at the beginning of a headline
DATELINE = 60  # characters in which an agency's mark stands
_PUNCTUATION = re.compile(r"[^\w\s]")
_PLAIN = ("في", "على", "عن", "من", "مع", "إلى", "ل", "ب", "بعد", "قبل", "بين", "هل", "ضد", "خلال")
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
    end = scene.past(hit.end)
    opens = hit.start == 0 or scene.barred(hit.start - 1)
    placed = end in scene.starts["of"] or hit.end in scene.starts["of"]
    for at in range(hit.end, min(end + (PLACE if placed else NAMED * opens), len(scene.words))):
        if scene.parted(at - 1):
            break
        if at in scene.starts["spoke_after"]:
            return scene.quote(at, scene.starts["spoke_after"][at])
    return _unpointed(scene, hit, end)


def _unpointed(scene: Scene, hit: Hit[Named], end: int) -> str:
    """وزارة الصحة ارتفاع …: a headline whose colon was lost, as in an address."""
    bare = hit.start == 0 and end < len(scene.words) and not _PUNCTUATION.search(scene.text)
    if not bare or scene.language != "ar" or hit.phrase.about.common:
        return ""
    raw = scene.words[end].text
    word = normalise(raw)
    goes_on = word[0] == "و" or word in _GOES_ON
    placed = not word.startswith("ال") and not word.isdigit()
    named = placed and _is_verb(scene, end + 1)  # محافظ إدلب يطلق
    return "" if _is_verb(scene, end) or goes_on or named else scene.quote(hit.start, hit.end)


def _is_verb(scene: Scene, at: int) -> bool:
    """Whether a word has the form of an Arabic verb: what a body does, and does not say."""
    raw = scene.words[at].text if at < len(scene.words) else " "
    word = normalise(raw)
    present = raw[0] in "تيأن" and not word.endswith(("ات", "يه"))
    return present or (word.endswith("ت") and not word.endswith("ات"))


def _attached(scene: Scene, at: int) -> int:
    """Where the words before a "to the …" end; -1 where it is none."""
    at = scene.first(at)
    if at > 0 and normalise(scene.words[at - 1].text) == "ل":
        return at - 1
    folded = normalise(scene.words[at].text) if at < len(scene.words) else ""
    return at if at in scene.to or folded.startswith("لل") else -1
