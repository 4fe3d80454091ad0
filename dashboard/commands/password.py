"""`coverline password`: the line that lets people log in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from feeds.errors import ConfigError


def password(
    reader: Annotated[
        bool, typer.Option("--reader", help="For those who only read; else for editors.")
    ] = False,
) -> None:
    """Ask for a shared password and print the line to put into coverline.toml: only its hash.

    Example: coverline password --reader >> coverline.toml
    """
    from dashboard.access.passwords import hashed

    print(f'{"reader" if reader else "editor"}_password = "{hashed(_asked())}"')


def _asked() -> str:
    """The password, typed twice; from a pipe its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first: str = typer.prompt("Password", hide_input=True, err=True)
    if typer.prompt("Again", hide_input=True, err=True) != first:
        raise ConfigError("The two are not the same.", "Nothing was printed; try again.")
    return first
