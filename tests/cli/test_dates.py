"""`coverline dates`: what polling taught, and the past dated again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from dashboard import running
from feeds.settings import Settings
from tests.cli.desk import Desk, write_subject
from tests.cli.newsroom import Newsroom

FIRST = datetime(2026, 1, 2, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def ahead_store(tmp_path_factory: pytest.TempPathFactory, open_newsroom: Newsroom) -> Path:
    """A store whose Gull wrote dates two hours ahead, noticed at the fourth poll; to be copied."""
    folder = tmp_path_factory.mktemp("ahead")
    path, subject = folder / "desk.db", write_subject(folder, open_newsroom.url)
    mine = Settings(
        store=f"sqlite:///{path}", subject=str(subject), allow_private=True, host_spacing=0.0
    )
    for hour in range(5):
        at = FIRST + timedelta(hours=hour)
        open_newsroom.bodies["/gull"] = gull(hour + 1)
        running.poll(mine, lambda at=at: at, everything=True)  # type: ignore[misc]
    return path


def gull(items: int) -> bytes:
    """A feed with a story an hour, five minutes old when polled, dated two hours ahead."""
    found = ""
    for hour in range(items):
        written = FIRST + timedelta(hours=hour + 2, minutes=-5)
        found += (
            f"<item><guid>late-{hour}</guid><title>Fog over pier {hour}</title>"
            f"<pubDate>{format_datetime(written)}</pubDate></item>"
        )
    return f'<rss version="2.0"><channel><title>gull</title>{found}</channel></rss>'.encode()


@pytest.fixture
def ahead(ahead_store: Path, desk: Desk) -> Desk:
    """A desk with that store."""
    (desk.folder / "desk.db").write_bytes(ahead_store.read_bytes())
    return desk


def test_a_wrong_clock_is_told_first_with_what_to_do(ahead: Desk) -> None:
    done = ahead("dates")
    first, clock, *_ = done.out.splitlines()
    assert first == "gull-all"
    assert clock.startswith(
        "  2 h ahead, corrected since 2026-01-02 09:00:00 UTC: this feed writes"
    )
    assert "  3 stories would be dated otherwise today: coverline dates fix gull-all" in done.out
    facts = {feed["feed"]: feed for feed in json.loads(ahead("dates", "--json").out)}
    assert [clock["minutes"] for clock in facts["gull-all"]["clocks"]] == [120]


def test_nothing_is_dated_again_silently(ahead: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer.confirm", lambda question: False)
    done = ahead("dates", "fix", "gull-all")
    assert "2026-01-02 06:00:00 UTC becomes 2026-01-02 05:55:00 UTC" in done.out
    assert "Nothing was changed." in done.out
    done = ahead("dates", "fix", "gull-all", "--yes")
    assert "3 stories dated again; each date ledger says why." in done.out
    assert "Nothing to date again" in ahead("dates", "fix", "gull-all", "--yes").out
    assert ahead.audited() == [("dates fix", "feed:gull-all", "", "3 stories dated again")]


def test_a_feed_with_a_good_clock_or_none_is_left_alone(ahead: Desk) -> None:
    assert "was never found wrong" in ahead("dates", "fix", "tern-all").out
    done = ahead("dates", "fix", "gul-all")
    assert (done.code, done.out) == (2, "")
    assert "gull-all" in done.err
