"""Stand-ins for the parser of documents: what a child process does is said by the document."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from feeds.model import Parsed


def told(body: bytes, headers: Mapping[str, str], url: str, max_entries: int) -> Parsed:
    """Sleep, die or answer with the process's number, as the document says."""
    order, _, rest = body.decode().strip().partition(" ")
    if order == "sleep":
        time.sleep(float(rest))
    if order == "die":
        os._exit(9)
    if order == "die-once" and not Path(rest).exists():
        Path(rest).touch()
        os._exit(9)
    return Parsed(kind="rss", title=str(os.getpid()), problem=order)
