"""A hostile server on loopback and the 25 questions that the real poller must answer."""
