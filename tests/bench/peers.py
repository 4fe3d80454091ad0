"""What others take for the same headlines: batch clustering as BERTopic does it, and TextClust."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from feeds import text
from feeds.cluster.vectors import Vectors
from feeds.model import Story

BATCH_SIZES = (2500, 5000, 10_000)
WARM = 200
ONLINE_SIZES = (500, 1000, 2000)
WITHOUT = "not installed: pip install coverline[bench]"


def batch_clustering(stories: Sequence[Story], vectors: Vectors) -> Iterator[str]:
    """Lines on HDBSCAN over sentence vectors, reduced to 5 dimensions, as BERTopic does it but
    for the reduction (PCA for UMAP), with its TF-IDF of every cluster."""
    if find_spec("sklearn") is None:
        yield f"BERTopic-like batch: {WITHOUT} (scikit-learn)"
        return
    _hdbscan(stories[:WARM], vectors[:WARM])  # loads the libraries
    for size in (size for size in BATCH_SIZES if size <= len(stories)):
        began = time.process_time()
        _hdbscan(stories[:size], vectors[:size])
        took = time.process_time() - began
        yield f"BERTopic-like batch, {size:,} stories at once: {took:.1f} s, {size / took:,.0f}/s"


def text_clust(stories: Sequence[Story]) -> Iterator[str]:
    """Lines on river's TextClust, story by story."""
    if find_spec("river") is None:
        yield f"river TextClust: {WITHOUT} (river)"
        return
    from river.cluster import TextClust

    model, began, done = TextClust(radius=0.7, real_time_fading=False, tgap=1000), 0.0, 0
    for size in (size for size in ONLINE_SIZES if size <= len(stories)):
        start = time.process_time()
        for story in stories[done:size]:
            model.learn_one(_words(story))
        some, began = time.process_time() - start, began + time.process_time() - start
        rate = (size - done) / some
        yield f"river TextClust, stories {done:,} to {size:,}: {rate:,.0f}/s, {began:.1f} s in all"
        done = size


def _words(story: Story) -> dict[str, int]:
    found: dict[str, int] = {}
    for term in text.terms(story.title, story.language):
        found[term] = found.get(term, 0) + 1
    return found


def _hdbscan(stories: Sequence[Story], vectors: Vectors) -> None:
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import PCA
    from sklearn.feature_extraction.text import TfidfVectorizer

    small = PCA(5, random_state=0).fit_transform(vectors)
    labels = HDBSCAN(min_cluster_size=3, copy=True).fit_predict(small)
    whole: dict[int, list[str]] = {}
    for story, label in zip(stories, labels.tolist(), strict=True):
        whole.setdefault(label, []).append(story.title)
    TfidfVectorizer().fit_transform([" ".join(titles) for titles in whole.values()])
