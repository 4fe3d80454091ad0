"""A user's working folder: the command run in it, here or as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard import cli
from feeds.store import open_store

CASES = Path(__file__).parents[1] / "cases" / "cli"
QUICK = "import sys; from dashboard.cli import main; main()"
KEPT = ("polls", "entries", "stories", "events")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


class Desk:
    """`desk("poll", "--all")` runs `coverline poll --all` in the user's folder."""

    def __init__(
        self,
        folder: Path,
        origin: str,
        capsys: pytest.CaptureFixture[str],
        patch: pytest.MonkeyPatch,
    ) -> None:
        self.folder, self.origin = folder, origin
        self._capsys, self._patch = capsys, patch
        self.store = f"sqlite:///{folder}/desk.db"
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith("COVERLINE_")]:
            patch.delenv(name)
        write_subject(folder, origin)
        self.write(
            "coverline.toml", f'store = "{self.store}"\nallow_private = true\nhost_spacing = 0\n'
        )

    def write(self, name: str, text: str) -> Path:
        """A file in the folder, with ORIGIN replaced by the newsroom's address."""
        path = self.folder / name
        path.write_text(text.replace("ORIGIN", self.origin), "utf-8")
        return path

    def __call__(self, *words: str) -> Done:
        self._capsys.readouterr()
        self._patch.setattr(sys, "argv", ["coverline", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = self._capsys.readouterr()
        return Done(int(str(ended.value.code)), out, err)

    def start(self, *words: str, code: str = QUICK) -> subprocess.Popen[str]:
        """The command as a process."""
        return subprocess.Popen(
            [sys.executable, "-c", code, *words],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def counts(self) -> dict[str, int]:
        """What the store holds."""
        store = open_store(self.store, create=False)
        try:
            found = store.counts()
            return {name: found[name] for name in KEPT}
        finally:
            store.close()

    def audited(self) -> list[tuple[str, str, str, str]]:
        """What the audit log tells, oldest first: deed, target, before, after."""
        store = open_store(self.store, create=False)
        try:
            return [(e.deed, e.target, e.before, e.after) for e in reversed(store.edits())]
        finally:
            store.close()

    def version(self) -> str:
        """The store's data version."""
        store = open_store(self.store, create=False)
        try:
            return store.data_version()
        finally:
            store.close()


def write_subject(folder: Path, origin: str) -> Path:
    """The subject of the three outlets, played by the server at `origin`."""
    quay = folder / "quay"
    quay.mkdir()
    for name in ("outlets.toml", "topics.toml"):
        text = (CASES / name).read_text("utf-8")
        (quay / name).write_text(text.replace("ORIGIN", origin), "utf-8")
    return quay


def refused(done: Done, *says: str) -> None:
    """Exit code 2, and one line that says all this."""
    assert (done.code, done.out) == (2, ""), done
    assert one_line(done.err), done.err
    for words in says:
        assert words in done.err, done.err


def one_line(err: str) -> bool:
    """One line of ours, and no traceback."""
    return err.startswith("coverline: ") and err.count("\n") == 1 and "Traceback" not in err


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def ends(process: subprocess.Popen[str], seconds: float = 20) -> Done:
    """The process, once it ended by itself."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Done(process.returncode, out, err)
