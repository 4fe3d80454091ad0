"""Data out: everything a person sees."""
