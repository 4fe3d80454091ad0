"""A tiny model2vec folder, made when it is asked for: one vector a word."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

WORDS = (
    "[UNK] strike over pay dockworkers northern harbour flood floods valley lake rain law passes"
    " parliament votes storm roofs orsa fishing mirel water under in the of a and"
)


def own_model(folder: Path, size: int = 16, aside: float = 0.0) -> Path:
    """The folder of a model that knows a few words; the same vectors whenever it is made. All of
    them lie `aside` from the middle of the space, in every number."""
    model2vec = pytest.importorskip("model2vec", reason="the extra `vectors` is not installed")
    tokenizers = pytest.importorskip("tokenizers")
    vocabulary = {word: number for number, word in enumerate(WORDS.split())}
    words = tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(words)
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    vectors = np.random.default_rng(7).normal(size=(len(vocabulary), size)).astype(np.float32)
    vectors += np.float32(aside)
    path = folder / f"own-{size}"
    model2vec.StaticModel(vectors, tokenizer).save_pretrained(path)
    return path
