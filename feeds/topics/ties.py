"""What ties events: rare marks that both use, a like meaning, nearness in time: a sparse graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from feeds.topics.sketch import NAME, STEPS, Sketch

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Pairs = tuple[Places, Places, Numbers]  # row, column, weight of each tie

COMMON = 0.02  # share of the events; a mark that more of them use ties none
PRIOR = 300  # events taken as seen before the first, so that a young store knows rare from usual
FEWEST = 40  # but one that no more than so many use always may,
MOST = 300  # and one that more use never: the pairs it makes grow with the square
NAME_WEIGHT = 1.5  # a name says more than a word
FADES = 21.0  # days apart at which a tie has lost 63 % of its weight
LEAST_MARKS = 0.03  # cosine of marks below which a pair is not looked at
LOOKED_AT = 20  # events of the likeliest marks, whose meaning is compared
MEANING = 1.0  # what a unit of cosine above UNLIKE adds
UNLIKE = 0.4
SAME_TOPIC = 1.15  # a tie between events on one standing topic weighs so much more
TIE = 0.2  # the least weight of a tie
MOST_TIES = 12  # of one event, the strongest
ROWS = 2000  # events compared at once; bounds memory


def ties(sketches: Sequence[Sketch]) -> csr_matrix:
    """Symmetric weights (n, n) between events, 0 where nothing ties them."""
    size = len(sketches)
    if not size:
        return csr_matrix((0, 0))
    marks = _weights(sketches)
    joining, about = _joining(marks).T.tocsr(), _About(sketches)
    found = [
        _strongest(about, _offset((marks[at : at + ROWS] @ joining).tocoo(), at))
        for at in range(0, size, ROWS)
    ]
    rows, columns, weights = (np.concatenate(part) for part in zip(*found, strict=True))
    graph = csr_matrix((weights, (rows, columns)), shape=(size, size))
    both = graph.maximum(graph.T).tocsr()
    both.sort_indices()
    return both


def _weights(sketches: Sequence[Sketch]) -> csr_matrix:
    """Unit rows of marks, (events, marks), the rarer a mark among the events the heavier."""
    number: dict[str, int] = {}
    columns = np.array([number.setdefault(m, len(number)) for s in sketches for m in s.marks], int)
    shares = np.sqrt([share for s in sketches for share in s.marks.values()])
    lengths = [len(s.marks) for s in sketches]
    used = np.bincount(columns, minlength=len(number))
    worth = np.array([NAME_WEIGHT if mark.startswith(NAME) else 1.0 for mark in number])
    rarity = np.log((PRIOR + len(sketches)) / np.maximum(used, 1)) * worth
    starts = np.concatenate([[0], np.cumsum(lengths)])
    shape = (len(sketches), len(number))
    found = csr_matrix((shares * rarity[columns], columns, starts), shape)
    length = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    found.data /= np.repeat(np.maximum(length, 1e-9), lengths)
    return found


def _joining(marks: csr_matrix) -> csr_matrix:
    """The weights without the marks that too many events use to tie any two."""
    used = np.bincount(marks.indices, minlength=marks.shape[1])
    usual = used > min(max(FEWEST, COMMON * marks.shape[0]), MOST)
    found = marks.copy()
    found.data = np.where(usual[found.indices], 0.0, found.data)
    found.eliminate_zeros()
    return found


def _offset(pairs: Any, start: int) -> Pairs:
    rows, columns = pairs.row.astype(np.int64) + start, pairs.col.astype(np.int64)
    kept = (pairs.data >= LEAST_MARKS) & (rows != columns)
    return rows[kept], columns[kept], pairs.data[kept]


class _About:
    """What else tells how near two events are."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        days = [[s.first_at.timestamp(), s.last_at.timestamp()] for s in sketches]
        self._days = np.array(days) / 86400
        self._topics = [s.topics for s in sketches]
        self._about_subject = np.array([bool(s.topics) for s in sketches])
        size = max(s.meaning.size for s in sketches)
        self._meaning = np.zeros((len(sketches), size), np.int16)
        for row, one in zip(self._meaning, sketches, strict=True):
            row[: one.meaning.size] = one.meaning

    def nearness(self, rows: Places, columns: Places) -> Numbers:
        """What is left of a tie over the days between two events, 1 where they overlap."""
        first, last = self._days[:, 0], self._days[:, 1]
        apart = np.maximum(first[rows] - last[columns], first[columns] - last[rows])
        left: Numbers = np.exp(-np.maximum(apart, 0) / FADES)
        return left

    def likeness(self, rows: Places, columns: Places) -> Numbers:
        """What a like meaning adds to a tie."""
        parts = np.array_split(np.arange(len(rows)), len(rows) // 50_000 + 1)
        products = [self._products(rows[part], columns[part]) for part in parts]
        cosine = np.concatenate(products) / STEPS**2
        found: Numbers = MEANING * np.maximum(cosine - UNLIKE, 0)
        return found

    def same_side(self, rows: Places, columns: Places) -> NDArray[np.bool_]:
        """Whether both events are about the subject, or neither: sport and sales ride on its
        words, and would make its topics theirs."""
        found: NDArray[np.bool_] = self._about_subject[rows] == self._about_subject[columns]
        return found

    def same_topic(self, rows: Places, columns: Places) -> NDArray[np.bool_]:
        """Whether two events share a standing topic."""
        topics = self._topics
        pairs = zip(rows.tolist(), columns.tolist(), strict=True)
        return np.array([not topics[a].isdisjoint(topics[b]) for a, b in pairs], bool)

    def _products(self, rows: Places, columns: Places) -> Numbers:
        one, other = (self._meaning[at].astype(np.float32) for at in (rows, columns))
        found: Numbers = np.einsum("ij,ij->i", one, other).astype(np.float64)
        return found


def _strongest(about: _About, pairs: Pairs) -> Pairs:
    """The strongest ties of each event among pairs with the cosine of their marks."""
    rows, columns, marks = _first(pairs, LOOKED_AT)
    weights = (marks + about.likeness(rows, columns)) * about.nearness(rows, columns)
    near = (weights * SAME_TOPIC >= TIE) & about.same_side(rows, columns)
    rows, columns, weights = rows[near], columns[near], weights[near]
    weights = weights * np.where(about.same_topic(rows, columns), SAME_TOPIC, 1.0)
    tied = weights >= TIE
    return _first((rows[tied], columns[tied], np.round(weights[tied], 6)), MOST_TIES)


def _first(pairs: Pairs, most: int) -> Pairs:
    """The heaviest pairs of each row, the lower column where two weigh the same."""
    rows, columns, weights = pairs
    order = np.lexsort((columns, -np.round(weights, 9), rows))
    place = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
    kept = order[place < most]
    return rows[kept], columns[kept], weights[kept]
