"""What an editor keeps for all readers: names off the pages, and views under names."""

from __future__ import annotations

from dataclasses import replace

from feeds.store.desk.tables import SavedView, SuppressedName
from feeds.store.sql import SqlStore
from tests.store.make import at

HASSAN = SuppressedName("سهيل الحسن", "Sami", at(0), "asked for")
COAST = SavedView("The coast, weekly", "/?topics=coast&bin=week", "Sami", at(1))


def test_names_are_kept_in_order_written_anew_and_taken_back(store: SqlStore) -> None:
    other, later = SuppressedName("Dalla", "Rima", at(1)), replace(HASSAN, note="again")
    for name in (HASSAN, other, later):
        store.suppress(name)
    assert store.suppressed() == [other, later]
    assert store.unsuppress("Dalla", "Rima", at(2))
    assert not store.unsuppress("Dalla", "Rima", at(2))
    assert store.suppressed() == [later]


def test_a_name_kept_off_changes_what_views_show(store: SqlStore) -> None:
    before = store.data_version()
    store.suppress(HASSAN)
    kept = store.data_version()
    store.unsuppress(HASSAN.name, "Rima", at(2))
    assert len({before, kept, store.data_version()}) == 3


def test_a_view_is_replaced_by_one_of_its_name(store: SqlStore) -> None:
    moved = replace(COAST, url="/outlets?topics=coast")
    for view in (COAST, moved):
        store.save_view(view)
    assert store.saved_views() == [moved]
    assert store.remove_view(COAST.name, "Rima", at(2))
    assert not store.remove_view(COAST.name, "Rima", at(2))
    assert store.saved_views() == []
