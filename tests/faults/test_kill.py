"""A poller killed at any moment loses nothing and doubles nothing."""

from __future__ import annotations

from pathlib import Path

from tests.faults.kill import Kills

ROUNDS, SEED = 20, 3  # seed and moment are told by a failure


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    kills = Kills(tmp_path, SEED)
    for number, when, wrong in kills.run(ROUNDS):
        assert not wrong, f"seed {SEED}, round {number}, killed {when}: {wrong}"
    assert kills.cut_polls > ROUNDS // 10, "hardly a kill hit a poll under way"
    assert kills.cut_deriving, "no kill hit the deriving of stories"
    assert kills.helped, "no poller had started others that could be left behind"
