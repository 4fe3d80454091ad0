"""Facts inside a PDF, as an entry of its document information."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from feeds.errors import ExportError

MAGIC = b"%PDF-"
KEY = "/Coverline"


def put(image: bytes, text: str, title: str, at: datetime) -> bytes:
    """The same pages with the text; made at `at`, so that the same is the same."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(image))
    when = f"D:{at:%Y%m%d%H%M%S}+00'00'"
    writer.metadata = None
    facts = {KEY: text, "/Title": title, "/Producer": "Coverline"}
    writer.add_metadata({**facts, "/CreationDate": when, "/ModDate": when})
    writer._ID = None  # a fresh one would be random
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def take(data: bytes) -> str | None:
    """The text; None where none is."""
    held = _reader(data).metadata
    return str(held[KEY]) if held and KEY in held else None


def parts(data: bytes) -> list[str]:
    """Each page: its size, what is drawn and what that uses, one after the other."""
    found: list[str] = []
    for page in _reader(data).pages:
        contents = page.get_contents()
        found.append(repr([float(side) for side in page.mediabox]))
        found += (contents.get_data().decode("latin-1") if contents else "").splitlines()
        found += _used(page.get("/Resources"))
    return found


def _used(held: Any, deep: int = 0) -> list[str]:
    """Streams and values below an object, in the order of their names."""
    held = held.get_object() if hasattr(held, "get_object") else held
    if deep > 8:
        return []
    if hasattr(held, "get_data"):
        return [held.get_data().hex()]
    if isinstance(held, dict):
        names = sorted(name for name in held if name != "/Parent")
        return [line for name in names for line in (name, *_used(held[name], deep + 1))]
    if isinstance(held, list):
        return [line for one in held for line in _used(one, deep + 1)]
    return [str(held)]


def _reader(data: bytes) -> Any:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        len(reader.pages)
    except (PyPdfError, ValueError, KeyError, OSError) as error:
        raise ExportError(f"The PDF cannot be read: {error}.") from error
    return reader
