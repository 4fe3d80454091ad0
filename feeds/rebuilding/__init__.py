"""Events, topics, reprints and threads made anew from the stories, with today's rules.

    shadow (the same placing, in a store of its own) | comparing (what is different) |
    run (one transaction with all of it, and the report)

Until that transaction the real store is only read: stopping a rebuild loses nothing.
"""

from feeds.rebuilding.comparing import Report
from feeds.rebuilding.run import rebuild
from feeds.rebuilding.shadow import EVER

__all__ = ["EVER", "Report", "rebuild"]
