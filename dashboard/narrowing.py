"""The command line with just the command that is called.

Making every command from its function's signature is a quarter of what it takes to find that no
feed is due, which is asked every minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import typer
from typer.main import get_command_name
from typer.models import CommandInfo

VALUED = frozenset({"--store", "--subject", "--opml", "--vectors"})  # options before a command
FLAGS = frozenset({"--allow-private"})


def narrowed(app: typer.Typer, words: Sequence[str]) -> typer.Typer:
    """The app with the one command or group that the words of a command line call; the whole
    app where they ask for help or call none."""
    name = called(words)
    commands = [one for one in app.registered_commands if _name(one) == name]
    groups = [one for one in app.registered_groups if one.name == name]
    if not name or not (commands or groups):
        return app
    narrow = copy(app)
    narrow.registered_commands, narrow.registered_groups = commands, groups
    return narrow


def called(words: Sequence[str]) -> str:
    """The command's name: the first word that is no option and no option's value; "" where it
    cannot be told so easily."""
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            return word
        if word in VALUED:
            next(rest, None)
        elif word not in FLAGS and word.partition("=")[0] not in VALUED:
            return ""
    return ""


def _name(info: CommandInfo) -> str:
    """As typer names a command: as it says, or by its function."""
    return info.name or get_command_name(getattr(info.callback, "__name__", ""))
