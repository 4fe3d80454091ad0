"""Files of figures: what a page's menu offers is what the server draws, as the page shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.data import Desk
from dashboard.export import Picture
from dashboard.export.proof import parsed
from dashboard.pages.event_parts import WIDE, chosen
from dashboard.saving import Files
from feeds.model import Derived, EventLink, Membership
from feeds.opening import Opened, open_real
from tests.dashboard import small_store
from tests.dashboard.fakes.world import river, subject

DAYS = "span=dates&from_day=2026-03-10&to_day=2026-03-12"
LATER = replace(
    small_store.EVENT, id="event:quay", label="Quay cleared", first_at=small_store.at(10, 9),
    last_at=small_store.at(10, 10), stories=1, outlets=1,
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Seven are killed at the gates, and a later event goes on from that."""
    folder = Path(tmp_path_factory.mktemp("saving"))
    held = open_real(small_store.fill(folder), create=False)
    stories = held.store.stories(["t1", "d2"])
    killed = replace(stories["t1"], title="River gates opened, at least 7 killed")
    quay = replace(stories["d2"], event_id=LATER.id, copy_of="")
    at = quay.first_seen_at
    link = EventLink(LATER.id, "event:gates", "follows", 0.9, "both name the gates", at)
    thread = "thread:gates"
    held.store.save_derived(
        Derived(
            cursor=2,
            stories=(killed, quay),
            events=(LATER,),
            memberships=(Membership("d2", LATER.id, at, 0.9, "alone"),),
            linked=(LATER.id,),
            links=(link,),
            threads=(("event:gates", thread), (LATER.id, thread)),
        )
    )
    yield held
    held.store.close()


@pytest.fixture(scope="module")
def client(opened: Opened) -> FlaskClient:
    server: Flask = create_app(opened.store, opened.subject).server
    return server.test_client()


def shown(part: Any) -> str:
    return str([one.to_plotly_json() for one in part])


@pytest.mark.parametrize("name", ["given", "thread"])
def test_the_page_of_an_event_offers_the_files_of_its_figures(opened: Opened, name: str) -> None:
    desk = Desk(opened.store, opened.subject)
    url = "/events?span=all&event=event:gates"
    told = shown(WIDE[name](desk, *chosen(desk, url, False)))
    for kind in ("png", "svg", "csv"):
        assert f"/figure/{name}.{kind}?span=all&event=event:gates" in told


def test_figures_given_are_saved_with_who_gave_them(client: FlaskClient) -> None:
    head, line, *_ = client.get("/figure/given.csv?span=all&event=event:gates").text.splitlines()
    told = dict(zip(head.lstrip("\ufeff").split(","), line.split(","), strict=False))
    assert (told["outlet_id"], told["measure"], told["low"]) == ("harbour-times", "dead", "7")


def test_a_thread_is_saved_from_either_of_its_events(client: FlaskClient) -> None:
    files = [
        client.get(f"/figure/thread.csv?span=all&event={event}").text
        for event in ("event:gates", LATER.id)
    ]
    assert files[0] == files[1]
    assert {"event:gates", LATER.id} <= {line.split(",")[0] for line in files[0].splitlines()}


def test_an_event_without_figures_says_so_in_the_readers_language(client: FlaskClient) -> None:
    answer = client.get(f"/figure/given.csv?span=all&event={LATER.id}&lang=ar")
    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert "لا خبر عن هذا الحدث يذكر رقمًا" in answer.text


class Undrawn(Files):
    """Keeps the picture that a browser would draw."""

    picture: Picture

    def _drawn(self, picture: Picture, kind: Literal["png", "svg"]) -> bytes:
        self.picture = picture
        return b""


def saved(query: str) -> Picture:
    files = Undrawn(Desk(river(), subject()))
    files.file("timeline", "svg", query)
    return files.picture


def test_a_saved_timeline_has_the_group_at_its_foot_that_the_page_has() -> None:
    orders = []
    for query in ("topics=floods", "topics=floods&base=south"):
        bars = [t for t in saved(query).drawing().figure.data if t.type == "bar"]
        groups = [t.legendgroup for t in bars if t.legendgroup in ("north", "south")]
        orders.append(list(dict.fromkeys(groups)))
    assert orders == [["north", "south"], ["south", "north"]]


def test_a_saved_timeline_has_the_line_of_the_outlets_observed_throughout() -> None:
    line = "observed throughout"
    plain, steady = (
        str(saved(query).drawing().figure.to_plotly_json()) for query in ("", "panel=yes")
    )
    assert line not in plain
    assert line in steady


def test_a_picture_carries_what_stood_at_the_foot_so_that_it_can_be_drawn_again() -> None:
    proof = saved(f"{DAYS}&base=south&panel=yes").proof("sheet", 1.0, "a browser")
    assert parsed(proof.text()) == proof
    assert (proof.base, proof.panel) == ("south", True)
    assert "base=south" in proof.query
    assert "panel=yes" in proof.query


def test_a_picture_of_an_earlier_version_has_nothing_at_the_foot() -> None:
    proof = saved("").proof("sheet", 1.0, "a browser")
    facts = {n: v for n, v in json.loads(proof.text()).items() if n not in ("base", "panel")}
    assert parsed(json.dumps(facts)) == proof
