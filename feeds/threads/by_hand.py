"""What a link that a person drew or denied does to threads, at once."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.model import Event, EventLink
from feeds.threads.building import thread_id_of

Threading = tuple[tuple[str, str], ...]  # (event id, id of its thread from now on)


def drawn(later: Event, earlier: Event) -> Threading:
    """The later event joins the thread of the earlier one, or begins it with that."""
    thread_id = earlier.thread_id or thread_id_of(earlier.id)
    return tuple((e.id, thread_id) for e in (earlier, later) if e.thread_id != thread_id)


def denied(later: Event, links: Sequence[EventLink], thread: Sequence[str]) -> Threading:
    """The later event leaves its thread (given by its events' ids) where no link that is left
    ties it to the others in it;
    a thread of one event is none. `links` are those from and to the later event."""
    others = [event_id for event_id in thread if event_id != later.id]
    ends = {end for link in links for end in (link.from_event_id, link.to_event_id)}
    if not later.thread_id or ends & set(others):
        return ()
    return tuple((event_id, "") for event_id in (later.id, *(others if len(others) == 1 else ())))
