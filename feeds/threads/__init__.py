"""Events linked by evidence into threads: what follows, reacts to, denies or cites what."""
