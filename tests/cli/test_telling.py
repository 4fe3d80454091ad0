"""What a pass did, told: a few failures one by one, many of them by reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.telling import NAMED_FAILURES, tell
from feeds.model import Poll
from feeds.pipeline import PassReport


def failures(*reasons: str) -> PassReport:
    """A pass in which every feed failed, each for its reason."""
    at = datetime(2026, 1, 2, 6, tzinfo=UTC)
    return PassReport(
        [Poll(f"feed-{i}", at, 20, None, "failed", why) for i, why in enumerate(reasons)]
    )


def test_a_few_failures_stand_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    tell(failures("DNS: no such host www.gull.example", "HTTP 503 Service Unavailable"))
    assert capsys.readouterr().err.splitlines() == [
        "  feed-0: DNS: no such host www.gull.example",
        "  feed-1: HTTP 503 Service Unavailable",
    ]


def test_many_failures_stand_by_reason(capsys: pytest.CaptureFixture[str]) -> None:
    hosts = [f"DNS: no such host www.gull-{number}.example" for number in range(90)]
    refused = [f"connection refused by 127.0.0.1:{port}" for port in (81, 82)]
    tell(failures("HTTP 503 Service Unavailable", *refused, *hosts))
    assert capsys.readouterr().err.splitlines() == [
        "  90 feeds: DNS: no such host … (feed-3, feed-4, feed-5 and 87 more)",
        "  2 feeds: connection refused by … (feed-1, feed-2)",
        "  1 feed: HTTP 503 Service Unavailable (feed-0)",
        "  `coverline status` tells it feed by feed.",
    ]


def test_reasons_beyond_the_limit_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    tell(failures(*(f"broken XML in line {line}" for line in range(NAMED_FAILURES + 2))))
    *_, last, more, hint = capsys.readouterr().err.splitlines()
    assert last == "  1 feed: broken XML in line 11 (feed-11)"
    assert more == "  2 more feeds, for other reasons"
    assert "coverline status" in hint
