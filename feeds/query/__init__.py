"""What a reader searches for: the grammar of a search, and words as the index keeps them."""

from feeds.query.grammar import Either, Every, Query, Words, parse
from feeds.query.words import RULES, indexed_words

__all__ = ["RULES", "Either", "Every", "Query", "Words", "indexed_words", "parse"]
