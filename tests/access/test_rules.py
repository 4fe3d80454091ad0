"""Which way in the settings choose, and that there is none without one."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.access.rules import access_of
from feeds.errors import ConfigError
from feeds.settings import Settings, load
from tests.access.visitor import EDITING, kept

PROXY = {"login_header": "X-Remote-User", "trusted_proxies": "10.0.0.0/8"}


def way(**choices: Any) -> str:
    return access_of(Settings(**choices)).way


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_needs_no_login(host: str) -> None:
    assert way(host=host) == "here"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.4", "desk.example"])
def test_anywhere_else_it_does_not_start_without_a_way_in(host: str) -> None:
    with pytest.raises(ConfigError, match=r"coverline password.*--open"):
        way(host=host)


def test_each_way_in_lets_it_start_anywhere() -> None:
    assert way(host="0.0.0.0", open=True) == "open"
    assert way(host="0.0.0.0", editor_password=kept(EDITING)) == "password"
    assert way(host="0.0.0.0", **PROXY) == "proxy"


def test_a_way_in_holds_on_this_machine_too_since_a_proxy_may_stand_before_it() -> None:
    assert way(editor_password=kept(EDITING)) == "password"
    assert way(**PROXY) == "proxy"


@pytest.mark.parametrize(
    ("choices", "why"),
    [
        ({"editor_password": "plain text"}, "not the hash"),
        ({"login_header": "X-Remote-User"}, "nobody is trusted"),
        ({**PROXY, "login_header": "X Remote"}, "no header's name"),
        ({**PROXY, "trusted_proxies": "10.0.0.0/99"}, "10.0.0.0/99 is no address"),
        ({**PROXY, "reader_password": "scrypt:x"}, "one way in"),
        ({"metrics_from": "prometheus"}, "prometheus is no address"),
    ],
)
def test_what_would_not_hold_is_refused(choices: dict[str, Any], why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        way(**choices)


def test_a_password_is_never_printed() -> None:
    with pytest.raises(ConfigError) as refused:
        load({}, {"COVERLINE_EDITOR_PASSWORD": "secret", "COVERLINE_PORT": "x"})
    assert "secret" not in str(refused.value)
    with pytest.raises(ConfigError) as refused:
        way(editor_password="secret")
    assert "secret" not in str(refused.value)
