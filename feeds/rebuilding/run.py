"""The rebuild itself: a shadow, what differs, one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from feeds.cluster.models import BUNDLED, VECTORS, named
from feeds.cluster.version import PIPELINE, version
from feeds.engine import engine_for
from feeds.errors import SelectionError
from feeds.model import Derived, Subject
from feeds.placing import held_by
from feeds.rebuilding.arriving import EVER
from feeds.rebuilding.comparing import Report, compared
from feeds.rebuilding.shadow import Tick, shadow_of
from feeds.recurring import FOUND_AT, find_topics
from feeds.store import Store
from feeds.store.saving import save_current


def rebuild(
    store: Store,
    subject: Subject,
    now: datetime,
    from_at: datetime = EVER,
    tick: Tick = lambda done, total: None,
    vectors: str = "",
    engine: str = "",
) -> Report:
    """Place all stories first seen from an instant on anew, and say what that changed.

    Nothing is written before all is known; then all of it in one transaction, unless somebody
    corrected something meanwhile: then all is worked out again with that. `vectors` is the model
    to use from now on, "" the one that the store's are by. `engine` does the
    heavy part, see `feeds.engine`; it changes nothing but the time.
    """
    held = held_by(store)
    model = named(vectors) or held or BUNDLED
    if held and model != held and from_at != EVER:
        raise SelectionError(
            f"With another model than {held} all vectors have to be made anew.", "Leave --from out."
        )
    signs = ((PIPELINE, version()), (VECTORS, model)) if from_at == EVER else ()
    report, again = Report(), bool(store.meta(FOUND_AT))

    def made() -> Derived:
        nonlocal report
        with (
            engine_for(engine, store.counts()["stories"]) as workers,
            shadow_of(store, subject, from_at, model, tick, workers) as copy,
        ):
            derived, report = compared(store, copy, now)
        due = ((FOUND_AT, EVER.isoformat()),) if report.changes and again else ()
        return replace(derived, facts=(*signs, *due) if report.stories else ())

    save_current(store, made)
    if report.changes and again:  # where this is not reached, the next pass sees that it is due
        find_topics(store, now)
    return report
