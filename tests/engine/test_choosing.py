"""Which engine a user's words name."""

from __future__ import annotations

import pytest

from feeds.engine import engine_for, refuse_unknown
from feeds.engine.choosing import SMALL
from feeds.engine.pool import Pool
from feeds.errors import EngineError


def test_little_work_is_done_here() -> None:
    with engine_for("", 10) as engine:
        assert engine.name == "this process"


def test_much_work_goes_to_a_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feeds.engine.choosing.usable_cores", lambda: 2)
    with engine_for("", SMALL) as engine:
        assert isinstance(engine, Pool)


@pytest.mark.parametrize(
    "wish", ["spark", "local", "local:", "local:0", "local:-1", "host", "host:0", "host:70000"]
)
def test_other_words_are_told_what_to_write(wish: str) -> None:
    with pytest.raises(EngineError, match="local:N"), engine_for(wish, 10):
        pass
    with pytest.raises(EngineError, match="local:N"):
        refuse_unknown(wish)


@pytest.mark.parametrize("wish", ["", "pool:2", "local:4", "host:8786", "tcp://10.0.0.7:8786"])
def test_words_that_name_an_engine_start_none_when_they_are_looked_at(wish: str) -> None:
    refuse_unknown(wish)
