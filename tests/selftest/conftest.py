"""The user's folder, as the tests of the command have it."""

from tests.cli.conftest import desk, newsroom, open_newsroom

__all__ = ["desk", "newsroom", "open_newsroom"]
