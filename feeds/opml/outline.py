"""One <outline> of an OPML list: what it says of a feed, and the folders it stands in (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from feeds.toml.tables import LANGUAGE, is_http

PREFIX = "coverline:"


@dataclass(frozen=True, slots=True)
class Outline:
    """An <outline> with its attributes (names in lower case) and its line in the file."""

    attributes: dict[str, str]
    line: int
    category: dict[str, str]  # attributes of the outline around that names an outlet
    folders: tuple[str, ...] = ("",)  # each as `folder_of` writes it, "" for the top

    @property
    def xml_url(self) -> str:
        return self.attributes.get("xmlurl", "")

    @property
    def html_url(self) -> str:
        return self.attributes.get("htmlurl", "")

    @property
    def text(self) -> str:
        return self.attributes.get("text") or self.attributes.get("title", "")

    @property
    def title(self) -> str:
        """What the list calls the feed; our own lists say it only where another list did."""
        return self.attributes.get("title", "") if self.mark("outlet") else self.text

    @property
    def page(self) -> str:
        return self.html_url if is_http(self.html_url) else ""

    @property
    def folder(self) -> str:
        return self.folders[0]

    @property
    def categories(self) -> tuple[str, ...]:
        """Its folders, ending in a slash, then the categories of its own attribute."""
        own = (part.strip().rstrip("/") for part in self.attributes.get("category", "").split(","))
        return tuple(dict.fromkeys(name for name in (*self.folders, *own) if name))

    @property
    def is_feed(self) -> bool:
        return "xmlurl" in self.attributes or self.attributes.get("type") in ("rss", "atom")

    @property
    def is_comment(self) -> bool:
        return self.attributes.get("iscomment") == "true"

    @property
    def names_outlet(self) -> bool:
        """Whether it is an outlet of our own list, around its feeds."""
        return f"{PREFIX}outlet" in self.attributes and not self.is_feed

    @property
    def outlet_name(self) -> str:
        """The name that our own list gave the outlet, "" where nothing."""
        return self.category.get("text") or self.mark("name")

    @property
    def language(self) -> str:
        """The language code that it tells; "" for `unknown` and the like."""
        code = self.attributes.get("language", "").split("-")[0].lower()
        return code if LANGUAGE.fullmatch(code) else ""

    def mark(self, name: str) -> str:
        """What our own export said of this feed or its outlet, "" where nothing."""
        return (self.category | self.attributes).get(PREFIX + name, "")


def folder_of(names: Iterable[str]) -> str:
    """Folders from the outermost in as one text, `/Morning/Papers/`; "" for none."""
    parts = [name.replace("%", "%25").replace("/", "%2F") for name in names if name]
    return f"/{'/'.join(parts)}/" if parts else ""


def folder_names(folder: str) -> tuple[str, ...]:
    """The names that `folder_of` joined."""
    parts = (part for part in folder.strip("/").split("/") if part)
    return tuple(part.replace("%2F", "/").replace("%25", "%") for part in parts)
