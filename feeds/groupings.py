"""[[groupings]] of outlets.toml: the ways that a reader may put outlets together."""

from __future__ import annotations

from feeds.model import Group, Grouping, Outlet
from feeds.toml.tables import Table, refuse_twins

KINDS = ("newspaper", "broadcaster", "agency", "ministry", "monitor", "portal", "channel")
FIELDS = ("alignment", "country", "kind", "owner", "language", "outlet")
MOST_GROUPS = 7


def groupings(root: Table, outlets: tuple[Outlet, ...]) -> tuple[Grouping, ...]:
    """The groupings of a file, checked against the outlets they are to group."""
    tables = root.tables("groupings")
    known = _values(outlets)
    found = tuple(_grouping(table, known) for table in tables)
    refuse_twins(tables, "id", (grouping.id for grouping in found))
    return found


def _grouping(table: Table, known: dict[str, set[str]]) -> Grouping:
    table.allow("id", "label", "label_ar", "groups")
    tables = table.tables("groups")
    if not 1 <= len(tables) <= MOST_GROUPS:
        hint = f"Keep 1 to {MOST_GROUPS}; what no group takes is shown as the rest."
        table.wrong("", f"{len(tables)} groups in one grouping", hint)
    groups = tuple(_group(group, known) for group in tables)
    refuse_twins(tables, "id", (group.id for group in groups))
    return Grouping(table.identifier("id"), table.text("label"), table.text("label_ar"), groups)


def _group(table: Table, known: dict[str, set[str]]) -> Group:
    table.allow("id", "label", "label_ar", "where")
    group_id = table.identifier("id")
    if group_id == "rest":
        table.wrong("id", 'the id "rest" is taken by what no group takes', "Choose another.")
    return Group(group_id, table.text("label"), table.text("label_ar"), _where(table, known))


def _where(table: Table, known: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    where = table.table("where")
    where.allow(*FIELDS)
    if not where.data:
        table.wrong("where", "where is empty", 'Write where = { alignment = ["…"] }.')
    chosen = {name: where.texts(name) for name in where.data}
    for name, values in chosen.items():
        for value in values:
            # A misspelt value would draw a group that is silent for ever.
            if value not in known[name]:
                hint = f"Write one of {', '.join(sorted(known[name]))}."
                where.wrong(name, f'no outlet has the {name} "{value}"', hint)
    return chosen


def _values(outlets: tuple[Outlet, ...]) -> dict[str, set[str]]:
    return {
        "alignment": {claim.value for o in outlets for claim in o.alignment} | {"unknown"},
        "owner": {claim.value for o in outlets for claim in o.owner} | {"unknown"},
        "country": {outlet.country for outlet in outlets},
        "kind": set(KINDS),
        "language": {language for outlet in outlets for language in outlet.languages},
        "outlet": {outlet.id for outlet in outlets},
    }
