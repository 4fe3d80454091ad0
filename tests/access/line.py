"""A line to a server that can be cut and mended, as when a database is restarted."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread


class Line:
    """Passes connections on to a port of this machine while it is up."""

    def __init__(self, port: int) -> None:
        self._to = port
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            self.port: int = held.getsockname()[1]
        self._listener: socket.socket | None = None
        self._open: list[socket.socket] = []

    def up(self) -> None:
        """Listen, and pass on what comes."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        Thread(target=self._listen, args=(self._listener,), daemon=True).start()

    def down(self) -> None:
        """Cut every connection and take no more."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _listen(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=_pump, args=(one, other), daemon=True).start()


def _pump(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)
