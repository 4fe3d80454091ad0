"""Where the real data lie: COVERLINE_SHARED, by default ../shared."""

from __future__ import annotations

import os
from pathlib import Path


def shared() -> Path:
    """The folder of real data; it may not exist."""
    return Path(os.environ.get("COVERLINE_SHARED", "../shared")).resolve()
