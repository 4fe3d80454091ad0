"""A Dask cluster: one of our own, one that is there already, and one that cannot be used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.engine import engine_for
from feeds.engine.cluster import Cluster, check, started
from feeds.errors import EngineError
from tests.engine import work

pytest.importorskip("distributed", reason='needs pip install "coverline[engine]"')

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = started(2)
    yield made
    made.close()


def test_results_come_in_the_order_of_the_parts(cluster: Cluster) -> None:
    assert list(cluster.map(work.squared, range(20))) == [n * n for n in range(20)]


def test_parts_that_are_alike_are_each_done(cluster: Cluster) -> None:
    assert list(cluster.map(work.squared, [3, 3])) == [9, 9]
    assert os.getpid() not in set(cluster.map(work.where, range(4)))


def test_what_the_work_raises_is_raised_here(cluster: Cluster) -> None:
    with pytest.raises(ValueError, match="not 3"):
        list(cluster.map(work.refused, [3]))


def test_a_killed_worker_costs_nothing_but_time(cluster: Cluster, tmp_path: Path) -> None:
    marks = [str(tmp_path / name) for name in "ab"]
    assert list(cluster.map(work.killed_once, marks)) == ["done"] * 2


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An existing scheduler on loopback with a worker, as an operator starts them."""
    folder = tmp_path_factory.mktemp("dask")
    address = f"127.0.0.1:{_free_port()}"
    scheduling = _dask(folder, "scheduler", "--host", f"tcp://{address}", "--no-dashboard")
    working = _dask(folder, "worker", f"tcp://{address}", "--nthreads", "1", "--no-dashboard")
    _wait_for(address)
    yield address
    for process in (working, scheduling):
        process.terminate()
        process.wait(30)


def test_an_existing_scheduler_is_joined_and_left_running(scheduler: str) -> None:
    for _ in range(2):
        with engine_for(scheduler, 1) as engine:
            assert list(engine.map(work.squared, [2, 3])) == [4, 9]
    assert scheduler in engine.name


def test_a_scheduler_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feeds.engine.cluster.PATIENCE", 1.0)
    address = f"127.0.0.1:{_free_port()}"
    with (
        pytest.raises(EngineError, match=f"No Dask scheduler answers at {address}"),
        engine_for(address, 1),
    ):
        pass


def test_another_version_of_dask_is_told() -> None:
    ours = {"python": "3.11.7.final.0", "dask": "2026.8.0", "distributed": "2026.8.0"}
    theirs = ours | {"distributed": "2025.1.0"}
    told = {"packages": ours}
    versions = {
        "client": told,
        "scheduler": told,
        "workers": {"tcp://10.0.0.5:4000": {"packages": theirs}},
    }
    with pytest.raises(EngineError, match=r"tcp://10.0.0.5:4000 runs distributed 2025.1.0"):
        check(versions)


def test_a_python_of_another_patch_will_do() -> None:
    ours = {"packages": {"python": "3.11.7.final.0"}}
    theirs = {"packages": {"python": "3.11.9.final.0"}}
    check({"client": ours, "scheduler": theirs, "workers": {}})


def _dask(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_for(address: str) -> None:
    """Until the scheduler listens; it takes seconds to start, and more on a busy machine."""
    host, _, port = address.partition(":")
    for _ in range(600):
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"no scheduler at {address}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
