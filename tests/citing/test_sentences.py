"""The sentence that is shown as evidence."""

from __future__ import annotations

import pytest

from feeds.citing import sentence
from tests.citing.test_finding import rows


@pytest.mark.parametrize("row", rows("sentences.tsv"), ids=lambda row: row["text"][:40])
def test_the_sentence_round_a_word(row: dict[str, str]) -> None:
    at = row["text"].index(row["word"])
    start, end = sentence(row["text"], at, at + len(row["word"]))
    assert row["text"][start:end] == row["sentence"]
