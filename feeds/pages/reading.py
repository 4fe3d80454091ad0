"""The headline and the dates of a web page: bytes -> what it says of when it was published (pure).

lxml and htmldate are known to this file alone. What stands in lists of other stories, in
sidebars, footers and comments is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import html
from lxml.etree import ParserError

from feeds.formats.charsets import decoded
from feeds.model import PageDate
from feeds.pages.headlines import is_same
from feeds.pages.linked import published_in
from feeds.text import clean

METAS = (  # most trusted first; names in lower case
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "citation_publication_date",
    "sailthru.date",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "dc.date",
    "date",
)
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
ASIDE_TAGS = frozenset({"aside", "footer", "nav", "form", "template", "noscript"})
ASIDE = re.compile(
    r"related|sidebar|side-bar|recommend|comment|most[-_]|popular|trend|latest|widget|footer"
    r"|teaser|ticker|breaking|more[-_](?:news|stories|from)|copyright|archive|newsletter|weather",
    re.I,
)
DATED = re.compile(r"date|time|publish|posted|byline|tarih|datum|تاريخ", re.I)
SHORT = 80  # characters; a longer text is no date line
MOST_TEXTS = 3
MOST_ELEMENTS = 2_000  # that are looked at near the headline
CLIMB = 6  # elements up from the headline in which a date line may stand
LONGEST = 160  # characters that are kept of a date


def read(body: bytes, content_type: str, library: bool = True) -> tuple[str, tuple[PageDate, ...]]:
    """(headline, dates found, most trusted first) of a page; nothing where it is no page.

    The library is asked only where nothing more exact is found.
    """
    tree = _tree(body, content_type)
    if tree is None:
        return "", ()
    title, text = _title(tree), clean
    found = [*_metas(tree), *_linked(tree, title), *_near_headline(tree)]
    dates = [PageDate(date.part, text(date.raw)[:LONGEST]) for date in found]
    if library and not any(date.part != "text" for date in dates):
        dates += _by_library(tree)
    return title, tuple(dict.fromkeys(date for date in dates if date.raw))


def _tree(body: bytes, content_type: str) -> Any:
    declared = CHARSET.search(body, 0, 4000)
    if declared and "charset" not in content_type.lower():
        content_type = f"{content_type}; charset={declared[1].decode('ascii')}"
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        return html.document_fromstring(decoded(body, content_type).encode(), parser=parser)
    except (ParserError, ValueError):  # nothing in it
        return None


def _title(tree: Any) -> str:
    told = {_name(meta): meta.get("content") or "" for meta in tree.iter("meta")}
    headings = [h.text_content() for h in tree.iter("h1")]
    titles = [t.text_content() for t in tree.iter("title")]
    texts = (clean(text) for text in (told.get("og:title", ""), *headings, *titles))
    return next((text[:300] for text in texts if text), "")


def _name(element: Any) -> str:
    held = element.get("property") or element.get("name") or element.get("itemprop") or ""
    return str(held).strip().lower()


def _metas(tree: Any) -> Iterator[PageDate]:
    told: dict[str, str] = {}
    stating = tree.xpath("//meta[@content] | //*[@itemprop and @content]")
    for element in stating[:MOST_ELEMENTS]:
        if not _is_aside(element):
            told.setdefault(_name(element), element.get("content") or "")
    raws = dict.fromkeys(told[name] for name in METAS if told.get(name, "").strip())
    yield from (PageDate("meta", raw) for raw in list(raws)[:2])


def _linked(tree: Any, title: str) -> Iterator[PageDate]:
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]")
    raw = published_in((s.text or "" for s in scripts), lambda text: is_same(clean(text), title))
    if raw:
        yield PageDate("data", raw)


def _near_headline(tree: Any) -> Iterator[PageDate]:
    """The first time element and the date lines of the smallest part that holds the headline
    and any of them."""
    part: Any = next((h for h in tree.iter("h1") if not _is_aside(h)), None)
    for _ in range(CLIMB):
        part = None if part is None else part.getparent()
        if part is None or part.tag in ("body", "html"):
            return
        near = islice(part.iter("time"), MOST_ELEMENTS)
        times = [t for t in near if not _is_aside(t, part)]
        stamps = [t.get("datetime") for t in times if (t.get("datetime") or "").strip()]
        lines = list(dict.fromkeys(_lines(part)))[:MOST_TEXTS]
        if stamps or lines:
            yield from (PageDate("time", stamp) for stamp in stamps[:1])
            yield from (PageDate("text", line) for line in lines)
            return


def _lines(part: Any) -> Iterator[str]:
    """Short texts with a digit in elements that are called a date."""
    for element in islice(part.iter(), MOST_ELEMENTS):
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "meta", "h1"):
            continue
        if not (DATED.search(_called(element)) or element.tag == "time"):
            continue
        if element.get("datetime"):
            continue
        text = clean(element.text_content()) if len(element) < 20 else ""
        dated = 4 <= len(text) <= SHORT and any(c.isdecimal() for c in text)
        if dated and not _is_aside(element, part):
            yield text


def _called(element: Any) -> str:
    return " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))


def _is_aside(element: Any, within: Any = None) -> bool:
    """Whether an element stands in a part of the page that is about other things."""
    while element is not None and element is not within:
        if _begins_aside(element):
            return True
        element = element.getparent()
    return False


def _is_other(element: Any) -> bool:
    """Whether an element is about other things, or linked data, which has been judged."""
    return isinstance(element.tag, str) and (element.tag == "script" or _begins_aside(element))


def _begins_aside(element: Any) -> bool:
    if element.tag in ASIDE_TAGS:
        return True
    return element.tag not in ("html", "body") and bool(ASIDE.search(_called(element)))


def _by_library(tree: Any) -> list[PageDate]:
    """A day, as htmldate makes it out of the markup; it does not search the text at large.

    It takes the first date for the page's, whatever that is of: so it is shown only the part of
    an article's page that is about the article.
    """
    from htmldate import find_date

    if next(tree.iter("h1"), None) is None:
        return []
    for element in [e for e in tree.iter() if _is_other(e)]:
        if element.getparent() is not None:
            element.drop_tree()
    raw = find_date(tree, extensive_search=False, original_date=True, verbose=False)
    return [PageDate("library", raw)] if raw else []
