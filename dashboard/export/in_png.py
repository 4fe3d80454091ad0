"""Facts inside a PNG, as a chunk of international text beside the pixels."""

from __future__ import annotations

import io
import zlib

import numpy as np
import numpy.typing as npt

from feeds.errors import ExportError

MAGIC = b"\x89PNG\r\n\x1a\n"
KEYWORD = "Coverline"
HEADER = 33  # bytes of the magic number and the IHDR chunk, which is always the first
MOST_PIXELS = 200_000_000

Pixels = npt.NDArray[np.uint8]


def put(image: bytes, text: str) -> bytes:
    """The same image with the text; its pixels stay byte for byte as they are."""
    body = KEYWORD.encode() + b"\0\1\0\0\0" + zlib.compress(text.encode(), 9)
    kind = b"iTXt"
    chunk = len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)
    return image[:HEADER] + chunk + image[HEADER:]


def take(data: bytes) -> str | None:
    """The text, also where another program has written the image anew; None where none is."""
    held = getattr(_opened(data), "text", {}).get(KEYWORD)
    return None if held is None else str(held)


def pixels(data: bytes) -> Pixels:
    """height × width × 4, of 8 bits."""
    return np.asarray(_opened(data).convert("RGBA"), dtype=np.uint8)


def _opened(data: bytes):  # type: ignore[no-untyped-def]  # of Pillow, imported when needed
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=["PNG"])
        if image.width * image.height > MOST_PIXELS:
            raise ExportError("The picture is too large to be one of Coverline's.")
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ExportError(f"The picture cannot be read: {error}.") from error
    return image
