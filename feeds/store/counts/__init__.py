"""Stories counted by quarter of an hour, day, outlet, topic and name: what views are read from."""
