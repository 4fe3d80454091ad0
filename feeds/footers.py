"""What publishing programs put under every text: no words of the story, and no source of it.

"The post … appeared first on The Times of …" would make each story of that paper one on the
place in its name, and have every headline in its text twice.
"""

from __future__ import annotations

import re

_NAMED = 200  # characters of a footer after its words: the outlet's name
_LONGEST, _LAST = 800, 40  # characters at the end in which a footer, a link's label is looked for
_WRITTEN = (  # by WordPress and its plug-ins: a word that tells, how it begins, how it goes on
    ("appeared", r"\bThe post", r"(?:first )?appeared (?:first )?on"),
    ("zuerst", r"\bDer Beitrag", r"(?:erschien zuerst|ist zuerst erschienen) auf"),
    ("premier", r"\bL[’']article", r"est apparu en premier sur"),
    ("primero", r"\bLa entrada", r"(?:se publicó|aparece|apareció) primero en"),
    ("proviene", r"\bL[’']articolo", r"proviene da"),
    ("primeiro", r"\bO (?:post|conteúdo)", r"(?:apareceu|aparece) primeiro em"),
    ("eerst", r"\bHet bericht", r"verscheen eerst op"),
    ("pochodzi", r"\bArtykuł", r"pochodzi z serwisu"),
    ("впервые", r"\b(?:Запись|Сообщение)", r"впервые появил(?:ась|ось)"),
    ("сначала", r"\b(?:Запись|Сообщение)", r"появил(?:ась|ось|ись) сначала"),
    ("ظهرت", r"(?:ظهرت|التدوينة|المقالة|المقال)", r"(?:ظهرت )?أولا?[ًا]* (?:على|في)"),
    ("اولین بار", r"نوشته", r"اولین بار در"),
    ("לראשונה", r"(?:הפוסט|הרשומה)", r"הופיע[הו]? לראשונה"),
    ("ortaya çıktı", r"(?<!\S)[^.!?…]{1,200}?yazısı", r"üzerinde ortaya çıktı"),
)
_FOOTERS = tuple(
    (mark, re.compile(rf"{begins}\s.{{1,400}}?\s{goes_on}.{{0,{_NAMED}}}\Z", re.DOTALL))
    for mark, begins, goes_on in _WRITTEN
)
_LABEL = re.compile(
    r"(?<!\w)(?:continue reading|read more|read (?:the )?full (?:article|story)|weiterlesen"
    r"|lire la suite|leer más|seguir leyendo|leggi tutto|czytaj (?:więcej|dalej)|devamını oku"
    r"|читать далее|اقرأ المزيد|قراءة المزيد|ادامه مطلب)\s*(?:\.{3}|[.…»›→])?\s*\Z",
    re.IGNORECASE,
)


def without_footer(text: str) -> str:
    """The text without a footer, or a link's label ("Continue reading…"), at its end."""
    for mark, footer in _FOOTERS:
        if mark in text:
            text = _before(footer, text, _LONGEST)
    return _before(_LABEL, text, _LAST).rstrip()


def _before(ending: re.Pattern[str], text: str, most: int) -> str:
    """The text before an ending of so many characters at most."""
    found = ending.search(text, max(len(text) - most, 0))
    return text[: found.start()] if found else text
