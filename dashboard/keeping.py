"""What pages are made of, kept while the data stay the same; what is kept off is left out."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import Lock
from typing import TypeVar

import pandas as pd

from dashboard import choosing
from dashboard.access.reader import editor
from dashboard.kept import Kept
from dashboard.selection import Span
from dashboard.tending import Tending
from dashboard.withholding import withheld
from dashboard.words import Names, names
from feeds.coverage import Selection
from feeds.coverage.kept import standing, state
from feeds.model import Subject
from feeds.opening import Opened, tellings
from feeds.store.protocol import Store

KEPT, PAGES = 384, 64  # tables, and pages as they were drawn
WHOLE = ("suppressed", "subject")  # what names are found with
T = TypeVar("T")


class Keeping:
    """What is made of one store is kept while its data stay the same."""

    def __init__(
        self, store: Store, subject: Subject, editor: str = "", tending: Tending | None = None
    ) -> None:
        """`editor` is who edits where no gate says so, "" for nobody; `tending` what looks
        after the feeds, where the page may. With further subjects beside it, the one that a
        request names is shown, else the first."""
        self._all, self.tending, self._owner = (store, subject), tending, editor
        self._editing = Lock()
        held = tellings(store) if subject.beside else ()
        self._seen = {one.subject.id: one for one in held}
        self._kept, self._pages = Kept(KEPT), Kept(PAGES)

    @property
    def store(self) -> Store:
        """The store as the subject sees it that the request is about."""
        return self._one().store if self._seen else self._all[0]

    @property
    def _subject(self) -> Subject:
        return self._one().subject if self._seen else self._all[1]

    def _one(self) -> Opened:
        return self._seen.get(choosing.asked()) or next(iter(self._seen.values()))

    def subjects(self) -> tuple[Subject, ...]:
        """The subjects that a reader may choose among; none where there is one only."""
        return tuple(one.subject for one in self._seen.values())

    @property
    def editor(self) -> str:
        """Who edits in this request, "" where it may only read."""
        return editor() or self._owner

    def _keep(self, make: Callable[[], T], *key: object) -> T:
        """What `make` gives, once per key and state of the data, without the names that are
        kept off every page: whatever is shown comes through here or `withheld`."""
        return self._kept.get(
            lambda: make() if key[0] in WHOLE else self.withheld(make()),
            (self.version(), *map(repr, key)),
        )

    def version(self) -> str:
        """The state of the data: what a page being drawn began with, else what it is now."""
        return state(self.store)

    def drawing(self) -> AbstractContextManager[str]:
        """While a page is drawn its state of the data is asked for once."""
        return standing(self.store)

    def page(self, draw: Callable[[], T], *asked: Hashable) -> T:
        """What `draw` gives for an address, drawn once for each state of the data."""
        return self._pages.get(draw, (self.store.data_version(), *asked))

    def kept(self, make: Callable[[], T], *key: object) -> T:
        """The same for what other modules of the door make."""
        return self._keep(make, *key)

    def suppressed(self) -> tuple[str, ...]:
        """The names that are kept off every page."""
        return self._keep(lambda: tuple(n.name for n in self.store.suppressed()), "suppressed")

    def withheld(self, shown: T) -> T:
        """A text, table or record as readers may see it."""
        return withheld(shown, self.suppressed())

    def subject(self) -> Subject:
        """The subject with the outlets that the store holds, imported ones too."""

        def merged() -> Subject:
            stored = {outlet.id: outlet for outlet in self.store.outlets()}
            both = {outlet.id: outlet for outlet in self._subject.outlets} | stored
            synthetic = self._subject.synthetic or self.store.meta("kind") == "demo"
            return replace(self._subject, outlets=tuple(both.values()), synthetic=synthetic)

        return self._keep(merged, "subject")

    def span(self) -> Span | None:
        """First and last poll."""
        return self._keep(self.store.span, "span")

    def names(self, selection: Selection, lang: str) -> Names:
        """Labels for a selection."""
        return self.withheld(names(self.subject(), selection.grouping, lang))

    def groups(self, selection: Selection) -> dict[str, str]:
        """Outlet id -> group id on the span's last day."""
        day = selection.last_day
        return {o.id: selection.grouping.group_of(o, day) for o in self.subject().outlets}

    def read(
        self, table: Callable[[Store, Selection], pd.DataFrame], selection: Selection
    ) -> pd.DataFrame:
        """Any other table of coverage."""
        return self._keep(lambda: table(self.store, selection), table.__name__, selection)
