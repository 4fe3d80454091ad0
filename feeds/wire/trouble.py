"""What can go wrong on the way to a feed, in words for whoever reads the ledger."""

from __future__ import annotations

import socket
import ssl

import aiohttp

from feeds.model import Outcome
from feeds.wire.inflate import BadBody


class PrivateAddress(OSError):
    """The address about to be dialled is private, and settings do not allow that."""


class Trouble(Exception):
    """A request that brought no answer to judge: its outcome, and why in plain words."""

    def __init__(self, outcome: Outcome, words: str) -> None:
        super().__init__(words)
        self.outcome: Outcome = outcome
        self.words = words


def trouble_of(error: Exception, host: str, timeout: float, proxy: str = "") -> Trouble:
    """Any error of a request to a host, through a proxy where one is named, as a Trouble."""
    cause = getattr(error, "os_error", error)
    if isinstance(cause, PrivateAddress):
        return Trouble("refused", f"{host} is at a private address, which is not dialled")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return Trouble("failed", _proxy_words(error.status, error.message, proxy))
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return Trouble("failed", f"no connection to the proxy {proxy} ({_detail(cause)})")
    if isinstance(error, aiohttp.InvalidURL):  # such as 2130706433, which some take for 127.0.0.1
        return Trouble("refused", f"{host} is no proper name or address, and is not dialled")
    if isinstance(error, BadBody):
        return Trouble("failed", f"{host}: {error}")
    if isinstance(cause, TimeoutError):
        return Trouble("timed-out", f"no whole answer from {host} within {timeout:g} s")
    return Trouble("failed", _words(error, cause, host))


def _words(error: Exception, cause: Exception, host: str) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError) or isinstance(cause, socket.gaierror):
        return _dns(cause, host)
    if isinstance(cause, ConnectionRefusedError):
        return f"connection refused by {host}"
    if isinstance(cause, ssl.SSLError) or isinstance(error, aiohttp.ClientSSLError):
        return f"TLS: no trusted connection to {host} ({_detail(cause)})"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return f"{host} closed the connection without an answer"
    if isinstance(error, aiohttp.ClientPayloadError):
        return f"{host} broke off in mid-body: the answer is cut short"
    if isinstance(error, aiohttp.ClientResponseError):
        return f"{host} does not speak HTTP ({error.message.partition(chr(10))[0].rstrip(':')})"
    if isinstance(error, OSError):
        return f"no connection to {host} ({_detail(cause)})"
    return f"request to {host} failed ({type(error).__name__}: {error})"


def _proxy_words(status: int, reason: str, proxy: str) -> str:
    if status == 407:
        return f"the proxy {proxy} asks for a user name and a password (HTTP 407)"
    return f"the proxy {proxy} did not connect (HTTP {status} {reason})"


def _dns(cause: Exception, host: str) -> str:
    if getattr(cause, "errno", None) == socket.EAI_AGAIN:
        return f"DNS: no answer for {host} (is the network up?)"
    return f"DNS: no such host {host}"


def _detail(cause: Exception) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return cause.verify_message
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
