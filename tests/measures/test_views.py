"""The times of views at `/metrics`, and who may read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.access.addresses import networks
from dashboard.access.rules import Access
from dashboard.measures.views import view_of
from feeds.store.protocol import Store
from tests.access.conftest import store
from tests.access.visitor import READING, Visitor, by_password

__all__ = ["store"]  # the fixture
OUTSIDE = networks("198.51.100.0/24", "metrics_from")


def drawn(url: object) -> dict[str, object]:
    return {"output": "page.children", "inputs": [{"id": "view", "value": url}]}


@pytest.mark.parametrize(
    ("path", "asked", "view"),
    [
        ("/", None, "first document"),
        ("/events", None, "first document"),
        ("/figure/timeline.png", None, "figure"),
        ("/assets/coverline.css", None, ""),
        ("/made/up/by/a/stranger", None, ""),
        ("/_dash-update-component", drawn("/?span=7d"), "timeline"),
        ("/_dash-update-component", drawn("/events?span=7d"), "events"),
        ("/_dash-update-component", drawn("/made-up"), "control"),
        ("/_dash-update-component", drawn(None), "control"),
        ("/_dash-update-component", {"output": "below.children"}, "below"),
        ("/_dash-update-component", {"output": "x", "inputs": "nonsense"}, "control"),
        ("/_dash-update-component", [], ""),
    ],
)
def test_views_have_few_names_whatever_is_asked(path: str, asked: object, view: str) -> None:
    assert view_of(path, asked) == view


def test_what_was_served_is_counted(store: Store) -> None:
    visitor = Visitor(store, Access("open"), "127.0.0.1")
    for _ in range(3):
        visitor.visits("/events")
    told = visitor.visits("/metrics").text
    assert 'coverline_view_seconds_count{view="first document"} 3.0' in told
    assert re.search(r"coverline_polls_total\{outcome=\"\w+\"\} \d+", told)
    assert "coverline_lag_seconds" in told


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("198.51.100.9", {}, 200),
        ("192.0.2.7", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 403),
    ],
)
def test_figures_are_not_for_everyone(
    store: Store, address: str, headers: dict[str, str], status: int
) -> None:
    for access in (Access("open", metrics=OUTSIDE), by_password(metrics=OUTSIDE)):
        assert Visitor(store, access, address).visits("/metrics", **headers).status_code == status


def test_who_is_logged_in_may_read_them(store: Store, tmp_path: Path) -> None:
    visitor = Visitor(store, by_password())
    assert visitor.visits("/metrics").status_code == 403
    visitor.logs_in("Rana", READING)
    assert visitor.visits("/metrics").status_code == 200
