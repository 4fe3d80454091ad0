"""What a store holds of stories, ready to be placed: their first words, their vectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from feeds.cluster.models import BUNDLED, VECTORS, chosen, encoder
from feeds.cluster.vectors import Vectors, pack, unpack
from feeds.identity.form import form_of
from feeds.model import Story, StoryVersion
from feeds.store.protocol import Store


def held_by(store: Store) -> str:
    """The model whose vectors a store holds, "" where it holds none."""
    return store.meta(VECTORS) or (BUNDLED if store.counts()["events"] else "")


def model_for(store: Store, wanted: str) -> str:
    """The model of sentence vectors to use; StoreError where the store's are by another one."""
    return chosen(wanted, held_by(store))


class Headlines:
    """Vectors of headlines by one model: those that a store keeps, else new ones."""

    def __init__(
        self, store: Store, model: str, made: Mapping[str, bytes] = MappingProxyType({})
    ) -> None:
        """`made` are further ones, by story, that may come and go."""
        self.model, self._store, self._encode = model, store, encoder(model)
        self._made = made

    def packed(self, stories: Sequence[Story]) -> dict[str, bytes]:
        """By story, as they are stored."""
        kept = self._store.vectors([story.id for story in stories])
        ahead = self._made
        kept |= {s.id: ahead[s.id] for s in stories if s.id in ahead and s.id not in kept}
        lost = [story for story in stories if story.id not in kept]
        made = self._encode([story.title for story in lost]) if lost else ()
        return kept | {s.id: pack(vector) for s, vector in zip(lost, made, strict=True)}

    def vectors(self, stories: Sequence[Story]) -> Vectors:
        """Ready to be compared, (n, size) in the order of the stories."""
        packed = self.packed(stories)
        return np.stack([unpack(packed[story.id]) for story in stories])


def as_told(store: Store, stories: Iterable[Story]) -> list[Story]:
    """Stored stories with the words in which they first came, whatever was edited since: so it
    changes nothing when they are placed, and whether for the first time."""
    told = list(stories)
    edited = [story.id for story in told if story.version > 1]
    first = store.first_versions(edited) if edited else {}
    return [_told(story, first[story.id]) if story.id in first else story for story in told]


def _told(story: Story, first: StoryVersion) -> Story:
    form = form_of(first.title, story.url, story.language)
    return replace(story, title=first.title, summary=first.summary, form=form)


def as_stored(store: Store, placed: Sequence[Story]) -> list[Story]:
    """Placed stories with the words that they have by now."""
    held = store.stories([story.id for story in placed if story.version > 1])
    return [
        replace(story, title=now.title, summary=now.summary, form=now.form)
        if (now := held.get(story.id))
        else story
        for story in placed
    ]
