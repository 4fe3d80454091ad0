"""A store copied whole into an empty one, of the same kind or of the other."""
