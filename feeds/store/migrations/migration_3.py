"""Migration 3, frozen: what a reader's own list said of a feed, to be handed on again."""

THIRD = """
ALTER TABLE feeds ADD COLUMN page TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN title TEXT NOT NULL DEFAULT '';
"""
