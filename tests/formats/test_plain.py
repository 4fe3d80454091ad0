"""Plain documents are read quickly, and letter for letter as feedparser reads them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.formats import plain
from feeds.formats.charsets import decoded
from feeds.formats.drafts import Document
from feeds.formats.sniff import danger_in, root_of
from feeds.parse import by_feedparser

TESTS = Path(__file__).parents[1]
SHARED = Path(os.environ.get("COVERLINE_SHARED", TESTS / ".." / ".." / "shared"))
CASES = sorted((TESTS / "cases" / "parse").glob("*.xml"))
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
OF_AN_ITEM = (
    "<title>Bridge &amp; road reopen</title>",
    "<title> </title>",
    "<title>Vingt-trois maisons abîmées à l'aube</title>",
    "<title>Ã‰t\u0092 after a wrong turn</title>",
    "<title>\u00c3\u00a9t\u00c3\u00a9</title>",
    "<title>وصول القافلة <![CDATA[<b>إلى</b> المدينة]]></title>",
    "<link>https://lantern.example/a?x=1&amp;y=2</link>",
    "<link>https://lantern.example/a?copy;x=1</link>",
    "<link>http:////lantern.example/b</link>",
    "<link>/relative</link>",
    "<link/>",
    "<guid>https://lantern.example/guid</guid>",
    '<guid isPermaLink="false">17</guid>',
    "<guid>no address</guid>",
    "<pubDate> Tue, 03 Mar 2026 10:00:00 +0200 </pubDate>",
    "<dc:date>2026-03-03T10:00:00Z</dc:date>",
    "<atom:updated>2026-03-03T11:00:00Z</atom:updated>",
    "<description>&lt;p&gt;Traffic again.&lt;/p&gt;</description>",
    "<description/>",
    "<content:encoded><![CDATA[<p>Longer, with <i>marks</i>.</p>]]></content:encoded>",
    "<media:description>A picture of the bridge.</media:description>",
    "<media:title>Another title</media:title>",
    '<media:thumbnail url="https://lantern.example/1.png"/>',
    '<media:content url="x"><media:title>Inner</media:title></media:content>',
    "<media:credit>Somebody</media:credit>",
    "<author>desk@lantern.example (The Desk)</author>",
    "<dc:creator>Nour</dc:creator>",
    '<category domain="x">Roads</category>',
    "<category>Roads</category>",
    '<category domain="y"/>',
    "<dc:subject>Rivers</dc:subject>",
    '<source url="https://anchor.example/feed">Anchor</source>',
    "<comments>https://lantern.example/a#talk</comments>",
    "<slash:comments>4</slash:comments>",
    '<enclosure url="https://lantern.example/1.mp3" length="1" type="audio/mpeg"/>',
    '<atom:link rel="standout" href="https://lantern.example/s"/>',
    '<atom:link href="https://lantern.example/t"/>',
    "<unheard>of</unheard>",
    "<!-- a remark -->",
)
OF_AN_ENTRY = (
    "<title>Bridge &amp; road reopen</title>",
    '<title type="html">&lt;b&gt;Bridge&lt;/b&gt;</title>',
    '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Bridge</div></title>',
    "<id>tag:lantern.example,2026:1</id>",
    "<id>https://lantern.example/1</id>",
    '<link href="https://lantern.example/page"/>',
    '<link rel="alternate" type="text/html" href="https://lantern.example/other"/>',
    '<link rel="alternate" type="application/pdf" href="https://lantern.example/pdf"/>',
    '<link rel="REPLIES" href="https://lantern.example/talk"/>',
    "<updated>2026-03-03T11:00:00Z</updated>",
    "<published>2026-03-03T10:00:00+02:00</published>",
    '<summary type="html">&lt;p&gt;Traffic.&lt;/p&gt;</summary>',
    "<summary/>",
    '<content type="html">&lt;p&gt;Longer.&lt;/p&gt;</content>',
    '<content src="https://lantern.example/elsewhere"/>',
    "<author><name>Nour</name></author>",
    "<author><name>Nour</name><email>nour@lantern.example</email></author>",
    "<author><uri>https://lantern.example/nour</uri></author>",
    '<category term="Roads" label="R"/>',
    '<category label="nothing"/>',
    "<rights>All</rights>",
)


def same(text: str) -> bool:
    """Whether a document is plain; then both readers must agree on it."""
    found = plain.read(text)
    if found is not None:
        assert _once(found) == _once(by_feedparser(text, root_of(text)))
    return found is not None


def _once(document: Document) -> Document:
    """A category said twice counts once, whoever read it."""
    drafts = [replace(d, categories=list(dict.fromkeys(d.categories))) for d in document.drafts]
    return replace(document, drafts=drafts)


def rss(items: list[list[str]], head: str = "") -> str:
    body = "".join(f"<item>{''.join(parts)}</item>" for parts in items)
    return f'<rss version="2.0" {SPACES}><channel>{head}{body}</channel></rss>'


def atom(entries: list[list[str]]) -> str:
    body = "".join(f"<entry>{''.join(parts)}</entry>" for parts in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title>{body}</feed>'


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.lists(st.sampled_from(OF_AN_ITEM), max_size=6), max_size=3))
def test_rss_is_read_the_same(items: list[list[str]]) -> None:
    same(rss(items))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.lists(st.sampled_from(OF_AN_ENTRY), max_size=6), max_size=3))
def test_atom_is_read_the_same(entries: list[list[str]]) -> None:
    same(atom(entries))


@pytest.mark.parametrize("part", OF_AN_ITEM, ids=range(len(OF_AN_ITEM)))
def test_each_part_of_an_item_is_read_the_same(part: str) -> None:
    same(rss([[OF_AN_ITEM[0], OF_AN_ITEM[6], part, *OF_AN_ITEM[14:15]], [part]]))


def test_an_everyday_document_is_plain() -> None:
    head = (
        "<title>Lantern</title><link>https://lantern.example/</link><ttl>30</ttl>"
        "<language>fr</language><lastBuildDate>Tue, 03 Mar 2026 10:00:00 GMT</lastBuildDate>"
        "<image><url>https://lantern.example/i.png</url><title>Lantern</title></image>"
        '<atom:link rel="next" href="https://lantern.example/feed?page=2"/>'
    )
    everyday = [OF_AN_ITEM[n] for n in (0, 6, 12, 14, 17, 19, 22, 26, 27, 28)]
    assert same(rss([everyday, everyday[:3]], head))
    assert same(atom([[OF_AN_ENTRY[n] for n in (0, 3, 5, 9, 10, 11, 13, 16, 18)]]))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE rss><rss version="2.0"><channel/></rss>',
        '<rss version="2.0" xml:base="https://lantern.example/"><channel/></rss>',
        '<rss version="2.0" xml:lang="fr"><channel/></rss>',
        '<rss version="2.0"><channel><item><title>a<b>c</b></title></item></channel></rss>',
        '<rss version="2.0"><channel><item><title>a</title></channel></rss>',
        '<rss version="2.0"><channel/><channel/></rss>',
        "<page/>",
    ],
)
def test_what_is_not_plain_is_left_to_feedparser(text: str) -> None:
    assert plain.read(text) is None


def documents() -> list[Path]:
    found = (SHARED / "corpus" / name for name in ("raw", "malformed"))
    return [path for folder in found for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.mark.corpus
@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="no corpus under COVERLINE_SHARED")
def test_real_documents_are_read_the_same_and_most_are_plain() -> None:
    texts = {path: decoded(path.read_bytes()).strip() for path in documents()}
    harmless = {path: text for path, text in texts.items() if not danger_in(text)}
    is_plain = {path: same(text) for path, text in harmless.items()}
    real = [found for path, found in is_plain.items() if path.parent.name == "raw"]
    assert sum(real) > 0.8 * len(real) > 0


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_cases_of_parse_are_read_the_same(case: Path) -> None:
    text = decoded(case.read_bytes()).strip()
    if not danger_in(text):
        same(text)
