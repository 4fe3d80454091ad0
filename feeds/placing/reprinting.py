"""The language of stories and what they reprint, in order of arrival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.corrections import Rulings
from feeds.identity.reprints import Copy, ReprintIndex
from feeds.model import Story
from feeds.placing.places import Places
from feeds.saying import NOTHING, Heard
from feeds.store.protocol import Store
from feeds.text import detect_language


class Reader:
    """Tells the language of stories, and which are reprints of which."""

    def __init__(self, store: Store, places: Places, spoken: bool, heard: Heard = NOTHING) -> None:
        """`spoken` where the languages of all stories are known already; `heard` is what was
        worked out of them ahead."""
        self._store, self._places, self._spoken, self._heard = store, places, spoken, heard
        self.recent = ReprintIndex()  # the texts of the last 72 hours

    def forget(self, rulings: Rulings) -> None:
        """Begin the last 72 hours anew."""
        self.recent = ReprintIndex(rulings.origins)

    def read(
        self, stories: Sequence[Story], reprints: ReprintIndex, rulings: Rulings
    ) -> tuple[list[Story], tuple[Story, ...]]:
        """The stories in their order, with their language and what they reprint; and the stored
        ones that one of them turned out to be the origin of."""
        found: dict[str, Story] = {}
        moved: dict[str, Copy] = {}
        for story in stories:
            spoken = replace(story, language=self._language(story))
            said = self._heard.get(story.id)
            copied = reprints.add(rulings.reprint(spoken), said and said.text)
            found[story.id] = copied.copy.on(spoken)
            for copy in copied.moved:
                if copy.story_id in found:
                    found[copy.story_id] = copy.on(found[copy.story_id])
                else:
                    moved[copy.story_id] = copy
        self.recent.learn(moved.values())
        held = self._store.stories(moved)
        return list(found.values()), tuple(moved[key].on(held[key]) for key in sorted(held))

    def _language(self, story: Story) -> str:
        outlet, feed = self._places.of(story.feed_id)
        if self._spoken:
            return story.language
        if feed.language and "/" not in feed.language:
            return story.language
        hints = [story.language] if story.language else list(outlet.languages)
        return detect_language(f"{story.title}. {story.summary}", hints)
