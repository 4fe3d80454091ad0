"""What the user chose: option, then COVERLINE_… in the environment, then coverline.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import tomli

from feeds.errors import ConfigError
from feeds.proxies import proxy_problem, shown_proxy

FILE = "coverline.toml"
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
LOWEST_AND_HIGHEST = {
    "port": (1, 65535),
    "host_spacing": (0, 3600),
    "poll_minutes": (1, 1440),
    "fastest_minutes": (1, 1440),
    "timeout": (0.1, 3600),
    "max_bytes": (1000, 10**9),
    "max_entries": (1, 10**6),
    "concurrency": (1, 1000),
    "workers": (1, 64),
}
MONDAY = "monday"
WEEKDAYS = {MONDAY: 0, "saturday": 5, "sunday": 6}  # days that a week may begin with
SECRET = frozenset({"reader_password", "editor_password"})  # never printed, not even as hashes
LOGS = ("quiet", "text", "json")
FILLED = {"store", "host", "user_agent"}
SPELT = {
    "user_agent": "a text of plain letters, digits and signs with something in it",
    "contact": "an e-mail or web address, such as desk@example.org",
    "wayback": "an address such as https://web.archive.org",
    "proxy": "a proxy such as http://host:3128, or direct (SOCKS is not spoken)",
    "week_start": "monday, sunday or saturday",
    "log": "quiet, text or json",
}
HEADER = re.compile(r"[ -~]*")  # nothing that could end a header and begin another
CONTACT = re.compile(r"(?:https?://|(?:mailto:)?[\w.+-]+@)[\w-]+(?:\.[\w-]+)+[\w./~%?=&#-]*", re.A)
ARCHIVE = re.compile(r"https?://[\w.:\[\]-]+(?:/[\w./~-]*)?", re.A)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; seconds and bytes unless the name says otherwise."""

    store: str = "sqlite:///coverline.db"
    subject: str = ""  # "" takes the store's own, or syria for a new store
    opml: str = ""  # poll just the feeds of this file or address
    allow_private: bool = False  # let loopback and private addresses be polled
    host: str = "127.0.0.1"  # where the dashboard listens
    port: int = 8050
    user_agent: str = "Coverline/0.1 (+https://pypi.org/project/coverline/)"
    contact: str = ""  # an e-mail or web address that is put into it
    proxy: str = ""  # of feeds that name none; "" takes the environment's
    proxy_resolves: bool = False  # let only proxies look names up
    host_spacing: float = 1.0  # between two requests to one host; 0 turns it off
    poll_minutes: int = 60  # the usual interval of a feed
    fastest_minutes: int = 10  # the shortest, of one whose window turns over fast
    thrifty: bool = False  # about half the polls: feeds that list little wait longer
    timeout: float = 30.0  # of one whole request
    max_bytes: int = 10_000_000  # of one expanded body
    max_entries: int = 2_000  # of one document
    concurrency: int = 50
    fetch_pages: bool = False  # read the web pages of stories whose date is open
    vectors: str = ""  # model of sentence vectors; "" takes the store's, or the bundled one
    wayback: str = "https://web.archive.org"  # whose copies of feeds `backfill` reads
    week_start: str = MONDAY  # the first day of a briefing's week
    open: bool = False  # let everyone who reaches the dashboard read it
    reader_password: str = ""  # hash of the password that readers share
    editor_password: str = ""  # hash of the password that editors share
    login_header: str = ""  # in which a proxy that logs people in names them
    trusted_proxies: str = ""  # addresses of the proxies whose headers are believed
    editors: str = ""  # names from that header that may edit; * for all
    metrics_from: str = ""  # addresses that may read /metrics beside this machine
    workers: int = 1  # server processes of `serve`
    log: str = "quiet"  # a line a poll: quiet, text or json


def load(
    options: Mapping[str, Any],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Settings:
    """Settings from options (None means not given), environment and coverline.toml."""
    settings = Settings()
    for layer in (_from_file((folder or Path.cwd()) / FILE), _from_environment(environment)):
        settings = replace(settings, **layer)
    return with_options(settings, options)


def with_options(settings: Settings, options: Mapping[str, Any]) -> Settings:
    """The settings with options over them; None means not given."""
    given = {name: value for name, value in options.items() if value is not None}
    words = {name: f"--{name.replace('_', '-')}" for name in given}
    return replace(settings, **{n: _typed(n, value, words[n]) for n, value in given.items()})


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = tomli.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read: {error.strerror}.", "Mend or move it."
        ) from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.", "Mend that line.") from error
    return {name: _typed(name, value, str(path)) for name, value in found.items()}


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    names = {f"COVERLINE_{f.name.upper()}": f.name for f in fields(Settings)}
    return {
        name: _typed(name, environment[variable], variable)
        for variable, name in names.items()
        if variable in environment
    }


def _typed(name: str, value: Any, where: str) -> Any:
    known = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings)}
    if name not in known:
        raise ConfigError(f"{where}: unknown setting {name}.", f"Known: {', '.join(known)}.")
    kind = known[name]
    try:
        return _within(name, _converted(kind, value))
    except (TypeError, ValueError) as error:
        problem = f"{where}: {name} = {_shown(name, value)} is not {_words(name, kind)}."
        raise ConfigError(problem, "Mend that value or leave it out.") from error


def _converted(kind: type, value: Any) -> Any:
    """A text of the environment or a value of TOML; 80.5 is no port and true no number."""
    if kind is bool:
        return _boolean(value)
    wanted = {int: (int, str), float: (int, float, str), str: (str,)}[kind]
    if isinstance(value, bool) or not isinstance(value, wanted):
        raise TypeError(value)
    return kind(value)


def _within(name: str, value: Any) -> Any:
    low, high = LOWEST_AND_HIGHEST.get(name, (value, value))
    if not low <= value <= high:  # nan is in no range
        raise ValueError(value)
    if name in FILLED and not value:  # an empty host would listen on every address
        raise ValueError(value)
    if name == "user_agent" and not HEADER.fullmatch(value):
        raise ValueError(value)
    if name == "contact" and value and not CONTACT.fullmatch(value):
        raise ValueError(value)
    if name == "proxy" and value and proxy_problem(value):
        raise ValueError(value)
    if name == "wayback" and not ARCHIVE.fullmatch(value):
        raise ValueError(value)
    if name == "week_start" and value not in WEEKDAYS:
        raise ValueError(value)
    if name == "log" and value not in LOGS:
        raise ValueError(value)
    return value


def _shown(name: str, value: Any) -> str:
    """A value as it may be printed: a proxy without its password, and no password's hash."""
    if name in SECRET:
        return "…"
    return repr(shown_proxy(value) if name == "proxy" and isinstance(value, str) else value)


def _boolean(value: Any) -> bool:
    word = str(value).lower()
    if word not in TRUE | FALSE:
        raise ValueError(value)
    return word in TRUE


def _words(name: str, kind: type) -> str:
    words = {bool: "true or false", int: "a whole number", float: "a number"}.get(kind, "a text")
    if name in SPELT:
        return SPELT[name]
    if name in FILLED:
        return "a text with something in it"
    if name not in LOWEST_AND_HIGHEST:
        return words
    low, high = LOWEST_AND_HIGHEST[name]
    return f"{words} from {low:,} to {high:,}" if name != "port" else f"{words} from 1 to {high}"
