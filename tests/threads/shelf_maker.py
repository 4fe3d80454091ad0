"""Stories as threads read them, made with few words."""

from __future__ import annotations

import hashlib

import numpy as np

from feeds.citing.finding import Citation
from feeds.text import terms
from feeds.threads.stance import stance
from feeds.threads.told import Bytes, Told, in_bytes

HOUR = 3600.0
SIZE = 512


def meaning(subject: str, title: str) -> Bytes:
    """A vector that is much like those of the same subject and a little its own."""
    found = _drawn(subject) + 0.4 * _drawn(title)
    return in_bytes((found / np.linalg.norm(found)).astype(np.float32))


def _drawn(text: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    drawn = np.random.default_rng(seed).normal(size=SIZE)
    return np.asarray(drawn / np.linalg.norm(drawn))


def told(
    event: str,
    title: str,
    outlet: str = "herald",
    hours: float = 0.0,
    subject: str = "osmel",
    summary: str = "",
    sources: tuple[Citation, ...] = (),
) -> Told:
    """A story of an event, some hours after the first."""
    headline = [f"en:{term}" for term in terms(title, "en")]
    rest = [f"en:{term}" for term in terms(summary, "en")]
    return Told(
        story_id=f"s-{outlet}-{hours:g}-{event}",
        event_id=event,
        outlet_id=outlet,
        title=title,
        language="en",
        at=hours * HOUR,
        features=tuple(dict.fromkeys([*headline, *rest])),
        in_title=len(set(headline)),
        vector=meaning(subject, title),
        sources=sources,
        stance=lambda: stance(title, "en"),
    )
