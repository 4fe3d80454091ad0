"""Polling the feeds of a pass: whose turn it is, documents parsed in parallel, one writer."""
