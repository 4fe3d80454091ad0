"""The table behind a picture as text that is the same wherever it is written, and its hash."""

from __future__ import annotations

import base64
import binascii
import io
import zlib
from hashlib import sha256

import numpy as np
import pandas as pd

from feeds.errors import ExportError

LARGEST = 4_000_000  # letters of a table that a picture carries with it
DIGITS = "%.9g"


def canonical(table: pd.DataFrame) -> str:
    """CSV with instants in UTC and nine digits of each fraction, lines in their order."""
    plain = {str(name): _plain(table[name]) for name in table.columns}
    return pd.DataFrame(plain).to_csv(index=False, lineterminator="\n", float_format=DIGITS)


def _plain(column: pd.Series) -> pd.Series:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return pd.Series(_written(column), index=column.index, dtype="str")
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.astype("str")
    return column


def _written(column: pd.Series) -> list[str]:
    """Each instant as its own isoformat writes it, in UTC; "" where there is none."""
    at = column.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
    second, micro = at.astype("datetime64[s]"), at.astype("datetime64[us]")
    shorter, longer = (np.datetime_as_string(some) for some in (second, micro))
    texts = np.where(second == micro, shorter, longer).astype(object) + "+00:00"
    for place in np.flatnonzero(np.isnat(at) | (micro != at)):  # none, or finer than stores keep
        one = column.iloc[place]
        texts[place] = "" if pd.isna(one) else one.tz_convert("UTC").isoformat()
    return [str(text) for text in texts]


def hashed(text: str) -> str:
    """SHA-256 of a canonical table."""
    return sha256(text.encode()).hexdigest()


def packed(text: str) -> str:
    """A canonical table as short letters; "" where it is too large to be carried."""
    if len(text) > LARGEST:
        return ""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked(letters: str) -> str:
    """What `packed` made, or ExportError."""
    try:
        found = zlib.decompressobj().decompress(base64.b64decode(letters, validate=True), LARGEST)
        return found.decode()
    except (binascii.Error, zlib.error, ValueError) as error:
        raise ExportError("The table that the file carries cannot be read.") from error


def read(text: str) -> pd.DataFrame:
    """A canonical table again, every cell as text."""
    return pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
