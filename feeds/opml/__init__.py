"""OPML 2.0 in and out."""

from feeds.opml.reading import OpmlReading, inspect_opml, read_opml
from feeds.opml.writing import write_opml

__all__ = ["OpmlReading", "inspect_opml", "read_opml", "write_opml"]
