"""What was watched: the spans of time that polls vouch for, feed by feed."""
