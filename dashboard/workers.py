"""Several server processes for many readers, by gunicorn; each opens the store for itself."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from threading import Event
from typing import Any

from dashboard.forever import patiently
from dashboard.measures import SHARED
from feeds.errors import ConfigError
from feeds.opening import Opened, open_real
from feeds.settings import Settings

THREADS = 4  # requests at once in a process
SETTLES = 30.0  # seconds that what pages show stands for many readers while polls write
LONGEST, LAST_REQUESTS = 120, 5  # seconds: of one request, and that those under way have at a stop


def serve(settings: Settings) -> None:
    """Serve a store by as many processes as the settings say, until stopped."""
    application = _gunicorn()
    patiently(lambda: open_real(settings, create=False)).store.close()  # trouble is told here once
    folder, here = tempfile.mkdtemp(prefix="coverline-metrics-"), os.getpid()
    os.environ[SHARED] = folder
    try:
        application(lambda: web(settings), options(settings)).run()
    finally:
        if os.getpid() == here:  # a worker that ends comes by, too, and others still need it
            shutil.rmtree(folder, ignore_errors=True)


def web(settings: Settings) -> Any:
    """The WSGI application of one process."""
    from dashboard.listening import app_of
    from dashboard.warming import begin

    opened: Opened = patiently(lambda: open_real(settings, create=False))
    web = app_of(opened, settings, SETTLES)
    begin(web.desk, Event())
    return web.server


def options(settings: Settings) -> dict[str, Any]:
    """What gunicorn is told (pure)."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "workers": settings.workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": LONGEST,
        "graceful_timeout": LAST_REQUESTS,
        "proc_name": "coverline",
        "loglevel": "warning",
        "control_socket_disable": True,
        "post_worker_init": _told,
        "child_exit": _forgotten,
    }


def _told(worker: Any) -> None:
    """Say so when the first process answers: a browser that comes sooner would only wait."""
    for listener in worker.sockets if worker.age == 1 else ():
        print(f"Coverline is up: {listener} (Ctrl-C stops it)", flush=True)


def _forgotten(arbiter: Any, worker: Any) -> None:
    """What a process that ended told of its present state counts no longer."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _gunicorn() -> Callable[[Callable[[], Any], dict[str, Any]], Any]:
    """The class of applications that gunicorn runs; ConfigError where it is not installed."""
    try:
        from gunicorn.app.base import BaseApplication
    except ImportError as error:
        raise ConfigError(
            "Several server processes need gunicorn, which is not installed.",
            'Install it with `pip install "coverline[serve]"`, or leave workers out.',
        ) from error

    class Application(BaseApplication):  # type: ignore[misc]
        def __init__(self, make: Callable[[], Any], told: dict[str, Any]) -> None:
            self._make, self._told = make, told
            super().__init__()

        def load_config(self) -> None:
            for name, value in self._told.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return self._make()

    return Application
