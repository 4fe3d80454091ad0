"""A selection as facts that a file can carry, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from dashboard.selection import CHOICES, ONE, Asked, days, grouping_of
from feeds.coverage.selection import Selection
from feeds.errors import CoverlineError, ExportError
from feeds.model import Subject

INSTANTS = ("from_at", "to_at", "as_of")
LISTS = ("topics", "outlets", "events", "names", "languages", "forms")
UNREADABLE = "The selection that the file carries cannot be read."


def as_facts(selection: Selection) -> dict[str, Any]:
    """What is not as usual, plain for JSON; the grouping by its id, no `as_of`."""
    usual = Selection(selection.from_at, selection.to_at)
    facts: dict[str, Any] = {
        field.name: value
        for field in fields(Selection)
        if field.name not in (*INSTANTS, "grouping")
        and (value := getattr(selection, field.name)) != getattr(usual, field.name)
    }
    facts |= {name: list(facts[name]) for name in LISTS if name in facts}
    instants = {name: _written(getattr(selection, name)) for name in ("from_at", "to_at")}
    return {**facts, **instants, "grouping": selection.grouping.id}


def from_facts(facts: Mapping[str, Any], subject: Subject) -> Selection:
    """The selection that facts tell of, or ExportError."""
    try:
        values = dict(facts)
        grouping = grouping_of(Asked(grouping=str(values.pop("grouping"))), subject)
        if grouping.id != facts["grouping"]:
            hint = "Verify it with the subject that it was drawn with."
            raise ExportError(f"There is no grouping “{facts['grouping']}” any more.", hint)
        instants: dict[str, Any] = {name: _read(values.pop(name)) for name in ("from_at", "to_at")}
        values |= {name: tuple(map(str, values[name])) for name in LISTS if name in values}
        return Selection(**instants, **values, grouping=grouping)
    except (KeyError, TypeError, ValueError) as error:
        raise ExportError(UNREADABLE) from error
    except ExportError:
        raise
    except CoverlineError as error:
        raise ExportError(f"{UNREADABLE} {error.message}") from error


def query_of(selection: Selection, lang: str, base: str = "", panel: bool = False) -> str:
    """The dashboard's query for a selection of whole days; "" where no page shows it."""
    first, last = days(selection)
    asked = Asked(
        span="dates", from_day=first, to_day=last, zone=selection.zone,
        lang="" if lang == "en" else lang,  # type: ignore[arg-type]
        grouping=selection.grouping.id or ONE,
        base=base,
        panel="yes" if panel else "",
        event=selection.events[0] if len(selection.events) == 1 else "",
        **{name: getattr(selection, name)
           for name in ("bin", "rows", "measure", "counting", "clock", "topics", "outlets")},
    )  # fmt: skip
    return asked.to_query() if _shown(selection) else ""


def _shown(selection: Selection) -> bool:
    """Whether the pages can show it: whole days, and nothing that their controls lack."""
    midnights = (at.astimezone(selection.tz) for at in (selection.from_at, selection.to_at))
    whole = all((at.hour, at.minute, at.second, at.microsecond) == (0,) * 4 for at in midnights)
    plain = Selection(selection.from_at, selection.to_at)
    lacking = ("names", "languages", "forms", "scope", "week_start")
    same = all(getattr(selection, name) == getattr(plain, name) for name in lacking)
    return whole and same and selection.rows in CHOICES["rows"] and len(selection.events) < 2


def pinned(selection: Selection, event: str) -> Selection:
    """The selection of one event."""
    return replace(selection, events=(event,))


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _read(text: object) -> datetime:
    found = datetime.fromisoformat(str(text))
    return found.astimezone(UTC)
