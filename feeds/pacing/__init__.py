"""How often a feed is worth asking: what it asks for, its rhythm, and hosts that said: not now."""
