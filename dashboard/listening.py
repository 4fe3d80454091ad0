"""The web server: it listens beside the main thread, which polls or waits to be stopped."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from getpass import getuser
from threading import Event, Thread
from typing import TYPE_CHECKING

from dashboard.forever import patiently
from feeds.errors import ConfigError
from feeds.opening import Opened, open_real
from feeds.settings import Settings

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer, MultiSocketServer

    from dashboard.app import Application

LAST_REQUESTS = 2  # seconds that requests under way have to end
SETTLES = 5.0  # seconds that what pages show stands while polls write


def serve(settings: Settings) -> None:
    """Serve the store of the settings until stopped, from when it can be reached on."""
    if settings.workers > 1:
        from dashboard.workers import serve as serve_by_workers

        return serve_by_workers(settings)
    opened = patiently(lambda: open_real(settings, create=False))
    try:
        serve_opened(opened, settings)
    finally:
        opened.store.close()


def serve_opened(opened: Opened, settings: Settings) -> None:
    """Serve a store until stopped."""
    with listening(opened, settings), suppress(KeyboardInterrupt):
        Event().wait()


def app_of(opened: Opened, settings: Settings, settles: float) -> Application:
    """The dashboard of a store; what its pages show stands for so many seconds."""
    from dashboard.access.reader import editor
    from dashboard.access.rules import access_of
    from dashboard.app import create_app
    from dashboard.tending import Tending

    access = access_of(settings, getuser())
    tending = Tending(opened, settings, editor)
    shown = opened if settings.subject else opened.whole
    shown.store.settle(settles)
    return create_app(shown.store, shown.subject, "", tending, access)


@contextmanager
def listening(opened: Opened, settings: Settings) -> Iterator[None]:
    """Serve a store while the context is open."""
    from waitress.server import create_server

    from dashboard.warming import warm

    host, port = settings.host, settings.port
    web = app_of(opened, settings, SETTLES)
    try:
        server = create_server(
            web.server,
            host=host,
            port=port,
            threads=8,
            ident=None,
            clear_untrusted_proxy_headers=False,  # the gate looks whom to trust
        )
    except (OSError, ValueError) as error:
        raise _cannot(settings, error) from error
    Thread(target=_run, args=(server,), name="web", daemon=True).start()
    shown = f"[{host}]" if ":" in host else host
    print(f"Coverline is up: http://{shown}:{port} (Ctrl-C stops it)", flush=True)
    try:
        with warm(web.desk):
            yield
    finally:
        server.task_dispatcher.shutdown(timeout=LAST_REQUESTS)
        server.close()


def _run(server: MultiSocketServer | BaseWSGIServer) -> None:
    with suppress(OSError):  # it may be waiting on the very socket that is closed
        server.run()


def check_port(settings: Settings) -> None:
    """Say so early where nobody would be asked who they are, the port is taken, or the address
    is not this machine's."""
    from dashboard.access.rules import access_of

    access_of(settings)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except (OSError, UnicodeError) as error:
            raise _cannot(settings, error) from error


def _cannot(settings: Settings, error: Exception) -> ConfigError:
    why = getattr(error, "strerror", None) or error
    return ConfigError(
        f"Cannot listen on {settings.host} port {settings.port}: {why}.",
        "Choose another with --port or --host.",
    )
