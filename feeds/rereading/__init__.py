"""Dates of all stories read anew from what feeds said, with today's rules.

    histories (what each outlet's feeds said, in order of arrival) |
    reading (dated anew, by any process anywhere) | pools (what feeds borrow from one another) |
    run (what differs is written)

An outlet's feeds are read together: the clock and the delays of a feed are learnt from all that
it said before, and a story is dated by every feed of its outlet.
"""

from feeds.rereading.run import Reread, reread

__all__ = ["Reread", "reread"]
