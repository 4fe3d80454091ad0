"""Logging in by password: who reads, who edits, what cookies carry, and how often one may try."""

from __future__ import annotations

import pytest

from dashboard.access import tries
from feeds.store import open_store
from feeds.store.protocol import Store
from tests.access.visitor import EDITING, READING, Visitor, by_password


@pytest.fixture
def visitor(store: Store) -> Visitor:
    return Visitor(store, by_password())


def test_a_stranger_is_led_to_the_form_and_back(visitor: Visitor) -> None:
    led = visitor.visits("/events?span=7d")
    assert (led.status_code, led.location) == (302, "/login?next=/events%3Fspan%3D7d")
    done = visitor.logs_in("Rana", READING, "/events?span=7d")
    assert (done.status_code, done.location) == (303, "/events?span=7d")
    assert visitor.visits("/events?span=7d").status_code == 200


@pytest.mark.parametrize(
    "path", ["/_dash-layout", "/figure/timeline.csv", "/feeds.opml", "/assets/coverline.css"]
)
def test_nothing_is_served_before_the_gate(visitor: Visitor, path: str) -> None:
    assert visitor.visits(path, Accept="application/json").status_code == 401


@pytest.mark.parametrize("leads", ["https://evil.example/", "//evil.example", "/\\evil", "/login"])
def test_nobody_is_led_elsewhere(visitor: Visitor, leads: str) -> None:
    assert visitor.logs_in("Rana", READING, leads).location == "/"


def test_readers_read_and_editors_edit_under_their_own_name(visitor: Visitor, store: Store) -> None:
    visitor.logs_in("Rana", READING)
    assert "only be read" in visitor.saves("Mine").text
    assert store.saved_views() == []
    visitor.logs_in("Sami", EDITING)
    assert visitor.saves("Ours").status_code == 200
    assert [(view.name, view.author) for view in store.saved_views()] == [("Ours", "Sami")]
    deeds = [(edit.who, edit.deed, edit.target) for edit in store.edits()]
    assert deeds == [
        ("Sami", "save view", "Ours"),
        ("Sami", "login", "192.0.2.7"),
        ("Rana", "login", "192.0.2.7"),
    ]


def test_cookies_are_kept_from_scripts_from_plain_http_and_from_other_sites(
    visitor: Visitor,
) -> None:
    cookies = visitor.logs_in("Rana", READING).headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("coverline_session="))
    assert all(word in session for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    token = visitor.visits("/login").headers["Set-Cookie"]
    assert all(word in token for word in ("_csrf_token=", "Secure", "SameSite=Strict"))
    assert EDITING not in str(cookies)


def test_pages_of_readers_are_kept_in_no_cache(visitor: Visitor) -> None:
    visitor.logs_in("Rana", READING)
    assert visitor.visits("/").headers["Cache-Control"] == "private, no-store"


def test_a_change_without_the_token_or_from_another_site_is_refused(
    visitor: Visitor, store: Store
) -> None:
    visitor.logs_in("Sami", EDITING)
    for bad in (
        {"X-CSRFToken": ""},
        {"X-CSRFToken": "guessed"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert visitor.saves("Theirs", **bad).status_code == 403
    assert store.saved_views() == []


def test_the_form_needs_its_own_token(visitor: Visitor) -> None:
    visitor.visits("/login")
    data = {"name": "Rana", "password": READING, "token": "another"}
    answer = visitor.client.post("/login", data=data, base_url=visitor.base)
    assert answer.status_code == 400
    assert "https" in answer.text


def test_whoever_tries_too_often_waits_even_with_the_right_password(
    visitor: Visitor, store: Store
) -> None:
    for _ in range(tries.MOST):
        assert visitor.logs_in("Rana", "a wrong password").status_code == 401
    answer = visitor.logs_in("Rana", READING)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Wait 15 minutes" in answer.text
    noted = store.edits()
    assert [(edit.who, edit.deed, edit.target) for edit in noted] == [
        ("192.0.2.7", "login refused", "Rana")
    ] * tries.MOST
    assert not any("wrong password" in str(edit) for edit in noted)
    elsewhere = Visitor(store, by_password(), "198.51.100.1")
    assert elsewhere.logs_in("Rana", READING).status_code == 303


def test_a_restart_or_another_server_keeps_counting(visitor: Visitor, store: Store) -> None:
    for _ in range(tries.MOST):
        visitor.logs_in("Rana", "a wrong password")
    assert Visitor(store, by_password()).logs_in("Rana", READING).status_code == 429


def test_a_login_holds_at_every_server_of_a_store_until_the_password_changes(
    visitor: Visitor, store: Store
) -> None:
    visitor.logs_in("Rana", READING)
    cookie = visitor.client.get_cookie("coverline_session", "desk.example")
    assert cookie is not None
    for access, status in ((by_password(), 200), (by_password(editor_hash=""), 302)):
        another = Visitor(open_store(store.url), access)
        another.client.set_cookie("coverline_session", cookie.value, domain="desk.example")
        assert another.visits("/").status_code == status


def test_a_forged_session_is_nobodys(visitor: Visitor) -> None:
    forged = "eyJuYW1lIjoiTWFsIiwicm9sZSI6ImVkaXRvciJ9.aGVsbG8.c2lnbmVk"
    visitor.client.set_cookie("coverline_session", forged, domain="desk.example")
    assert visitor.visits("/").status_code == 302


def test_logging_out_ends_it(visitor: Visitor) -> None:
    visitor.logs_in("Rana", READING)
    told = visitor.visits("/_dash-layout").text
    assert "Rana" in told
    assert "Log out" in told
    visitor.client.post("/logout", base_url=visitor.base, headers={"Sec-Fetch-Site": "same-origin"})
    assert visitor.visits("/").status_code == 302


def test_everyone_reads_and_editors_log_in_where_that_is_wanted(store: Store) -> None:
    visitor = Visitor(store, by_password(reader_hash="", reads_open=True))
    assert visitor.visits("/").status_code == 200
    assert "only be read" in visitor.saves("Mine").text
    visitor.logs_in("Sami", EDITING)
    assert visitor.saves("Ours").status_code == 200
    assert [view.name for view in store.saved_views()] == ["Ours"]


def test_the_form_lets_nothing_in_and_speaks_arabic(visitor: Visitor) -> None:
    answer = visitor.visits("/login?lang=ar")
    assert '<html lang="ar" dir="rtl">' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in answer.text
    assert "frame-ancestors 'none'" in policy
    said = visitor.logs_in("<b>Rana</b>", "a wrong password").text
    assert "<b>" not in said


def test_health_is_told_to_strangers_without_what_is_watched(visitor: Visitor) -> None:
    told = visitor.visits("/health").get_json()
    assert told["status"] == "ok"
    assert "subject" not in told
    visitor.logs_in("Rana", READING)
    assert visitor.visits("/health").get_json()["last_poll_at"]
