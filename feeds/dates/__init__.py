"""When was a story published, and how is that known: readers in order, one gate, one choice.

    raw string | standard, or tidy | readers (iso, rfc822, numeric, words, library) | gate | resolve

A reader takes a tidied string and the feed's context and gives a reading or nothing; it never
looks at a clock. A new reader is a module with `read` and a line in `reading.READERS`; a new
language is a table in `tongues`. `mentions` finds the times that a text itself speaks of.
"""

from feeds.dates.choosing import point
from feeds.dates.context import Context, context_of
from feeds.dates.dater import Dater
from feeds.dates.reading import Attempt, read_date
from feeds.dates.resolve import resolve

__all__ = ["Attempt", "Context", "Dater", "context_of", "point", "read_date", "resolve"]
