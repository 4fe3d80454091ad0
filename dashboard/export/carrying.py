"""A picture file with the facts that it carries, whichever of the three kinds it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.export import in_pdf, in_png, in_svg
from dashboard.export.proof import NO_PICTURE, Proof, parsed
from dashboard.printer import Kind
from feeds.errors import ExportError

LARGEST = 200_000_000  # bytes
HINT = "Only PNG, SVG and PDF files that `coverline export` wrote can be verified."


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that Coverline made, or one that says so."""

    kind: Kind
    data: bytes
    proof: Proof


def sealed(image: bytes, kind: Kind, proof: Proof, title: str) -> bytes:
    """The picture with its facts; the same each time it is made of the same."""
    text = proof.text()
    if kind == "png":
        return in_png.put(image, text)
    if kind == "svg":
        return in_svg.put(in_svg.steady(image), text)
    return in_pdf.put(image, text, title, proof.known_at())


def read(path: Path) -> Carried:
    """A picture from disk, or ExportError where it is none of Coverline's."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        what = f"{path} cannot be read: {error.strerror}."
        raise ExportError(what, "Name another file.") from error
    if len(data) > LARGEST:
        raise ExportError(f"{path} is too large to be a picture of Coverline's.", HINT)
    kind = kind_of(data)
    text = {"png": in_png.take, "svg": in_svg.take, "pdf": in_pdf.take}[kind](data)
    if text is None:
        raise ExportError(f"{path}: {NO_PICTURE} It carries no facts.", HINT)
    return Carried(kind, data, parsed(text))


def kind_of(data: bytes) -> Kind:
    """What a file is by its first bytes."""
    if data.startswith(in_png.MAGIC):
        return "png"
    if data.startswith(in_pdf.MAGIC):
        return "pdf"
    if b"<svg" in data[:2000]:
        return "svg"
    raise ExportError(NO_PICTURE, HINT)
