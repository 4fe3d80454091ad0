"""Who a text names as its source, by words of citing that stand at a name."""

from feeds.citing.finding import Citation, Citer, citations
from feeds.citing.sentences import sentence

__all__ = ["Citation", "Citer", "citations", "sentence"]
