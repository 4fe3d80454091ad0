"""Which of several pollers polls which feed, and which of them may ask a host just now."""
