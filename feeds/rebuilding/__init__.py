"""Events, topics, reprints and threads made anew from the stories, with today's rules.

    ahead (what other processes work out first) |
    shadow (the same placing, in a store of its own) | comparing (what is different) |
    run (one transaction with all of it, and the report)

Until that transaction the real store is only read: stopping a rebuild loses nothing.
"""

from feeds.rebuilding.arriving import EVER
from feeds.rebuilding.comparing import Report
from feeds.rebuilding.run import rebuild

__all__ = ["EVER", "Report", "rebuild"]
