"""Which story is it: one article of one outlet, whatever address or feed shows it."""

from feeds.identity.form import form_of, text_scope_of
from feeds.identity.reprints import ReprintIndex
from feeds.identity.story import Identified, known, story_id, story_ids, to_story
from feeds.identity.urls import canonical

__all__ = [
    "Identified",
    "ReprintIndex",
    "canonical",
    "form_of",
    "known",
    "story_id",
    "story_ids",
    "text_scope_of",
    "to_story",
]
