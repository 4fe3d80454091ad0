"""topics.toml -> the standing topics of a subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from feeds.model import Topic
from feeds.text import words
from feeds.toml.tables import LANGUAGE, Table, open_toml, refuse_twins


def load_topics(path: Path) -> tuple[Topic, ...]:
    """Read topics.toml; ConfigError names file, line and what to write instead."""
    root = open_toml(path)
    root.allow("context", "topics")
    context = _read_context(root.table("context")) if "context" in root.data else _Context()
    tables = root.tables("topics")
    if not tables:
        root.wrong("", "no topic", "Begin each with [[topics]].")
    topics = tuple(_topic(table, context) for table in tables)
    refuse_twins(tables, "id", (topic.id for topic in topics))
    return topics


_WORDS = ("terms", "local", "weak", "faint")


@dataclass(frozen=True, slots=True)
class _Context:
    """What all topics of a file share."""

    anchors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: dict[str, tuple[str, ...]] = field(default_factory=dict)
    home: tuple[str, ...] = ()


def _read_context(table: Table) -> _Context:
    table.allow("anchors", "elsewhere", "home")
    return _Context(
        _by_key(table, "anchors", languages=True),
        _by_key(table, "elsewhere", languages=True),
        table.texts("home") if "home" in table.data else (),
    )


def _topic(table: Table, context: _Context) -> Topic:
    table.allow("id", "label", "label_ar", *_WORDS, "not", "names", "passing")
    if not any(name in table.data for name in (*_WORDS, "names")):
        table.wrong("", "a topic without words", 'Write terms.en = ["…"] or names."…" = ["…"].')
    for name in _WORDS[1:]:
        if name in table.data and not context.anchors:
            hint = 'Write [context] with anchors.en = ["…"] above the topics, or use terms.'
            table.wrong(name, f"{name} terms, but nothing that they count beside", hint)
    names = _by_key(table, "names", languages=False)
    return Topic(
        id=table.identifier("id"),
        label=table.text("label"),
        label_ar=table.text("label_ar"),
        terms=_by_key(table, "terms", languages=True),
        excluded=_by_key(table, "not", languages=True),
        names=names,
        weak=_by_key(table, "weak", languages=True),
        local=_by_key(table, "local", languages=True),
        faint=_by_key(table, "faint", languages=True),
        passing=_passing(table, names),
        anchors=context.anchors,
        elsewhere=context.elsewhere,
        home=context.home,
    )


def _passing(table: Table, names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    passing = table.texts("passing") if "passing" in table.data else ()
    for name in passing:
        if name not in names:
            hint = f'Write names."{name}" = ["…"] below it.'
            table.wrong("passing", f'passing: "{name}" is none of the names', hint)
    return passing


def _by_key(table: Table, name: str, *, languages: bool) -> dict[str, tuple[str, ...]]:
    if name not in table.data:
        return {}
    inner = table.table(name)
    for key in inner.data:
        if languages and not LANGUAGE.fullmatch(key):
            inner.wrong(key, f"{name}.{key}: no language code", f'Write {name}.en = ["…"].')
        for written in inner.texts(key):
            if not words(written):
                inner.wrong(key, f'{name}.{key}: "{written}" holds no word', "Write words.")
    return {key: inner.texts(key) for key in inner.data}
