"""The feeds' page: whether the data are whole, strips, and what an editor may do."""

from __future__ import annotations

import base64
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import pages
from dashboard.app import create_app
from dashboard.data import Desk
from dashboard.feed_health import health, urgency
from dashboard.pages import feed_strip
from dashboard.selection import Asked
from dashboard.tending import Search, Tending
from feeds.coverage.feed_days import feed_days
from feeds.errors import CoverlineError, SelectionError
from feeds.opening import Opened, watched_outlets
from feeds.outlets import OutletBook
from feeds.settings import load
from feeds.store import open_store
from feeds.store.protocol import Store
from tests.dashboard.fakes.world import END, START, river, subject
from tests.dashboard.test_app import shown

NOW = datetime(2026, 3, 20, 21, tzinfo=UTC)
LIST = """<opml version="2.0"><body>
<outline text="Weir" type="rss" xmlUrl="https://weir.example/rss"/>
<outline text="Lock" type="rss" xmlUrl="https://lock.example/rss"/>
<outline text="Bad" type="rss" xmlUrl="file:///etc/passwd"/></body></opml>"""


def tending(store: Store) -> Tending:
    held = subject()
    book = OutletBook(
        held.id, held.label, held.label_ar, held.zone, held.synthetic, held.outlets, held.groupings
    )
    return Tending(Opened(store, held.id, book), load({}))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Store]:
    """A store of one's own, to be changed."""
    path = tmp_path / "own.db"
    whole = river().url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(whole)) as held, closing(sqlite3.connect(path)) as copy:
        held.backup(copy)
    with closing(open_store(f"sqlite:///{path}")) as store:
        yield store


def state(name: str, **facts: Any) -> dict[str, Any]:
    usual = {
        "feed_id": f"feed:{name}",
        "outlet": name,
        "url": f"https://{name}.example",
        "enabled": True,
        "state": "observed",
        "alarms": (),
        "observed_share": 1.0,
        "lost_low": 0,
        "lost_high": 0,
    }
    return usual | facts


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ([{}, {}], "whole"),
        ([{}, {"state": "failing", "observed_share": 0.9}], "nearly"),
        ([{}, {"observed_share": 0.6}], "gaps"),
        ([{}, {"state": "overran"}], "nearly"),
        ([{"state": "stale"}, {"state": "stale"}], "stopped"),
        ([{"state": "not polled yet", "observed_share": 0.0}], "unpolled"),
        ([{}, {"state": "retired", "observed_share": 0.0}], "whole"),
        ([{}, {"state": "off", "enabled": False, "observed_share": 0.0}], "whole"),
    ],
    ids=["all well", "one fails", "hours missing", "lost", "stopped", "new", "gone", "off"],
)
def test_the_page_opens_with_whether_the_data_are_whole(
    facts: list[dict[str, Any]], verdict: str
) -> None:
    table = pd.DataFrame([state(f"n{place}", **fact) for place, fact in enumerate(facts)])
    assert health(table).verdict == verdict


def test_what_needs_a_hand_comes_first_and_what_is_off_last() -> None:
    table = pd.DataFrame(
        [
            state("off", state="off", enabled=False),
            state("calm"),
            state("alarmed", alarms=("gone quiet",)),
            state("lossy", state="overran"),
            state("broken", state="failing"),
        ]
    )
    assert urgency(table)["outlet"].tolist() == ["broken", "lossy", "alarmed", "calm", "off"]


def test_a_strip_writes_each_day_in_hundredths_and_whole_days_as_nothing() -> None:
    days = pd.DataFrame(
        [
            ("a", 1, 1.0, 0.0, 0.0, 0.0),
            ("a", 2, 0.8, 0.0, 0.2, 0.0),
            ("a", 3, 0.0, 0.0, 0.0, 0.0),
            ("b", 1, 0.5, 0.25, 0.0, 0.25),
        ],
        columns=["feed_id", "bin_at", *feed_strip.STATES],
    )
    assert feed_strip.packed(days) == {"a": ",80.0.20.0,0", "b": "50.25.0.25"}
    drawn = feed_strip.strip(",80.0.20.0,0", "three days").children
    assert [[part.style["height"] for part in day.children] for day in drawn] == [
        ["100%"],
        ["80%", "20%"],
        [],
    ]


def test_each_feed_has_its_own_days_and_the_last_is_taken_as_far_as_it_had_come() -> None:
    days = feed_days(river(), END, "UTC", days=20)
    assert len(days) == 4 * 20
    sums = days[["observed", "captured", "overran", "failed", "unpolled"]].sum(axis=1)
    assert sums.round(9).eq(1.0).all()
    seen = days.set_index(["feed_id", "bin_at"])["observed"]
    day = pd.Timestamp(START)
    assert seen["feed:harbour", day + timedelta(days=5)] < 0.5  # nobody polled
    assert seen["feed:harbour", day + timedelta(days=10)] == pytest.approx(1.0)
    assert seen["feed:canal", day + timedelta(days=17)] == pytest.approx(0.0)  # it failed
    assert seen["feed:harbour", day + timedelta(days=19)] == pytest.approx(1.0)


def test_a_feed_that_is_chosen_tells_its_polls_and_what_to_do() -> None:
    told = shown(pages.below(Desk(river(), subject()), Asked("feeds", feed="feed:canal")))
    assert "Canal Post" in told
    assert "connection refused" in told
    assert "Its last 10 polls" in told
    assert "Switch it off" not in told


