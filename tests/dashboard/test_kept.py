"""What was made is kept, once however many ask."""

from functools import partial
from threading import Barrier, Thread

import pytest

from dashboard.kept import Kept


def noted(made: list[str], key: str) -> str:
    made.append(key)
    return key.upper()


def test_what_was_asked_before_is_not_made_again() -> None:
    made: list[str] = []
    kept = Kept(2)
    assert [kept.get(partial(noted, made, key), key) for key in "abab"] == [*"ABAB"]
    assert made == ["a", "b"]


def test_what_was_not_asked_for_longest_goes_first() -> None:
    made: list[str] = []
    kept = Kept(2)
    for key in "abacab":
        kept.get(partial(noted, made, key), key)
    assert made == ["a", "b", "c", "b"]


def test_readers_who_ask_at_once_wait_for_one_making() -> None:
    made: list[int] = []
    kept, asking, told = Kept(2), Barrier(5), []

    def make() -> int:
        asking.wait(timeout=5)  # until the others have asked
        made.append(1)
        return len(made)

    def ask(first: bool) -> None:
        if not first:
            asking.wait(timeout=5)
        told.append(kept.get(make, "view"))

    readers = [Thread(target=ask, args=(number == 0,)) for number in range(5)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(timeout=5)
    assert (made, told) == ([1], [1] * 5)


def test_a_failure_is_told_and_not_kept() -> None:
    kept = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get(lambda: 1 // 0, "a")
    assert kept.get(lambda: 1, "a") == 1
