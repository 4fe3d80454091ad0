"""A dask.distributed cluster: an existing scheduler, or one with workers of its own here."""

from __future__ import annotations

import logging
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from feeds.engine.kinds import P, R
from feeds.engine.ordered import in_order
from feeds.engine.pool import give_way
from feeds.errors import EngineError

TRIES = 3  # of one part whose worker ended
PATIENCE = 60.0  # seconds to wait for a scheduler, and for its first worker
MUST_AGREE = ("python", "dask", "distributed", "msgpack", "cloudpickle")
INSTALL = 'Install it here and on every worker: pip install "coverline[engine]"'


class Cluster:
    """Parts are tasks of a cluster; its scheduler gives those of a lost worker to another."""

    elsewhere = True

    def __init__(self, client: Any, owned: Any = None) -> None:
        """`client` is of dask.distributed; `owned` a cluster that is to end with it."""
        self._client, self._owned = client, owned
        self._where = "this machine" if owned else client.scheduler.address
        self.workers = max(len(client.scheduler_info(n_workers=-1)["workers"]), 1)

    @property
    def name(self) -> str:
        """What it is, in words for its user."""
        many = "worker" if self.workers == 1 else "workers"
        return f"Dask with {self.workers} {many} at {self._where}"

    def map(self, work: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """See `Engine.map`."""

        def send(part: P) -> Callable[[], R]:
            with warnings.catch_warnings():
                # Parts are large by nature. Spread out beforehand they would be lost with a worker.
                warnings.filterwarnings("ignore", "Sending large graph")
                # Not pure: two parts that are alike are still two.
                sent = self._client.submit(work, part, pure=False, retries=TRIES)
            return lambda: _result(sent)

        return in_order(parts, send, self.workers)

    def close(self) -> None:
        """Leave the cluster; one of our own ends."""
        self._client.close()
        if self._owned is not None:
            self._owned.close()


def joined(address: str) -> Cluster:
    """A cluster by its scheduler's host and port; EngineError where it cannot be used."""
    distributed = _distributed()
    try:
        client = distributed.Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise EngineError(
            f"No Dask scheduler answers at {address}.",
            "Start it with `dask scheduler`, or leave --engine out.",
        ) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        check(client.get_versions())
    except TimeoutError as error:
        client.close()
        raise EngineError(
            f"The Dask scheduler at {address} has no worker.",
            f"Start one where Coverline is installed: dask worker {address}",
        ) from error
    except EngineError:
        client.close()
        raise
    return Cluster(client)


def started(workers: int) -> Cluster:
    """A cluster of some workers on this machine, ended with the engine."""
    distributed = _distributed()
    # Its dashboard would listen on a port that nobody asked for.
    cluster = distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address=None,
        silence_logs=logging.ERROR,
    )
    client = distributed.Client(cluster, set_as_default=False)
    client.wait_for_workers(workers, timeout=2 * PATIENCE)
    client.run(_heed_no_interrupt)
    client.run(give_way)
    return Cluster(client, cluster)


def _heed_no_interrupt() -> None:
    """In a worker of ours: Ctrl-C is for this program, which then lets its workers go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def check(versions: dict[str, Any]) -> None:
    """EngineError where scheduler or workers run other versions than we do: results could
    differ, or parts not be read."""
    ours = _packages(versions["client"])
    others = {"the scheduler": versions["scheduler"], **versions["workers"]}
    for where, theirs in others.items():
        found = _packages(theirs)
        for package in MUST_AGREE:
            if package in ours and found.get(package) != ours[package]:
                raise EngineError(
                    f"{where} runs {package} {found.get(package)}, this program"
                    f" {package} {ours[package]}.",
                    "Install the same versions on every machine of the cluster.",
                )


def _packages(told: dict[str, Any]) -> dict[str, str]:
    packages = {name: str(number) for name, number in told["packages"].items()}
    return packages | {"python": ".".join(packages.get("python", "").split(".")[:2])}


def _result(sent: Any) -> Any:
    from distributed.scheduler import KilledWorker

    try:
        return sent.result()
    except KilledWorker as error:
        raise EngineError(
            "Workers of the Dask cluster ended again and again over the same part of the work.",
            "Look at their logs: mostly memory has run out.",
        ) from error


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise EngineError("--engine needs the package distributed.", INSTALL) from error
    return distributed
