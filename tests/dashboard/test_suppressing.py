"""A name that is kept off stands on no page, figure or file, in no spelling; its stories count."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard import pages, suppressing
from dashboard.app import create_app
from dashboard.data import Desk
from dashboard.selection import Asked
from dashboard.withholding import withheld
from feeds.errors import SelectionError
from feeds.names.withholding import MARK, Withholding
from feeds.opening import open_real
from feeds.settings import Settings
from tests.dashboard import small_store

NOW = datetime(2026, 3, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return small_store.fill(tmp_path_factory.mktemp("small"))


def shown(parts: Any) -> str:
    return PlotlyJSONEncoder(ensure_ascii=False).encode([p.to_plotly_json() for p in parts])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Souheil Hassan seen on the coast", f"{MARK} seen on the coast"),
        ("قال سهيل الحسن إن", f"قال {MARK} إن"),
        ("General Suhayl al-Hasan and Orvel", f"General {MARK} and Orvel"),
        ("Suhail met Hassan of Orvel", "Suhail met Hassan of Orvel"),
        ("the suhail al-hassan papers", f"the {MARK} papers"),
        ("#SuhailAlHassan and #سهيل_الحسن", f"#{MARK} and #{MARK}"),
        ("No name here", "No name here"),
    ],
)
def test_a_name_is_marked_in_every_spelling(text: str, kept: str) -> None:
    assert Withholding(["Suhail al-Hassan"]).text(text) == kept


def test_an_address_that_spells_the_name_is_left_out() -> None:
    hide = Withholding(["Suhail al-Hassan"])
    assert hide.address("https://a.example/2026/sohail-al-hassan-returns") == ""
    assert hide.address("https://a.example/2026/quay") == "https://a.example/2026/quay"


def test_a_table_keeps_its_ids_numbers_and_missing_cells() -> None:
    table = pd.DataFrame(
        {
            "story_id": ["River Gates"],
            "title": pd.Series(["River Gates opened"], dtype="str"),
            "group": pd.Categorical(["River Gates"]),
            "stories": [3],
            "lag": [float("nan")],
            "event": [None],
        }
    )
    kept = withheld(table, ("River Gates",))
    assert kept["story_id"].tolist() == ["River Gates"]
    assert kept["title"].tolist() == [f"{MARK} opened"]
    assert kept["group"].tolist() == [MARK]
    assert kept["stories"].tolist() == [3]
    assert kept["event"].tolist() == [None]


def test_no_list_changes_nothing_at_all() -> None:
    table = pd.DataFrame({"title": ["River gates opened"]})
    assert withheld(table, ()) is table


def test_a_name_leaves_every_page_and_file_and_comes_back(settings: Settings) -> None:
    opened = open_real(settings, create=False)
    desk = Desk(opened.store, opened.subject)
    server = create_app(opened.store, opened.subject).server.test_client()
    asks = [Asked(page="events", span="all"), Asked(page="overview", span="all"), Asked(span="all")]
    query = "/figure/event.csv?span=all&event=event:gates"

    def everything() -> str:
        drawn = [shown(pages.page(desk, asked, NOW)) for asked in asks]
        event = Asked(page="events", span="all", event="event:gates")
        stories = Asked(span="all", row="floods")
        below = [shown(pages.below(desk, asked)) for asked in (event, stories)]
        return "".join([*drawn, *below, server.get(query).text])

    before = everything()
    assert "River gates" in before
    suppressing.add(settings, "River  Gates", "Sami", "a test")
    kept = everything()
    assert "River gates" not in kept
    assert f"{MARK} opened" in kept
    assert "River Gates: Sami" in suppressing.listed(settings)
    suppressing.remove(settings, "River Gates")
    assert everything() == before
    opened.store.close()


def test_what_is_no_name_or_was_not_kept_off_is_refused(settings: Settings) -> None:
    with pytest.raises(SelectionError, match="no name that could be found"):
        suppressing.add(settings, "  ", "", "")
    with pytest.raises(SelectionError, match="not kept off"):
        suppressing.remove(settings, "Orvel Nahwara")
