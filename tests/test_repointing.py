"""A text's origin that comes in after its copies takes them over, and is what counts once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_derive import DAY, HOUR, NOW, STRIKE, Paper

BOUND = (NOW - 2 * DAY, NOW + 2 * DAY)


def copies(paper: Paper) -> dict[str, str]:
    """Whose story each outlet's copies, by outlet."""
    outlets = {story.id: story.outlet_id for story in paper.stories()}
    return {s.outlet_id: outlets.get(s.copy_of, "") for s in paper.stories()}


def counted(paper: Paper, way: str) -> dict[str, int]:
    """Stories by outlet, counted for reach or for reporting."""
    hours = paper.store.rollup(*BOUND, "published")
    every = hours[hours["topic_id"] == ""]
    return {str(name): int(n) for name, n in every.groupby("outlet_id")[way].sum().items()}


def two_copies(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, NOW - HOUR)
    paper.lists("buoy", STRIKE, NOW + HOUR, NOW)


def the_origin(paper: Paper) -> None:
    paper.lists("mast", STRIKE, NOW + 5 * HOUR, NOW - 3 * HOUR)


@pytest.mark.parametrize("between", [True, False], ids=["in two passes", "in one batch"])
def test_a_late_origin_takes_over_its_copies(tmp_path: Path, between: bool) -> None:
    paper = Paper(tmp_path)
    two_copies(paper)
    if between:
        paper.derive()
        assert copies(paper) == {"tide": "", "buoy": "tide"}
        assert counted(paper, "reporting") == {"tide": 1, "buoy": 0}
    the_origin(paper)
    paper.derive()
    assert copies(paper) == {"mast": "", "tide": "mast", "buoy": "mast"}
    assert counted(paper, "reporting") == {"mast": 1, "tide": 0, "buoy": 0}
    assert counted(paper, "reach") == {"mast": 1, "tide": 1, "buoy": 1}
    assert len(set(paper.events().values())) == 1
    paper.store.close()


def test_it_comes_to_the_same_without_a_restart(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    two_copies(paper)
    paper.deriver.run()
    the_origin(paper)
    paper.deriver.run()
    paper.lists("wire", STRIKE, NOW + 6 * HOUR, NOW - 4 * HOUR)
    paper.deriver.run()
    assert copies(paper) == {"wire": "", "mast": "wire", "tide": "wire", "buoy": "wire"}
    paper.store.close()


def test_a_late_origin_that_was_not_surely_first_is_a_copy_itself(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    two_copies(paper)
    paper.derive()
    paper.lists("mast", STRIKE, NOW + 5 * HOUR, NOW.date().isoformat())
    paper.derive()
    assert copies(paper) == {"tide": "", "buoy": "tide", "mast": "tide"}
    paper.store.close()
