"""A PostgreSQL of the tests' own: made on loopback, thrown away at the end."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _program(name: str) -> str:
    found = [shutil.which(name), *(shutil.which(name, path=folder) for folder in BINARIES)]
    return next((path for path in found if path), "")


class Absent(Exception):
    """Why no PostgreSQL can be had here."""


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    # The server's programs refuse root.
    line = shlex.join(command)
    as_postgres = ["su", "postgres", "-s", "/bin/bash", "-c", f"cd / && {line}"]
    args = as_postgres if os.geteuid() == 0 else list(command)
    # Files, not pipes: the server would hold a pipe open and be waited for.
    with tempfile.TemporaryFile("w+") as out:
        done = subprocess.run(args, stdout=out, stderr=out, timeout=60, check=False)
        out.seek(0)
        return subprocess.CompletedProcess(args, done.returncode, out.read())


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


class Server:
    """A PostgreSQL on loopback that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._data, self._log, port = folder / "data", folder / "log", _free_port()
        self._options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.url = f"postgresql://coverline@127.0.0.1:{port}/postgres"

    def make(self) -> str:
        """Make its files; what went wrong, or nothing."""
        command = ("-D", str(self._data), "-U", "coverline", "-A", "trust", "-E", "UTF8")
        made = _run(_program("initdb"), *command)
        return made.stdout[-300:] if made.returncode else ""

    def start(self) -> str:
        """Start it; what went wrong, or nothing."""
        up = self._control("-l", str(self._log), "-o", self._options, "-w", "start")
        return up.stdout[-300:] if up.returncode else ""

    def stop(self, how: str = "fast") -> None:
        """Stop it, with whoever is connected."""
        self._control("-m", how, "-w", "stop")

    def fill(self) -> str:
        """Let whoever serves a connection now write no further, as on a full disk, its log of
        writes neither; what went wrong, or nothing."""
        import psycopg

        with psycopg.connect(self.url) as conn:
            serving = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
            rows = conn.execute(f"{serving} AND pid <> pg_backend_pid()").fetchall()
        for (process,) in rows:
            limited = _run("prlimit", "--pid", str(process), "--fsize=1000000:unlimited")
            if limited.returncode and "No such process" not in limited.stdout:  # it has ended
                return limited.stdout[-300:]
        return ""

    def _control(self, *words: str) -> subprocess.CompletedProcess[str]:
        return _run(_program("pg_ctl"), "-D", str(self._data), *words)


@contextmanager
def new_server() -> Iterator[Server]:
    """A fresh PostgreSQL on loopback; Absent where none can be had."""
    if not (_program("initdb") and _program("pg_ctl")):
        raise Absent("PostgreSQL's initdb and pg_ctl are not installed")
    folder = Path(tempfile.mkdtemp(prefix="coverline-pg-"))
    if os.geteuid() == 0:
        try:
            shutil.chown(folder, "postgres", "postgres")
        except LookupError:
            raise Absent("PostgreSQL refuses root and there is no user postgres") from None
    found = Server(folder)
    try:
        if problem := found.make() or found.start():
            raise Absent(f"PostgreSQL did not start: {problem}")
        yield found
    finally:
        found.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


_SCHEMAS = count(1)


def new_schema(server: str) -> str:
    """Address of an empty schema of its own on the server."""
    import psycopg

    name = f"t{next(_SCHEMAS)}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"CREATE SCHEMA {name}")
    return f"{server}?options=-csearch_path%3D{name}"
