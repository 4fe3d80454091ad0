"""What every store can do with stories and counts as tables."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from feeds.store.wanted import EVERYTHING, Wanted

if TYPE_CHECKING:
    import pandas as pd

    from feeds.store.counts.counted import Counted
    from feeds.store.counts.hour_rows import Whole

from feeds.store.protocol.kinds import AnyScope, Clock, TallyBy, Telling


class Tables(Protocol):
    """Stories and counts as tables."""

    def rollup(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        scope: AnyScope = "",
        topics: Collection[str] = (),
    ) -> pd.DataFrame:
        """Stories per hour: hour_at, outlet_id, topic_id ("" counts every story), language,
        form, reach, reporting (reprints left out); those that feeds of the class `scope`
        carried, "" for any. Hours in [from, to); the texts are categories. `topics` are all
        and "" where none is given; ON_SUBJECT counts a story on any topic once."""

    def counted(self, from_at: datetime, to_at: datetime, clock: Clock, each: bool) -> Counted:
        """The counts of [from, to) as they are kept, by quarter of an hour, or `each` story."""

    def carrying(self, name_ids: Collection[str], among: Whole | None = None) -> dict[str, Whole]:
        """The numbers of the stories that carry each of the names, ascending; where only those
        `among` some numbers are wanted, few others."""

    def numbers(self, ids: Collection[str]) -> dict[str, int]:
        """The numbers that stand for ids (story:, event:, outlet:) in counts, where known."""

    def numbered(self, found: Collection[int]) -> dict[int, str]:
        """The ids with their prefix that numbers stand for."""

    def moved_table(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, as_of: datetime
    ) -> pd.DataFrame:
        """Of `story_table` with `as_of` the stories that were changed since, as they were."""

    def unlike(self, as_of: datetime) -> Whole:
        """The numbers of the stories that were not known then, or not as they are today."""

    def tally(
        self, from_at: datetime, to_at: datetime, clock: Clock, by: TallyBy, wanted: Wanted
    ) -> pd.DataFrame:
        """Stories in [from, to), counted one by one where no rollup serves: at (start of a
        quarter of an hour after `from`), outlet_id, key (topic, event or name by `by`, else
        ""), language, form, reach, reporting. By topic or name a story counts under each."""

    def story_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        topics: Collection[str] = (),
        outlets: Collection[str] = (),
        events: Collection[str] = (),
        limit: int = 100_000,
        wanted: Wanted = EVERYTHING,
        as_of: datetime | None = None,
    ) -> pd.DataFrame:
        """Stories newest first: id, outlet_id, feed_id, url, title, summary, language, form,
        text_scope, published_at, earliest_at, latest_at, date_basis, date_confidence,
        date_flags, first_seen_at, version, copy_of, event_id, topic_ids (space-separated).
        `as_of` gives them as they were known then: later ones are left out, and date, event,
        origin and words taken back."""

    def texts(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        telling: Telling | None = None,
    ) -> pd.DataFrame:
        """The words of stories in [from, to), newest first: id, outlet_id, url, title, summary,
        language, text_scope, event_id, copy_of, published_at, version. `telling` keeps those
        whose title, summary, language and version it takes."""

    def headlines(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The headlines of stories in [from, to), newest first: id, outlet_id, title, language,
        published_at."""

    def frame_table(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, book: str
    ) -> pd.DataFrame:
        """What stories in [from, to) use of a book of frames, newest first: id, outlet_id,
        language, text_scope, published_at, packed (as FrameBook packs it; None where a story was
        not looked through), title and summary ("" where it was). Stories that use none are left
        out."""
