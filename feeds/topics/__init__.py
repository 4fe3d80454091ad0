"""Standing topics, told by words and by likeness, and topics that recurring events make."""

from feeds.topics.loading import load_topics
from feeds.topics.matching import Matcher

__all__ = ["Matcher", "load_topics"]
