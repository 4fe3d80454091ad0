"""The bench of timing on one small world: what was planted is held, and nobody is named in vain."""

from __future__ import annotations

import pytest

from tests.bench.timing import LEADER, World, firsts, leads, world


@pytest.fixture(scope="module", params=[True, False], ids=["one leads", "nobody leads"])
def made(request: pytest.FixtureRequest) -> World:
    return world(1, leads=request.param)


def test_intervals_hold_the_truth(made: World) -> None:
    found = firsts(made)
    assert found["first among the candidates"] == 1.0
    assert found["named first rightly"] == 1.0
    assert found["lags within their interval"] > 0.97
    assert found["events with one named first"] > 0.2


def test_only_a_planted_leader_is_named(request: pytest.FixtureRequest, made: World) -> None:
    planted = "one leads" in request.node.name
    outlets, pairs = leads(made)
    assert outlets == ({LEADER} if planted else set())
    assert {leader for leader, _ in pairs} == ({LEADER} if planted else set())
