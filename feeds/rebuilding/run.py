"""The rebuild itself: a shadow, what differs, one transaction."""

from __future__ import annotations

from datetime import datetime

from feeds.cluster.version import PIPELINE, version
from feeds.model import Subject
from feeds.rebuilding.comparing import Report, compared
from feeds.rebuilding.shadow import EVER, Tick, shadow_of
from feeds.store import Store


def rebuild(
    store: Store,
    subject: Subject,
    now: datetime,
    from_at: datetime = EVER,
    tick: Tick = lambda done, total: None,
) -> Report:
    """Place all stories first seen from an instant on anew, and say what that changed.

    Nothing is written before all is known; then all of it in one transaction.
    """
    with shadow_of(store, subject, from_at, again=False, tick=tick) as copy:
        derived, report = compared(store, copy, now)
        store.save_derived(derived)
    if from_at == EVER:
        store.set_meta(PIPELINE, version())
    return report
