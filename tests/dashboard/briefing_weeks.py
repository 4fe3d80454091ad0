"""Small stores for briefings: a normal week, an empty one, a half-observed one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from feeds.settings import Settings
from tests.dashboard import small_store

WEEK = "2026-W11"
WEEKS: dict[str, Callable[[Path], Settings]] = {
    "normal": small_store.fill,
    "empty": lambda folder: small_store.fill(folder, stories=False),
    "half observed": lambda folder: small_store.fill(folder, polled_days=10.5),
}
