"""Backups of a PostgreSQL store by its own programs: pg_dump's snapshot, put back in one piece."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from feeds.errors import MissingStore, StoreError
from feeds.store.backing import Restored
from feeds.store.migrations import refuse_newer
from feeds.store.problems import translated

DEBIAN = Path("/usr/lib/postgresql")
OTHERS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""


def dumped(url: str, file: Path) -> None:
    """Dump the store's schema as it stands at one instant."""
    parsed = make_url(url)
    schema = _schema_of(parsed)
    part = file.with_name(f"{file.name}.part")
    try:
        _run("pg_dump", parsed, "--format=custom", "--no-owner", "--no-privileges",
             f"--schema={schema}", f"--file={part}")  # fmt: skip
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def undumped(url: str, file: Path) -> Restored:
    """Put a dump back in one transaction: all of it, or nothing is changed."""
    parsed = make_url(url)
    listed = _run("pg_restore", None, "--data-only", "--table=schema_migrations", "--file=-",
                  str(file))  # fmt: skip
    numbers = [int(number) for number in re.findall(r"^(\d+)\t", listed, re.MULTILINE)]
    if not numbers:
        raise StoreError(f"{file} is no backup of a store.", "Name a file that `backup` made.")
    refuse_newer(max(numbers), str(file))
    _refuse_in_use(parsed)
    _run("pg_restore", parsed, "--clean", "--if-exists", "--single-transaction", "--no-owner",
         "--exit-on-error", str(file))  # fmt: skip
    return Restored(_stories(parsed))


def _schema_of(parsed: URL) -> str:
    """Where the store's tables stand; MissingStore where there are none."""
    query = "SELECT current_schema(), to_regclass('schema_migrations') IS NOT NULL"
    schema, held = _asked(parsed, query)
    if not held:
        raise MissingStore(f"The store {_shown(parsed)} is empty.", "Check the address.")
    return str(schema)


def _refuse_in_use(parsed: URL) -> None:
    (others,) = _asked(parsed, OTHERS)
    if others:
        raise StoreError(
            f"The store {_shown(parsed)} is in use by {others} others.",
            "Stop every `coverline up`, `serve` and `poll` on it, then restore again.",
        )


def _stories(parsed: URL) -> int:
    return int(str(_asked(parsed, "SELECT count(*) FROM stories")[0]))


def _asked(parsed: URL, query: str) -> tuple[object, ...]:
    engine = create_engine(parsed.set(drivername="postgresql+psycopg"))
    try:
        with translated(_shown(parsed)), engine.connect() as conn:
            return tuple(conn.execute(text(query)).one())
    finally:
        engine.dispose()


def _run(program: str, parsed: URL | None, *words: str) -> str:
    """What a program of PostgreSQL prints; the password goes by the environment, where no list
    of processes shows it."""
    where = [f"--dbname={_address(parsed)}"] if parsed is not None else []
    secret = {"PGPASSWORD": str(parsed.password)} if parsed is not None and parsed.password else {}
    done = subprocess.run(
        [_found(program), *where, *words],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = next((line for line in done.stderr.splitlines() if "error" in line.lower()), "")
        raise StoreError(f"{program} failed: {why or done.stderr[-300:]}.", "Nothing was changed.")
    return done.stdout


def _found(program: str) -> str:
    newest = sorted(DEBIAN.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(program) or (str(newest[-1]) if newest else None)
    if found is None:
        raise StoreError(
            f"A backup of a PostgreSQL store needs {program}, which is not installed.",
            "Install PostgreSQL's client programs (postgresql-client).",
        )
    return found


def _address(parsed: URL) -> str:
    plain = parsed.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)


def _shown(parsed: URL) -> str:
    return parsed.set(drivername="postgresql").render_as_string(hide_password=True)
