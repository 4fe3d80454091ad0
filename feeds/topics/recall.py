"""recall.toml -> how many stories on a topic its words find, where people have counted."""

from __future__ import annotations

from pathlib import Path

from feeds.model import MeasuredRecall, Topic
from feeds.toml.tables import LANGUAGE, Table, open_toml


def load_recall(path: Path, topics: tuple[Topic, ...]) -> tuple[MeasuredRecall, ...]:
    """Read recall.toml, which may be missing; ConfigError names file, line and what to write."""
    if not path.exists():
        return ()
    root = open_toml(path)
    root.allow("recall")
    known = {topic.id for topic in topics}
    return tuple(_measured(table, known) for table in root.tables("recall"))


def _measured(table: Table, topics: set[str]) -> MeasuredRecall:
    table.allow("topic", "language", "read", "found", "chosen_with")
    topic, language = table.text("topic"), table.text("language")
    if topic not in topics:
        table.wrong("topic", f'no topic "{topic}"', "Write the id of one in topics.toml.")
    if not LANGUAGE.fullmatch(language):
        table.wrong("language", f'"{language}" is no language code', 'Write language = "ar".')
    read, found = _number(table, "read"), _number(table, "found")
    if not 0 <= found <= read or not read:
        table.wrong("found", f"found {found} of {read}", "Of the stories read, count those found.")
    return MeasuredRecall(topic, language, read, found, table.flag("chosen_with", False))


def _number(table: Table, name: str) -> int:
    value = table.data.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    table.wrong(name, f"{name} is no whole number", f"Write {name} = 40.")
