"""Several server processes: what gunicorn is told, and what is said where it is not there."""

from __future__ import annotations

import sys

import pytest

from dashboard import workers
from feeds.errors import ConfigError
from feeds.settings import Settings


def test_a_stop_leaves_requests_less_than_ten_seconds() -> None:
    told = workers.options(Settings(host="::1", port=8060, workers=3))
    assert (told["bind"], told["workers"]) == ("[::1]:8060", 3)
    assert told["graceful_timeout"] < 10
    assert told["control_socket_disable"]


def test_without_gunicorn_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gunicorn.app.base", None)
    with pytest.raises(ConfigError, match=r"coverline\[serve\]"):
        workers.serve(Settings(workers=2))
