"""Who asks, and whom to write to."""

from __future__ import annotations

import pytest

from feeds.errors import ConfigError
from feeds.settings import Settings, load
from feeds.wire.agent import agent


@pytest.mark.parametrize(
    ("name", "contact", "said"),
    [
        ("Tool/1 (+https://tool.example)", "", "Tool/1 (+https://tool.example)"),
        ("Tool/1 (+https://t.example)", "a@b.example", "Tool/1 (+https://t.example; a@b.example)"),
        ("Tool/1", "https://desk.example/bot", "Tool/1 (https://desk.example/bot)"),
    ],
)
def test_a_contact_joins_the_comment(name: str, contact: str, said: str) -> None:
    assert agent(name, contact) == said


@pytest.mark.parametrize(
    "contact",
    ["a@b.example\r\nX-Evil: 1", "call me", "a@b", "javascript:1", "a@b.example)(", "é@b.de"],
)
def test_a_contact_that_is_none_is_refused(contact: str) -> None:
    with pytest.raises(ConfigError, match="an e-mail or web address"):
        load({"contact": contact}, {})


@pytest.mark.parametrize("name", ["Tool\r\nX-Evil: 1", "Tool\n", "Tøøl", "\0"])
def test_a_user_agent_ends_no_header(name: str) -> None:
    with pytest.raises(ConfigError, match="plain letters"):
        load({"user_agent": name}, {})


@pytest.mark.parametrize("contact", ["desk@ngo.example", "https://desk.example/who?lang=ar"])
def test_a_contact_is_taken(contact: str) -> None:
    assert load({"contact": contact}, {}) == Settings(contact=contact)


def test_a_wrong_proxy_is_refused_without_its_password() -> None:
    with pytest.raises(ConfigError, match="SOCKS") as caught:
        load({"proxy": "socks5://me:s3cret@proxy.example:1080"}, {})
    assert "s3cret" not in str(caught.value)
