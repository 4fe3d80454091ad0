"""The catalogues: read once, plural forms chosen by the language's own rule."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dashboard.tongue.numbers import number
from dashboard.tongue.places import LOCALES, locale

LANGS = tuple(LOCALES)
Entry = str | dict[str, str]
FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})  # a table of more is no plural


@lru_cache(maxsize=8)
def catalogue(lang: str) -> dict[str, Entry]:
    """Every entry of a language by its key, `file.name` or `file.table.name`."""
    found: dict[str, Entry] = {}
    for path in sorted((files("dashboard") / "tongue" / lang).iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            _gather(found, path.name.removesuffix(".toml"), tomllib.loads(path.read_text("utf-8")))
    return found


def _gather(found: dict[str, Entry], key: str, held: Any) -> None:
    if isinstance(held, str) or ("other" in held and FORMS.issuperset(held)):
        found[key] = held
        return
    for name, inner in held.items():
        _gather(found, f"{key}.{name}", inner)


def tell(lang: str, key: str, **facts: object) -> str:
    """The words of a key with its facts in their places; KeyError where nobody wrote them.

    Whole numbers are written as the language writes them; any other fact comes as text.
    """
    lang = lang or "en"
    entry = catalogue(lang)[key]
    if not isinstance(entry, str):
        entry = entry.get(_form(lang, facts["n"]), entry["other"])
    return entry.format(**{name: _fact(lang, value) for name, value in facts.items()})


@lru_cache(maxsize=4096)
def _form(lang: str, amount: Any) -> str:
    return str(locale(lang).plural_form(amount))


def _fact(lang: str, value: object) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return number(lang, value) if whole else str(value)


def listed(lang: str, table: str) -> dict[str, str]:
    """The texts of one table by their last name, in its order: the choices of a control."""
    prefix = f"{table}."
    held = catalogue(lang or "en").items()
    return {
        key.removeprefix(prefix): text
        for key, text in held
        if key.startswith(prefix) and isinstance(text, str)
    }
