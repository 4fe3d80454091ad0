"""The ways in: this machine only, open to all, by a shared password, or through a proxy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dashboard.access.addresses import Network, is_loopback, networks
from feeds.errors import ConfigError
from feeds.settings import Settings

Way = Literal["here", "open", "password", "proxy"]
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
ALL = "*"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may read and edit. `owner` edits where the dashboard is this machine's own; hashes are
    of the shared passwords; `header` names who a trusted proxy let in."""

    way: Way = "here"
    owner: str = ""
    reader_hash: str = ""
    editor_hash: str = ""
    header: str = ""
    proxies: tuple[Network, ...] = ()
    editors: frozenset[str] = frozenset()
    metrics: tuple[Network, ...] = ()
    reads_open: bool = False  # beside a password for editing

    @property
    def logs_in(self) -> bool:
        """Whether there is a page to log in on."""
        return self.way == "password"

    def edits(self, name: str) -> bool:
        """Whether someone whom a proxy let in may edit."""
        return ALL in self.editors or name in self.editors


def access_of(settings: Settings, owner: str = "") -> Access:
    """The way in that the settings choose; ConfigError where none is safe. `owner` is who edits
    on a dashboard that only this machine reaches."""
    _check(settings)
    return Access(
        _way(settings),
        owner,
        settings.reader_password,
        settings.editor_password,
        settings.login_header,
        networks(settings.trusted_proxies, "trusted_proxies"),
        _names(settings.editors),
        networks(settings.metrics_from, "metrics_from"),
        settings.open,
    )


def _way(settings: Settings) -> Way:
    if settings.reader_password or settings.editor_password:
        return "password"
    if settings.login_header:
        return "proxy"
    if settings.open:
        return "open"
    if is_loopback(settings.host):
        return "here"
    raise _unguarded(settings.host)


def _names(text: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip() for part in text.split(","))))


def _check(settings: Settings) -> None:
    for name in ("reader_password", "editor_password"):
        if (kept := getattr(settings, name)) and not kept.startswith("scrypt:"):
            raise ConfigError(
                f"{name} is not the hash of a password.",
                "`coverline password` asks for one and prints the line to keep.",
            )
    if settings.login_header and not HEADER.fullmatch(settings.login_header):
        raise ConfigError("login_header is no header's name.", "Write X-Remote-User.")
    if settings.login_header and not settings.trusted_proxies:
        raise ConfigError(
            "login_header is set, but nobody is trusted to send it: whoever reaches this port"
            " could say any name.",
            "Set trusted_proxies to the proxy's address.",
        )
    if settings.login_header and (settings.reader_password or settings.editor_password):
        raise ConfigError(
            "Both a password and login_header are set.", "Choose one way in, and leave the other."
        )


def _unguarded(host: str) -> ConfigError:
    return ConfigError(
        f"{host} can be reached from other machines, and nobody would be asked who they are.",
        "Set a password (`coverline password`), or login_header and trusted_proxies for a proxy"
        " that logs people in, or say --open to let everyone read.",
    )
