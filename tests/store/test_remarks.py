"""What analysts write on stories stays, apart from all that is derived."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeds.model import Derived
from feeds.store.desk.remark_table import Remark, RemarkKind
from feeds.store.sql import SqlStore
from tests.store import make
from tests.store.make import at


def remark(value: str, kind: RemarkKind = "note", hours: float = 0, story: str = "s1") -> Remark:
    return Remark(story, kind, value, "Sami", at(hours))


def test_the_latest_remark_of_each_kind_holds(store: SqlStore) -> None:
    first, second = remark("ask them"), remark("they denied it", hours=1)
    gloss = remark("Quay reopens", "gloss", hours=2)
    for one in (first, second, gloss, remark("yes", "briefing", story="s2")):
        store.add_remark(one)
    assert store.remarks(["s1"]) == [second, gloss]
    assert [r.story_id for r in store.remarks()] == ["s2", "s1", "s1"]
    assert store.remarks([]) == store.remarks(["s3"]) == []


def test_an_empty_remark_takes_back_what_was_said(store: SqlStore) -> None:
    store.add_remark(remark("yes", "briefing"))
    store.add_remark(remark("", "briefing", hours=1))
    assert store.remarks() == []


def test_remarks_stay_when_their_story_is_derived_anew(store: SqlStore) -> None:
    store.save_outlets([make.outlet()])
    store.save_derived(Derived(0, stories=(make.story("s1"),)))
    kept = remark("it is the second quay", hours=1)
    store.add_remark(kept)
    store.save_derived(Derived(0, stories=(replace(make.story("s1"), title="Anew"),)))
    assert store.remarks(["s1"]) == [kept]


def test_a_remark_changes_what_a_view_could_show(store: SqlStore) -> None:
    before = store.data_version()
    store.add_remark(remark("seen"))
    assert store.data_version() != before


@pytest.mark.parametrize("text", ["'; DROP TABLE remarks; --", "ملاحظة", "a\nb"])
def test_any_words_may_be_written(store: SqlStore, text: str) -> None:
    store.add_remark(remark(text))
    assert [r.value for r in store.remarks()] == [text]
