"""The other ways in: this machine alone, open to all, and through a proxy that logs people in."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.access.addresses import networks
from dashboard.access.rules import Access
from dashboard.app import create_app
from feeds.store.protocol import Store
from tests.access.visitor import Visitor
from tests.dashboard.fakes.world import subject

PROXIES = networks("10.0.0.0/8", "trusted_proxies")
NAMED = Access("proxy", header="X-Remote-User", proxies=PROXIES, editors=frozenset({"sami"}))


def here(store: Store, **asked: Any) -> Any:
    client = create_app(store, subject(), "ada").server.test_client()
    return client.get("/", base_url=asked.pop("base", "http://127.0.0.1:8050"), headers=asked)


def test_this_machine_reads_without_login(store: Store) -> None:
    for name in ("127.0.0.1:8050", "localhost:8050", "[::1]:8050"):
        assert here(store, base=f"http://{name}").status_code == 200


def test_a_name_that_leads_here_from_elsewhere_reads_nothing(store: Store) -> None:
    answer = here(store, base="http://rebound.example:8050", Accept="text/html")
    assert answer.status_code == 403
    assert "for the machine that it runs on" in answer.text


def test_a_proxy_on_this_machine_does_not_let_the_world_in(store: Store) -> None:
    assert here(store, **{"X-Forwarded-For": "198.51.100.1"}).status_code == 403


def test_open_to_all_means_reading_only(store: Store) -> None:
    visitor = Visitor(store, Access("open"))
    assert visitor.visits("/").status_code == 200
    assert "only be read" in visitor.saves("Mine").text
    assert store.saved_views() == []


def test_a_proxy_names_who_reads_and_who_edits(store: Store) -> None:
    visitor = Visitor(store, NAMED, "10.0.0.2")
    assert visitor.visits("/", **{"X-Remote-User": "rana"}).status_code == 200
    assert "only be read" in visitor.saves("Mine", **{"X-Remote-User": "rana"}).text
    visitor.saves("Ours", **{"X-Remote-User": "sami"})
    assert [(view.name, view.author) for view in store.saved_views()] == [("Ours", "sami")]
    bad = visitor.saves("Theirs", **{"X-Remote-User": "sami", "X-CSRFToken": "guessed"})
    assert bad.status_code == 403


@pytest.mark.parametrize(("address", "name"), [("192.0.2.7", "sami"), ("10.0.0.2", "")])
def test_a_name_counts_from_the_trusted_proxy_alone(store: Store, address: str, name: str) -> None:
    visitor = Visitor(store, NAMED, address)
    answer = visitor.visits("/", **{"X-Remote-User": name})
    assert answer.status_code == 403
    assert "through its own address" in answer.text
