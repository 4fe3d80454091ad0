"""One line a poll, which no feed can break in two."""

from __future__ import annotations

import json

from feeds.model import Poll
from feeds.polling.saying import as_json, as_text, saying
from tests.store.make import poll


def test_a_line_of_json_holds_what_came_of_a_poll() -> None:
    told = json.loads(as_json(poll(entries_seen=30, entries_new=2, bytes_received=9)))
    assert told["at"] == "2026-03-14T12:00:00.000+00:00"
    assert (told["what"], told["level"], told["feed"]) == ("poll", "info", "lantern-feed")
    assert (told["outcome"], told["status"], told["entries"], told["new"]) == ("fresh", 200, 30, 2)


def test_a_line_to_read_says_the_same() -> None:
    found = as_text(poll(entries_seen=30, entries_new=2, overran=True))
    assert found == (
        "2026-03-14T12:00:00Z lantern-feed fresh 200, 12 ms, 30 entries, 2 new, overran"
    )


def test_what_a_server_says_stays_in_its_line() -> None:
    bad = poll(outcome="failed", status=None, error="no\n2026 feed fresh\x1b[31m\u2028so")
    for line in (as_json(bad), as_text(bad)):
        assert line.isascii()
        assert line.isprintable()
    assert json.loads(as_json(bad))["level"] == "warning"


def test_quiet_says_nothing_and_the_others_say_it_after_it_is_kept() -> None:
    for log, lines in (("quiet", 0), ("text", 1), ("json", 1)):
        kept: list[Poll] = []
        said: list[tuple[int, str]] = []
        saying(log, kept.append, lambda line, kept=kept, said=said: said.append((len(kept), line)))(
            poll()
        )
        assert len(kept) == 1
        assert len(said) == lines
        assert all(after == 1 and line.endswith("\n") for after, line in said)
