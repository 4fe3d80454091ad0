"""`coverline subject`: what a store may watch, one's own too."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="Subjects: list, begin, check them, or watch one more.

Example: coverline subject list",
)
