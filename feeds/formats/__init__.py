"""The kinds of document below `parse`: encodings, what a body is, entries of each format."""
