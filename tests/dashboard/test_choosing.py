"""Where a store has several subjects, the address says which is shown, and the bar leads on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.choosing import HEADER
from dashboard.data import Desk
from dashboard.selection import from_query
from feeds.classing import classify
from feeds.errors import SelectionError
from feeds.opening import Opened, open_real, take_on
from feeds.settings import Settings

ORIGIN = "https://quay.test"
CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A store of the quay and of chess, without stories."""
    folder = tmp_path_factory.mktemp("two")
    for name, cases in (("quay", CASES / "cli"), ("chess", CASES / "subjects" / "chess")):
        (folder / name).mkdir()
        for file in ("outlets.toml", "topics.toml"):
            text = (cases / file).read_text("utf-8").replace("ORIGIN", ORIGIN)
            (folder / name / file).write_text(text, "utf-8")
    found = open_real(Settings(store=f"sqlite:///{folder}/two.db", subject=str(folder / "quay")))
    take_on(found, str(folder / "chess"))
    whole = found.again()
    classify(whole.store, whole.subject)
    yield whole
    whole.store.close()


@pytest.fixture
def client(opened: Opened) -> FlaskClient:
    client: FlaskClient = create_app(opened.store, opened.subject).server.test_client()
    return client


def test_the_first_subject_is_shown_with_a_way_to_the_other(client: FlaskClient) -> None:
    page = client.get("/_dash-layout").text
    assert '"The quay"' in page
    assert 'subject=chess"' in page


@pytest.mark.parametrize("how", ["address", "header"])
def test_the_other_one_is_shown_where_it_is_asked_for(client: FlaskClient, how: str) -> None:
    headers = {HEADER: "chess"} if how == "header" else {}
    query = "?subject=chess" if how == "address" else ""
    page = client.get(f"/_dash-layout{query}", headers=headers).text
    assert "Chess on board" in page
    assert "subject=chess" not in page
    assert "Ferry" not in page


def test_one_request_leaves_no_trace_in_the_next(client: FlaskClient) -> None:
    client.get("/_dash-layout?subject=chess")
    assert "Chess on board" not in client.get("/_dash-layout").text


def test_links_keep_the_subject(opened: Opened) -> None:
    chess = opened.telling(opened.further[0]).subject
    asked = from_query("?subject=chess&topics=ferry", chess)
    assert "subject=chess" in asked.on("events").to_url()
    assert "subject=chess" in replace(asked.view(), event="e").to_url()


def test_a_subject_that_the_store_has_not_is_told(opened: Opened) -> None:
    desk = Desk(opened.store, opened.subject)
    with pytest.raises(SelectionError, match="no subject “ferries”"):
        from_query("?subject=ferries", desk.subject())


def test_a_store_of_one_subject_offers_no_choice(opened: Opened) -> None:
    alone = opened.telling(opened.name)
    desk = Desk(alone.store, alone.subject)
    assert desk.subjects() == ()
    page = create_app(alone.store, alone.subject).server.test_client().get("/_dash-layout").text
    assert "subject=chess" not in page
