"""Why a date, a story, an event or a feed stands as it does, told as a person would tell it.

    finding (which one is meant) | story, event, feed (what is known of it) | told (sections)

The command line prints the sections, the dashboard's panel shows them, scripts take the facts.
"""
