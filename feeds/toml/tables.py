"""A TOML file read with care: a wrong field is named with its line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import tomli

from feeds.errors import ConfigError
from feeds.toml.lines import Place, find_lines, line_of

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; every getter checks the field and knows its line."""

    file: str
    lines: Callable[[], Mapping[Place, int]]  # found when something is wrong, not before
    data: dict[str, Any]
    at: Place = ()

    def wrong(self, name: str, problem: str, instead: str) -> NoReturn:
        """Refuse a field (or, for "", the table itself) in words."""
        line = line_of(self.lines(), (*self.at, name) if name else self.at)
        raise ConfigError(f"{self.file}, line {line}: {problem}.", instead)

    def allow(self, *names: str) -> None:
        """Refuse every field that is not among these."""
        for name in self.data:
            if name not in names:
                near = get_close_matches(name, names, 1)
                hint = f"Write {near[0]}." if near else f"Known: {', '.join(names)}."
                self.wrong(name, f"unknown field {name}", hint)

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not empty; `default` where the field is left out."""
        if name not in self.data and default is not None:
            return default
        value = self._needed(name, f'Write {name} = "…".')
        if not isinstance(value, str) or not value.strip():
            self.wrong(name, f"{name} = {_shown(value)} is no text", f'Write {name} = "…".')
        return value.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts that is not empty."""
        value = self._needed(name, f'Write {name} = ["…"].')
        good = isinstance(value, list) and value
        if not good or not all(isinstance(item, str) and item.strip() for item in value):
            self.wrong(
                name, f"{name} = {_shown(value)} is no list of texts", f'Write {name} = ["…"].'
            )
        return tuple(item.strip() for item in value)

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """A text out of a fixed vocabulary."""
        value = self.text(name, default)
        if value not in allowed:
            near = get_close_matches(value, allowed, 1)
            hint = f"Write {near[0]}." if near else f"Write one of {', '.join(allowed)}."
            self.wrong(name, f'{name} = "{value}" is not known', hint)
        return value

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.data.get(name, default)
        if not isinstance(value, bool):
            self.wrong(name, f"{name} = {_shown(value)} is neither true nor false", "Write true.")
        return value

    def day(self, name: str) -> date | None:
        """A calendar day, written as a TOML date or as an ISO text; None where left out."""
        value: object = self.data.get(name)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.wrong(name, f"{name} = {_shown(value)} is no date", "Write it as 2024-12-08.")

    def identifier(self, name: str, default: str | None = None) -> str:
        """An id in small letters, digits and single hyphens."""
        value = self.text(name, default)
        if not IDENTIFIER.fullmatch(value):
            hint = "Write small letters and digits joined by hyphens, such as syria-tv."
            self.wrong(name, f'{name} = "{value}" is no id', hint)
        return value

    def zone(self, name: str) -> str:
        """The name of an IANA time zone."""
        value = self.text(name)
        if not is_zone(value):
            hint = "Write an IANA name such as Asia/Damascus."
            self.wrong(name, f'{name} = "{value}" is no time zone', hint)
        return value

    def address(self, name: str) -> str:
        """A whole http or https address."""
        value = self.text(name)
        if not is_http(value):
            hint = f'Write {name} = "https://…".'
            self.wrong(name, f'{name} = "{value}" is no web address', hint)
        return value

    def language(self, name: str) -> str:
        """A language code."""
        value = self.text(name)
        self._code(name, value)
        return value

    def languages(self, name: str) -> tuple[str, ...]:
        """A list of language codes."""
        values = self.texts(name)
        for value in values:
            self._code(name, value)
        return values

    def _code(self, name: str, value: str) -> None:
        if not LANGUAGE.fullmatch(value):
            hint = "Write a code such as ar, en, tr or ckb."
            self.wrong(name, f'{name}: "{value}" is no language code', hint)

    def table(self, name: str) -> Table:
        """A table within this one."""
        value = self._needed(name, f"Begin one with [{name}].")
        if not isinstance(value, dict):
            self.wrong(name, f"{name} is no table", f"Begin it with [{name}].")
        return Table(self.file, self.lines, value, (*self.at, name))

    def tables(self, name: str) -> tuple[Table, ...]:
        """A list of tables, empty where it is left out."""
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(name, f"{name} is no list of tables", f"Write {name} = [{{ … }}].")
        return tuple(
            Table(self.file, self.lines, item, (*self.at, name, number))
            for number, item in enumerate(value)
        )

    def _needed(self, name: str, instead: str) -> Any:
        if name not in self.data:
            self.wrong("", f"{name} is missing", instead)
        return self.data[name]


def open_toml(path: Path) -> Table:
    """The root table of a TOML file; ConfigError where it cannot be read."""
    try:
        text = path.read_text("utf-8")
        data = tomli.loads(text)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8.", "Save it as UTF-8.") from error
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.", "Mend that line.") from error
    return Table(str(path), cache(partial(find_lines, text)), data)


def refuse_twins(tables: Iterable[Table], name: str, values: Iterable[str]) -> None:
    """Refuse the second of two tables with one value, and say where the first stands."""
    first: dict[str, Table] = {}
    for table, value in zip(tables, values, strict=True):
        if value in first:
            line = line_of(table.lines(), (*first[value].at, name))
            hint = f"Line {line} has it already: change or remove one."
            table.wrong(name, f'{name} "{value}" stands twice', hint)
        first[value] = table


def is_zone(name: str) -> bool:
    """Whether a text is the name of an IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: the name of a folder of zones
        return False
    return True


def is_http(url: str) -> bool:
    """Whether a text is a whole http or https address."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port or an IPv6 host that is none
        return False
    return bool(whole) and not re.search(r"\s", url)


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
