"""frames.toml -> the concepts of a subject and the frames that outlets choose between."""

from __future__ import annotations

from pathlib import Path

from feeds.model.framing import ByLanguage, Concept, Frame
from feeds.phrases import phrase
from feeds.text import words
from feeds.toml.tables import LANGUAGE, Table, open_toml, refuse_twins

_SHARED = ("mentions", "beside", "not")


def load_frames(path: Path) -> tuple[Concept, ...]:
    """The concepts of a subject; frames.toml may be missing.

    ConfigError names file, line and what to write instead.
    """
    if not path.exists():
        return ()
    root = open_toml(path)
    root.allow("concepts")
    tables = root.tables("concepts")
    if not tables:
        root.wrong("", "no concept", "Begin each with [[concepts]].")
    concepts = tuple(_concept(table) for table in tables)
    refuse_twins(tables, "id", (concept.id for concept in concepts))
    _refuse_shared_frames(tables)
    return concepts


def _concept(table: Table) -> Concept:
    table.allow("id", "label", "label_ar", "frames", *_SHARED)
    frames = table.tables("frames")
    if len(frames) < 2:
        hint = "Write two or more with [[concepts.frames]]: a choice needs an alternative."
        table.wrong("", f"{len(frames)} frames in a concept", hint)
    found = Concept(
        id=table.identifier("id"),
        label=table.text("label"),
        label_ar=table.text("label_ar"),
        frames=tuple(_frame(frame, table) for frame in frames),
        mentions=_by_language(table, "mentions"),
        beside=_by_language(table, "beside"),
        excluded=_by_language(table, "not"),
    )
    _refuse_shared_terms(table)
    return found


def _frame(table: Table, concept: Table) -> Frame:
    table.allow("id", "label", "label_ar", "terms", "weak")
    if "terms" not in table.data and "weak" not in table.data:
        table.wrong("", "a frame without words", 'Write terms.en = ["…"].')
    weak = _by_language(table, "weak")
    for language in weak:
        if language not in concept.data.get("beside", {}):
            hint = f'Write beside.{language} = ["…"] in the concept, or use terms.'
            table.wrong("weak", f"weak.{language}, but nothing that it counts beside", hint)
    return Frame(
        id=table.identifier("id"),
        label=table.text("label"),
        label_ar=table.text("label_ar"),
        terms=_by_language(table, "terms"),
        weak=weak,
    )


def _by_language(table: Table, name: str) -> ByLanguage:
    if name not in table.data:
        return {}
    inner = table.table(name)
    for key in inner.data:
        if not LANGUAGE.fullmatch(key):
            inner.wrong(key, f"{name}.{key}: no language code", f'Write {name}.en = ["…"].')
        for written in inner.texts(key):
            if not words(written):
                inner.wrong(key, f'{name}.{key}: "{written}" holds no word', "Write words.")
    return {key: inner.texts(key) for key in inner.data}


def _refuse_shared_terms(concept: Table) -> None:
    """A term of two frames would tell nothing apart."""
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    for frame in concept.tables("frames"):
        for name in ("terms", "weak"):
            for language, written in _by_language(frame, name).items():
                for term in written:
                    key = (language, phrase(term, None).parts)
                    holder = first.setdefault(key, frame.data["id"])
                    if holder != frame.data["id"]:
                        hint = f'Keep it in one: the frame "{holder}" has it already.'
                        problem = f'{name}.{language}: "{term}" is in two frames'
                        frame.table(name).wrong(language, problem, hint)


def _refuse_shared_frames(concepts: tuple[Table, ...]) -> None:
    frames = [frame for concept in concepts for frame in concept.tables("frames")]
    refuse_twins(frames, "id", (frame.data["id"] for frame in frames))
