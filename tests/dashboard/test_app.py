"""The web application over a store in memory, by Flask's client."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard import pages
from dashboard.app import create_app
from dashboard.data import Desk, runs
from dashboard.figure_set import around
from dashboard.pages import states
from dashboard.scripts import GRAPH
from dashboard.selection import Asked, resolve
from feeds.coverage import Selection
from tests.dashboard.fakes.world import END, START, river, subject

NOW = datetime(2026, 3, 20, 21, tzinfo=UTC)


def desk(**choices: Any) -> Desk:
    return Desk(river(**choices), subject())


def client(synthetic: bool = True, **choices: Any) -> Any:
    store = river(kind="demo" if synthetic else "real", **choices)
    return create_app(store, subject(synthetic)).server.test_client()


def resolved(asked: Asked) -> Selection:
    return resolve(asked, subject(), (START, END))


def shown(parts: list[Any]) -> str:
    return PlotlyJSONEncoder(ensure_ascii=False).encode([p.to_plotly_json() for p in parts])


@pytest.mark.parametrize("path", ["/", "/outlets", "/events", "/feeds", "/help", "/?topics=none"])
def test_every_page_is_served_in_a_language(path: str) -> None:
    answer = client().get(path)
    assert answer.status_code == 200
    assert '<html lang="en" dir="ltr">' in answer.text


def test_headers_let_nothing_in_from_outside() -> None:
    headers = client().get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_no_script_or_style_comes_from_another_host() -> None:
    page = client().get("/").text
    assert 'src="http' not in page
    assert 'href="http' not in page
    assert 'src="//' not in page


def test_a_synthetic_subject_is_bannered_and_a_real_one_is_not() -> None:
    words = "Synthetic: invented outlets and stories"
    assert words in client().get("/_dash-layout").text
    assert words not in client(synthetic=False).get("/_dash-layout").text


def test_the_first_requests_may_come_all_at_once() -> None:
    server = create_app(river(), subject()).server
    together = Barrier(6)

    def ask(number: int) -> int:
        together.wait()
        return server.test_client().get(GRAPH).status_code

    with ThreadPoolExecutor(6) as browsers:
        assert set(browsers.map(ask, range(6))) == {200}


def test_health_tells_the_last_poll() -> None:
    told = client().get("/health").get_json()
    assert told["status"] == "ok"
    assert told["last_poll_at"] == "2026-03-20T20:00:00+00:00"
    assert client(empty=True).get("/health").get_json()["last_poll_at"] is None


def test_an_empty_store_says_what_to_do() -> None:
    assert "coverline up" in shown(pages.page(desk(empty=True), Asked(), NOW))


def test_timeline_is_drawn() -> None:
    told = shown(pages.page(desk(), Asked(), NOW))
    assert "Floods on the river" in told
    assert "How is this computed?" in told


def test_a_bar_opens_its_stories() -> None:
    asked = Asked(row="floods", at="2026-03-13T00:00:00+00:00", series="north")
    told = shown(pages.below(desk(), asked))
    assert "15 stories: Floods on the river, North bank, Fri 13 Mar 2026" in told
    assert "one of" not in told


def test_stories_behind_a_hatched_place_are_not_called_none() -> None:
    asked = Asked(row="bridge", at="2026-03-06T00:00:00+00:00", span="all")
    assert "Choose a bar that is not hatched." in shown(pages.below(desk(), asked))


def test_days_that_nobody_observed_say_so() -> None:
    asked = Asked(span="dates", from_day="2027-01-01", to_day="2027-01-05")
    assert "Nothing was observed in this span." in shown(pages.page(desk(), asked, NOW))


def test_events_name_the_first_and_open_as_lanes() -> None:
    told = shown(pages.page(desk(), Asked(page="events"), NOW))
    assert "Harbour Courier" in told
    opened = shown(pages.page(desk(), Asked(page="events", event="event:flood"), NOW))
    assert "first among watched feeds" in opened


def test_events_are_called_in_the_readers_language_else_in_english() -> None:
    told = {
        lang: shown(pages.page(desk(), Asked("events", lang=lang), NOW)) for lang in ("en", "ar")
    }
    assert "المياه ترتفع عند الأرصفة" in told["ar"]
    assert "Water rises at the quays" not in told["ar"]
    assert "Water rises at the quays" in told["en"]


def test_lanes_rest_on_the_events_own_stories_whatever_the_page_has_chosen() -> None:
    asked = Asked(page="events", event="event:flood", outlets=("delta",), span="7d")
    here, chosen = desk(), resolved(asked)
    whole = here.event_stories(chosen, "event:flood")
    basis = here.basis(around(chosen, whole, "event:flood"))
    assert basis.stories == len(whole) != here.basis(chosen).stories
    told = shown(pages.page(here, asked, NOW))
    assert f"Rests on {len(whole)} stories" in told
    assert f"4 outlets, 4 feeds, {len(whole)} stories; exposure 100 %" in told


@pytest.mark.parametrize(("share", "words"), [(0.998, "over 99 %"), (0.002, "under 1 %")])
def test_what_was_observed_is_never_rounded_to_all_or_nothing(share: float, words: str) -> None:
    here = desk()
    basis = replace(here.basis(resolved(Asked())), exposure=share)
    assert words in shown([states.rests_on(basis, "")])
    assert words in shown([states.nothing(here, resolved(Asked()), basis, "")])


def test_feeds_say_their_state_in_a_sentence() -> None:
    told = shown(pages.page(desk(), Asked(page="feeds"), NOW))
    assert "4 feeds asked: 1 fails" in told
    assert "connection refused" in told


def test_help_explains_exposure() -> None:
    assert "What was observed" in shown(pages.page(desk(), Asked(page="help"), NOW))


def test_tables_are_made_once_while_the_data_stay() -> None:
    made: list[int] = []
    here = desk()
    for _ in range(2):
        here._keep(lambda: made.append(1), "something")
    assert made == [1]


def test_dark_hours_in_a_row_are_one_gap() -> None:
    import pandas as pd

    hours = pd.date_range("2026-03-01", periods=4, freq="h", tz="UTC")
    table = pd.DataFrame({"outlet_id": "harbour", "bin_at": hours, "observed": [0, 0.2, 1, 0.4]})
    assert runs(table.assign(captured=[0.9, 0.9, 0.0, 0.9])).empty, "copies tell of it"
    found = runs(table.assign(captured=0.0))
    assert list(found["from_at"]) == [hours[0], hours[3]]
    assert found["to_at"].iloc[0] == hours[2]


@pytest.mark.parametrize(
    ("path", "html"),
    [("/?lang=ar", '<html lang="ar" dir="rtl">'), ("/?lang=xx", '<html lang="en" dir="ltr">')],
)
def test_a_page_is_served_in_the_direction_of_its_language(path: str, html: str) -> None:
    assert html in client().get(path).text


@pytest.mark.parametrize(
    ("path", "browser", "leads"),
    [
        ("/outlets?span=7d", "ar-SY,ar;q=0.9,en;q=0.5", "/outlets?span=7d&lang=ar"),
        ("/", "ar", "/?lang=ar"),
        ("/", "fr,en;q=0.8", ""),
        ("/", "", ""),
        ("/?lang=en", "ar", ""),
        ("/health", "ar", ""),
    ],
)
def test_the_first_language_is_the_browsers(path: str, browser: str, leads: str) -> None:
    answer = client().get(path, headers={"Accept-Language": browser} if browser else {})
    assert answer.headers.get("Location", "") == leads


def test_an_arabic_page_speaks_arabic() -> None:
    told = shown(pages.below(desk(), Asked(lang="ar")))
    assert "اختر عمودًا" in told
    opened = Asked(row="floods", at="2026-03-13T00:00:00+00:00", series="north", lang="ar")
    assert "15 خبرًا: الفيضانات، الضفة الشمالية، الجمعة 13 آذار 2026" in shown(
        pages.below(desk(), opened)
    )
