"""The benchmarks of polling run, and measure what they say."""

from __future__ import annotations

from tests.bench import idle
from tests.bench.origins import origins
from tests.bench.polling import measured

FEEDS, ENTRIES = 4, 6


def test_polling_is_measured_cold_unchanged_and_beside_reader() -> None:
    with origins(FEEDS, ENTRIES, 0.0) as urls:
        found, other = measured("twice", urls), measured("reader", urls)
    assert (found["entries"], found["failed"], found["same"]) == (FEEDS * ENTRIES, 0, FEEDS)
    assert other["entries"] == FEEDS * ENTRIES
    assert all(found[name] > 0 for name in ("polled", "dated", "unchanged", "beat", "peak"))


def test_an_idle_look_is_measured_against_bare_imports() -> None:
    ours, theirs = idle.measured(1)
    assert ours > theirs > 0
