"""Numbers for what stories tell, given out again when nobody tells it any longer."""

from __future__ import annotations

from collections.abc import Iterable


class Vocabulary:
    """Numbers from `first` on, by key."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._numbers: dict[str, int] = {}
        self._keys: list[str] = []
        self._free: list[int] = []

    @property
    def end(self) -> int:
        """One more than the highest number that was ever given out."""
        return self._first + len(self._keys)

    def known(self, keys: Iterable[str], unknown: int) -> list[int]:
        """The numbers of keys; `unknown` for one that nobody tells."""
        number = self._numbers.get
        return [number(key, unknown) for key in keys]

    def numbered(self, keys: Iterable[str]) -> list[int]:
        """The numbers of keys, new ones for those without."""
        number = self._numbers.get
        return [number(key) or self._new(key) for key in keys]

    def forget(self, numbers: Iterable[int]) -> None:
        """Give up the keys of these numbers."""
        for number in numbers:
            del self._numbers[self._keys[number - self._first]]
            self._free.append(number)

    def _new(self, key: str) -> int:
        if self._free:
            number = self._free.pop()
            self._keys[number - self._first] = key
        else:
            number = self.end
            self._keys.append(key)
        self._numbers[key] = number
        return number
