"""Documents that are made to hurt whoever parses them."""

from __future__ import annotations

ITEM = """<item><guid>1</guid><title>Ferry delayed</title><link>https://herald.example/1</link>
<pubDate>Sun, 01 Mar 2026 05:00:00 GMT</pubDate></item>"""


def rss(items: str = ITEM, prolog: str = "", inside: str = "") -> bytes:
    """An RSS document."""
    text = (
        f"{prolog}<rss version='2.0'><channel><title>Herald</title>{inside}{items}</channel></rss>"
    )
    return text.encode()


def laughs() -> bytes:
    """Entities of entities: a billion of the first one."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prolog = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>'
    return rss(prolog=prolog, inside="<description>&l9;</description>")


def quadratic() -> bytes:
    """One long entity, named often: three gigabytes."""
    prolog = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 100_000}">]>'
    return rss(prolog=prolog, inside=f"<description>{'&a;' * 30_000}</description>")


def external(system: str = "file:///etc/passwd") -> bytes:
    """An entity that stands for a file of the reader's."""
    prolog = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{system}">]>'
    return rss(prolog=prolog, inside="<description>&a;</description>")


def deep(levels: int = 100_000) -> bytes:
    """Elements inside each other."""
    return rss(inside="<a>" * levels + "</a>" * levels)


def deep_markup(levels: int = 100_000) -> bytes:
    """Markup of a title inside each other."""
    title = "&lt;div>" * levels
    return rss(items=f"<item><guid>1</guid><title>{title}Ferry</title></item>")


def deep_json(levels: int = 100_000) -> bytes:
    """Lists inside each other."""
    return b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * levels


def long_attribute(size: int = 9_900_000) -> bytes:
    """An attribute that takes nearly all of a document."""
    return rss(inside=f'<cloud domain="{"x" * size}"/>')


def many_attributes(number: int = 300_000) -> bytes:
    """An element with very many attributes."""
    return rss(inside="<cloud " + " ".join(f'a{n}="1"' for n in range(number)) + "/>")


def many_names(number: int = 200_000) -> bytes:
    """A namespace for each element."""
    return rss(inside="".join(f'<a{n}:b xmlns:a{n}="urn:{n}"/>' for n in range(number)))


def many_tags(number: int = 1_000_000) -> bytes:
    """Elements side by side."""
    return rss(inside="<br/>" * number)


def long_numbers() -> bytes:
    """Numbers that are no numbers to reckon with."""
    inside = f"<ttl>{'9' * 100_000}</ttl>"
    return rss(items=ITEM.replace("Ferry", f"&#{'9' * 10_000};"), inside=inside)


def json_number() -> bytes:
    """A number of so many digits that turning it into one is refused."""
    return (
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": '
        + b"9" * 50_000
        + b"}]}"
    )
