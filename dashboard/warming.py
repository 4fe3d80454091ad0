"""The usual views drawn beforehand: after each pass, so that hardly a reader waits for a first one.

Each server process does so for itself, in a thread, with at most a part of one processor. It
waits until nothing has been written for a moment, and begins anew when a further pass has written.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread
from typing import get_args

from dashboard import choosing
from dashboard.callbacks import drawn
from dashboard.data import Desk
from dashboard.pages import happenings, late
from dashboard.selection import Asked, Lang, Page
from dashboard.tongue import LANGS
from feeds.errors import CoverlineError

LOG = logging.getLogger(__name__)
LOOK = 1.0  # seconds between looks whether anything was written
PART = 0.3  # of a processor, at most
LAST_VIEW = 5  # seconds that one under way has to end
USUAL: tuple[Page, ...] = ("overview", "timeline", "outlets", "events")
SHOWN: tuple[Lang, ...] = ("", *(lang for lang in get_args(Lang) if lang not in ("", LANGS[0])))
View = Callable[[], object]


@contextmanager
def warm(desk: Desk) -> Iterator[None]:
    """Draw the usual views beforehand while the context is open."""
    stopped = Event()
    thread = begin(desk, stopped)
    try:
        yield
    finally:
        stopped.set()
        thread.join(timeout=LAST_VIEW)


def begin(desk: Desk, stopped: Event) -> Thread:
    """The same until an event, in a thread that ends with its process."""
    thread = Thread(target=keep_warm, args=(desk, stopped), name="warming", daemon=True)
    thread.start()
    return thread


def keep_warm(desk: Desk, stopped: Event, look: float = LOOK) -> None:
    """Draw the usual views for each state of the data that stands for at least a look."""
    drawn_for, before = "", ""
    while not stopped.wait(look):
        now = _version(desk)
        if due(now, before, drawn_for):
            drawn_for = now
            _draw(desk, now, stopped)
        before = now


def due(now: str, before: str, drawn_for: str) -> bool:
    """Whether a state of the data is to be drawn: it stood for a look and was not drawn (pure)."""
    return now != "" and now == before and now != drawn_for


def usual(desk: Desk) -> list[View]:
    """The usual views of each subject in each language, as one who comes without an address of
    their own is shown them; what is seen first comes first."""
    names = ["", *(subject.id for subject in desk.subjects()[1:])]
    found: list[View] = []
    for name in names:
        for page in USUAL:
            for lang in SHOWN:
                asked = Asked(page=page, lang=lang, subject=name)
                found += [partial(_about, name, view) for view in _parts(desk, asked)]
    return found


def _parts(desk: Desk, asked: Asked) -> Iterator[View]:
    """A page, and its parts that come later."""
    url = asked.picture().to_url()
    yield lambda: drawn(desk, url, narrow=False)
    if asked.page == "overview":
        for part in happenings.PARTS.values():
            yield partial(late.drawn, desk, asked.page, part, url)


def _about(subject: str, view: View) -> None:
    with choosing.about(subject):
        view()


def _draw(desk: Desk, version: str, stopped: Event) -> None:
    """Draw while these are the data, with a rest after each view; what fails tells its reader."""
    for view in usual(desk):
        began = time.thread_time()
        try:
            view()
        except CoverlineError:
            pass
        except Exception:  # the thread must live on
            LOG.exception("A view could not be drawn beforehand.")
        rest = (time.thread_time() - began) * (1 / PART - 1)
        if stopped.wait(rest) or _version(desk) != version:
            return


def _version(desk: Desk) -> str:
    """The state of the data, "" while the store is away."""
    try:
        return desk.store.data_version()
    except CoverlineError:
        return ""
