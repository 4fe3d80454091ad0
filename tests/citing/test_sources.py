"""sources.toml: who is cited without having a feed, and what is wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.citing.houses import houses
from feeds.citing.sources import countries, load_sources, offices
from feeds.errors import ConfigError
from feeds.subjects import load_subject
from tests.citing.town import OUTLETS, outlet

GOOD = """[[sources]]
id = "harbour-watch"
name = "Harbour Watch"
kind = "monitor"
forms = ["Harbour Watch", "مرصد المرفأ"]
"""


def test_a_subject_may_have_no_sources(tmp_path: Path) -> None:
    assert load_sources(tmp_path / "sources.toml") == ()


def test_a_source_is_read(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(GOOD, "utf-8")
    (one,) = load_sources(tmp_path / "sources.toml")
    assert (one.id, one.kind, one.forms[1]) == ("harbour-watch", "monitor", "مرصد المرفأ")


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (('kind = "monitor"', 'kind = "montor"'), 4, "Write monitor."),
        (('id = "harbour-watch"', 'id = "Harbour Watch"'), 2, "small letters"),
        (('name = "Harbour Watch"', 'nam = "Harbour Watch"'), 3, "Write name."),
        (('["Harbour Watch", "مرصد المرفأ"]', '["…"]'), 5, "Write words."),
        (('["Harbour Watch", "مرصد المرفأ"]', "[]"), 5, "Write forms"),
    ],
)
def test_what_is_wrong_is_told_by_line(
    tmp_path: Path, change: tuple[str, str], line: int, told: str
) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(ConfigError) as refused:
        load_sources(path)
    assert f"line {line}:" in str(refused.value)
    assert told in str(refused.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD + GOOD, "utf-8")
    with pytest.raises(ConfigError, match="stands twice"):
        load_sources(path)


def test_ids_of_all_sources_differ() -> None:
    known = houses(OUTLETS, (*load_subject("syria").sources, *offices()))
    ids = [house.id for house in known]
    assert len(ids) == len(set(ids))


def test_every_kind_but_the_outlets_has_a_source() -> None:
    kinds = {one.kind for one in (*load_subject("syria").sources, *offices())}
    assert kinds >= {"agency", "ministry", "monitor", "channel", "official", "media"}


def test_a_source_that_gets_a_feed_keeps_its_id() -> None:
    own = outlet("hw", "Harbour Watch", "مرصد المرفأ", "en")
    source = load_subject("syria").sources[0]
    twin = outlet("network", source.name, source.forms[2], "en")
    known = {house.id: house for house in houses((own, twin), (source,))}
    assert known[source.id].editions == (("network", ("en",)),)
    assert known["hw"].editions == (("hw", ("en",)),)


def test_a_country_is_written_one_way_only() -> None:
    forms = [form for some in countries().values() for form in some]
    assert len(forms) == len(set(forms)), sorted(f for f in forms if forms.count(f) > 1)
