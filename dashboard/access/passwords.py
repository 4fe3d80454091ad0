"""Shared passwords: only their hashes are kept (scrypt, with a salt of its own each)."""

from __future__ import annotations

from werkzeug.security import check_password_hash, generate_password_hash

from feeds.errors import ConfigError

SHORTEST = 12
LONGEST = 1000  # characters: more would only keep the server busy


def hashed(password: str) -> str:
    """The line to keep in place of a password; ConfigError where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ConfigError(
            f"The password has {len(password)} characters.",
            f"Take {SHORTEST} or more; four words are easy to remember.",
        )
    return generate_password_hash(password, "scrypt")


def matches(kept: str, password: str) -> bool:
    """Whether it is the password behind a hash; never where no hash is kept."""
    return bool(kept) and len(password) <= LONGEST and check_password_hash(kept, password)
