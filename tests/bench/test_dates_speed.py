"""The benchmark of speed runs, over every language, and its own strings are all read."""

from __future__ import annotations

from itertools import islice

from feeds.dates import Context, read_date
from tests.bench.dates_speed import FETCHED_AT, instants, languages, standard
from tests.dates.printing import FORMS


def test_the_benchmark_times_our_readers_and_the_bare_libraries() -> None:
    rates = [*standard(0.001), *islice(languages(0.001), 1)]
    assert len(rates) == 5
    assert all(rate.ours > 0 and rate.theirs > 0 for rate in rates)


def test_no_string_comes_twice_and_each_is_read() -> None:
    assert len(set(islice(instants(), 20_000))) == 20_000
    for form in FORMS:
        context = Context(form.language, form.zone, "", FETCHED_AT)
        for at in islice(instants(), 5):
            assert read_date(form.write(at), context).reading is not None, form.write(at)
