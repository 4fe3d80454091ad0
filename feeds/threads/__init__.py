"""Events linked by evidence into threads: what follows, reacts to, denies or cites what."""

from feeds.threads.weaving import Weaver

__all__ = ["Weaver"]
