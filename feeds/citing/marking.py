"""The words that say that a name is a source: before it, after it, or ending its sentence."""

from __future__ import annotations

from feeds.citing import headlines
from feeds.citing.scene import PRESS_ROLES, SPEAKER_ROLES, Named, Scene
from feeds.phrases import Hit
from feeds.text import normalise

MOST_BETWEEN = 6  # words and phrases between a name and the word of citing
TOLD_WITHIN = 9  # words between a verb of telling and "to the newspaper" in one word


def marker(scene: Scene, hit: Hit[Named]) -> str:
    """The words that say that a name is a source, "" where none do."""
    if said := headlines.said_to(scene, hit):
        return said
    if not scene.is_meant(hit):
        return ""
    press = hit.phrase.about.press
    before, after, closing = PRESS_ROLES if press else SPEAKER_ROLES
    return (
        _before(scene, hit, before)
        or _inverted(scene, hit)
        or _after(scene, hit, after)
        or (_told(scene, hit) if press else "")
        or _closing(scene, hit, closing)
        or headlines.headed(scene, hit)
        or headlines.credited(scene, hit)
        or ("" if press else headlines.spoken(scene, hit) or _aside(scene, hit))
    )


def _before(scene: Scene, hit: Hit[Named], role: str) -> str:
    at = hit.start
    for _ in range(MOST_BETWEEN):
        if at == 0 or scene.barred(at - 1):
            return ""
        if at in scene.ends[role]:
            return scene.quote(scene.ends[role][at], at)
        step = scene.ends["medium"].get(at, scene.ends["between"].get(at))
        if step is None:
            return ""
        at = step
    return ""


def _inverted(scene: Scene, hit: Hit[Named]) -> str:
    """“…”, said one officer: a verb before its subject stands behind a sign."""
    at = hit.start
    for _ in range(MOST_BETWEEN):
        if at == 0 or scene.barred(at - 1):
            return ""
        begun = scene.ends["inverted"].get(at)
        if begun is not None and begun > 0 and scene.parted(begun - 1):
            return scene.quote(begun, at)
        step = scene.ends["medium"].get(at, scene.ends["between"].get(at))
        if step is None:
            return ""
        at = step
    return ""


def _aside(scene: Scene, hit: Hit[Named]) -> str:
    """Police closed the quay, saying …: a sentence that begins with who speaks, and ends so."""
    if scene.head(hit) < 0:
        return ""
    for at in range(hit.end, len(scene.words)):
        if scene.barred(at - 1):
            return ""
        if at in scene.starts["aside"] and scene.parted(at - 1):
            return scene.quote(at, scene.starts["aside"][at])
    return ""


def _after(scene: Scene, hit: Hit[Named], role: str) -> str:
    at = scene.called(hit.end) if hit.phrase.about.house.kind == "channel" else hit.end
    for _ in range(MOST_BETWEEN):
        if at >= len(scene.words) or scene.barred(at - 1):
            return ""
        itself = hit.phrase.about.press and _of_itself(scene, scene.starts[role].get(at, at))
        if at in scene.starts[role] and not itself and not scene.is_noun(hit, at):
            return scene.quote(at, scene.starts[role][at])
        step = scene.starts["medium"].get(at, scene.starts["between"].get(at))
        if step is None:
            return ""
        at = step
    return ""


def _of_itself(scene: Scene, at: int) -> bool:
    """The broadcaster said it would …: what an outlet says of itself."""
    return at < len(scene.words) and scene.words[at].text in ("it", "its")


def _told(scene: Scene, hit: Hit[Named]) -> str:
    """قال مصدر للجزيرة: the name, or what stands at it, has an attached "to"."""
    first = scene.first(hit.start)
    first -= first > 0 and normalise(scene.words[first - 1].text) in ("ل", "ל")
    own = hit.phrase.parts[0] if first == hit.start else ""
    spelled = normalise(scene.words[first].text)
    if spelled[0] not in "لל" or spelled == own:
        return ""
    for at in range(first - 1, max(first - TOLD_WITHIN, 0) - 1, -1):
        if scene.barred(at):
            return ""
        if at in scene.starts["told"]:
            return scene.quote(at, scene.starts["told"][at])
    return ""


def _closing(scene: Scene, hit: Hit[Named], role: str) -> str:
    """Deniz Postası, … yazdı: the sentence begins with the name and ends with the verb."""
    first = scene.first(hit.start)
    first = scene.ends["between"].get(first, first)
    if first > 0 and not scene.barred(first - 1):
        return ""
    for at in range(hit.end, len(scene.words)):
        if scene.barred(at - 1):
            return ""
        if at in scene.starts[role]:
            return scene.quote(at, scene.starts[role][at])
    return ""
