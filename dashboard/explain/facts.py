"""Records as plain data for scripts."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any


def as_facts(value: Any) -> Any:
    """Records as dicts, instants as ISO text in UTC, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_facts(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: as_facts(part) for name, part in value._asdict().items()}
    if isinstance(value, dict):
        return {str(name): as_facts(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_facts(part) for part in value]
    return value