def test_only_who_edits_is_offered_to_change_feeds() -> None:
    store = river()
    editor = Desk(store, subject(), "ada", tending(store))
    assert "Switch it off" in shown(pages.below(editor, Asked("feeds", feed="feed:canal")))
    assert "Look for feeds" in shown(pages.page(editor, Asked("feeds"), NOW))
    reader = Desk(store, subject(), "", tending(store))
    assert "Look for feeds" not in shown(pages.page(reader, Asked("feeds"), NOW))


def test_a_feed_is_switched_off_and_on(fresh: Store) -> None:
    held = replace(tending(fresh), who=lambda: "Rana")
    held.off("feed:canal")
    assert _enabled(held)["feed:canal"] is False
    assert _enabled(held)["feed:harbour"] is True
    table = Desk(fresh, subject()).feeds(NOW).set_index("feed_id")
    assert table.loc["feed:canal", "state"] == "off"
    held.on("feed:canal")
    assert _enabled(held)["feed:canal"] is True
    told = [(e.who, e.deed, e.target, e.before, e.after) for e in fresh.edits()]
    assert told == [
        ("Rana", "feed on", "feed:canal", "off", "on"),
        ("Rana", "feed off", "feed:canal", "on", "off"),
    ]


def _enabled(held: Tending) -> dict[str, bool]:
    outlets = watched_outlets(held.opened, None)
    return {feed.id: feed.enabled for outlet in outlets for feed in outlet.feeds}


def test_a_feed_that_is_not_there_cannot_be_switched() -> None:
    with pytest.raises(SelectionError, match="There is no feed"):
        tending(river()).off("feed:none")


def test_a_list_is_told_before_it_is_taken_in(fresh: Store) -> None:
    held = tending(fresh)
    reading, new = held.listed(LIST.encode(), "mine.opml")
    assert (len(reading.outlets), new, len(reading.problems)) == (2, 2, 1)
    assert len(_enabled(held)) == 4
    assert held.take_in(LIST.encode(), "mine.opml") == 2
    assert len(_enabled(held)) == 6


def test_a_search_that_fails_says_why() -> None:
    held = tending(river())
    search = _ended(held, held.look("http://127.0.0.1:9/rss"))
    assert search.error is not None
    assert "No feed at http://127.0.0.1:9/rss" in search.error.message
    with pytest.raises(SelectionError, match="No feed is chosen"):
        held.watch(next(iter(held._searches)), [0], "", "")


def _ended(held: Tending, name: str) -> Search:
    until = time.monotonic() + 10
    while not held.search(name).over and time.monotonic() < until:
        time.sleep(0.02)
    return held.search(name)


@pytest.mark.parametrize("text", ["file:///etc/passwd", "javascript:alert(1)"])
def test_what_is_no_web_address_is_not_looked_at(text: str) -> None:
    with pytest.raises(CoverlineError, match="no web address"):
        tending(river()).look(text)


def test_a_page_of_another_host_cannot_switch_a_feed_off(fresh: Store) -> None:
    app = create_app(fresh, subject(), "ada", tending(fresh))
    said = _press(app, "http://evil.example")
    assert "Another site" in said
    assert _enabled(tending(fresh))["feed:canal"] is True
    assert "Switched off" in _press(app, "http://127.0.0.1")
    assert _enabled(tending(fresh))["feed:canal"] is False


def _press(app: Any, origin: str) -> str:
    """What the button's callback answers to a page of an origin."""
    body = {
        "output": "feed-said.children",
        "outputs": {"id": "feed-said", "property": "children"},
        "inputs": [
            {"id": f"feed-{name}", "property": "n_clicks", "value": 1 if name == "off" else None}
            for name in ("off", "on", "accept")
        ],
        "changedPropIds": ["feed-off.n_clicks"],
        "state": [
            {"id": "feed-id", "property": "children", "value": "feed:canal"},
            {"id": "lang", "property": "value", "value": "en"},
        ],
    }
    asked = {"base_url": "http://127.0.0.1", "headers": {"Origin": origin}}
    answer = app.server.test_client().post("/_dash-update-component", json=body, **asked)
    return str(answer.get_data(as_text=True))


def test_the_list_is_taken_along_as_opml() -> None:
    answer = create_app(river(), subject()).server.test_client().get("/feeds.opml")
    assert answer.text.count("xmlUrl=") == 4
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_upload_that_is_no_list_is_refused() -> None:
    data = base64.b64encode(b"<html>").decode()
    from dashboard.pages.feed_adding import _decoded

    assert _decoded(f"data:text/xml;base64,{data}") == b"<html>"
    with pytest.raises(CoverlineError):
        tending(river()).listed(b"<html>", "page.html")
    with pytest.raises(SelectionError, match="did not arrive whole"):
        _decoded("data:text/xml;base64,???")


def test_the_state_of_feeds_is_told_in_both_languages() -> None:
    english = shown(pages.page(Desk(river(), subject()), Asked("feeds"), NOW))
    assert "4 feeds asked: 1 fails" in english, english[:900]
    arabic = shown(pages.page(Desk(river(), subject()), replace(Asked("feeds"), lang="ar"), NOW))
    assert "خلاصة واحدة متعطلة" in arabic
