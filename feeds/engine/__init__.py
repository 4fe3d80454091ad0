"""Who does heavy work: this process, a pool of processes, or a Dask cluster.

parts (the work cut up, pure) | kinds (what every engine can do) |
alone, pool, cluster (the three there are) | choosing (the one that a user names)

Functions that are handed over take data and give data: they know no store, so the result hangs
neither on the engine nor on how many workers it has.
"""

from feeds.engine.choosing import engine_for, refuse_unknown
from feeds.engine.kinds import Engine
from feeds.engine.parts import parts

__all__ = ["Engine", "engine_for", "parts", "refuse_unknown"]
