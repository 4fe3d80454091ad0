"""History from before the first poll: archives, WordPress pages, sitemaps, captures, a CSV.

Each source is a walk: a pure record of how far it has come, which names the next address and
takes its answer. `run` is the shell that asks, waits, stores every step and can be cut off.
"""
