"""The first unseen instant, against the plain definition and on polls worked by hand."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.coverage.gaps import known, micros, stretches, unseen_from
from tests.coverage import made
from tests.coverage.tables import at
from tests.store import make

SPAN = st.tuples(st.sampled_from("ABC"), st.integers(0, 40), st.integers(0, 12))
ASKED = st.tuples(st.sampled_from("ABCD"), st.integers(-5, 60), st.integers(-5, 60))


@given(st.lists(SPAN, max_size=12), st.lists(ASKED, min_size=1, max_size=8))
def test_the_first_unseen_instant_is_found_as_by_looking_at_each(
    spans: list[tuple[str, int, int]], asked: list[tuple[str, int, int]]
) -> None:
    names = np.array([name for name, _, _ in spans], dtype=object)
    start = np.array([start for _, start, _ in spans], dtype=np.int64)
    length = np.array([length for _, _, length in spans], dtype=np.int64)
    place, outlets = pd.factorize(np.array([name for name, _, _ in asked], dtype=object))
    found = unseen_from(
        pd.Index(outlets),
        place.astype(np.int64),
        np.array([since for _, since, _ in asked]),
        np.array([until for _, _, until in asked]),
        stretches(names, start, start + length),
    )
    assert list(found) == [slowly(spans, *line) for line in asked]


def slowly(spans: list[tuple[str, int, int]], outlet: str, since: int, until: int) -> int:
    """The end of what is covered from `since` on, interval by interval."""
    reach = since
    while since < until:
        further = [s + n for name, s, n in spans if name == outlet and s <= reach < s + n]
        if not further:
            return min(reach, until)
        reach = max(further)
    return until


def polls(*lines: tuple[str, str, str, bool]) -> pd.DataFrame:
    """What polls of 1 March vouch for: feed, from, until, whether they overran."""
    table = pd.DataFrame(lines, columns=["feed_id", "from_at", "until_at", "overran"])
    for name in ("from_at", "until_at"):
        table[name] = pd.to_datetime([at(f"2026-03-01 {text}") for text in table[name]], utc=True)
    return table


def unseen(vouched: pd.DataFrame, since: str, until: str) -> str:
    """The first unseen instant of the herald, whose feeds are a and b."""
    cut = pd.Series(pd.to_datetime([at(f"2026-03-01 {since}"), at(f"2026-03-01 {until}")]))
    edges = micros(cut)
    of = known(vouched, {"a": "herald", "b": "herald", "c": "beacon"})
    found = unseen_from(pd.Index(["herald"]), np.array([0]), edges[:1], edges[1:], of)
    return f"{pd.Timestamp(int(found[0]), unit='us'):%H:%M}"


def test_feeds_of_an_outlet_cover_for_each_other_and_an_overrun_covers_nothing() -> None:
    table = polls(
        ("a", "08:00", "09:00", False),
        ("a", "09:00", "10:00", True),
        ("b", "08:30", "09:30", False),
        ("a", "10:00", "11:00", False),
        ("c", "08:00", "23:00", False),
    )
    assert unseen(table, "08:15", "10:45") == "09:30"
    assert unseen(table, "10:00", "10:45") == "10:45"
    assert unseen(table, "07:00", "10:45") == "07:00"
    assert unseen(table, "09:45", "10:45") == "09:45"
    assert unseen(table.head(0), "09:45", "10:45") == "09:45"


POLLS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 3), st.booleans(), st.booleans()),
    max_size=12,
    unique_by=lambda poll: poll[0],
)


@settings(max_examples=30, deadline=None)
@given(POLLS)
def test_the_spans_that_are_kept_say_what_the_polls_do(
    polls: list[tuple[int, int, bool, bool]],
) -> None:
    """Each poll: its hour, how many hours back it vouches for (0: it failed), whether entries
    were lost in between, whether it is of the section."""
    with TemporaryDirectory() as folder, closing(made.opened(Path(folder) / "s.db")) as store:
        for hour, back, overran, section in sorted(polls):
            since = make.at(hour - back) if back else None
            feed = "lantern-part" if section else "lantern-feed"
            outcome = "fresh" if back else "failed"
            store.record_polls(
                [make.record(hours=hour, feed=feed, outcome=outcome, overran=overran and back > 0,
                             observed_from_at=since)]
            )  # fmt: skip
        span = (make.at(-9), make.at(20))
        feeds = dict.fromkeys(("lantern-feed", "lantern-part"), "lantern")
        asked, kept = known(store.vouched(*span), feeds), known(store.spans(*span), feeds)
        assert list(asked.start - asked.origin) == list(kept.start - kept.origin)
        assert list(asked.end - asked.origin) == list(kept.end - kept.origin)
