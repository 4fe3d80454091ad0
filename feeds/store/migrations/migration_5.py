"""Migration 5, frozen: what polling teaches of a feed's dates."""

FIFTH = """
ALTER TABLE entries ADD COLUMN channel_raw TEXT NOT NULL DEFAULT '';

CREATE TABLE feed_profiles (
    feed_id TEXT NOT NULL,
    dated INTEGER NOT NULL,
    delays TEXT NOT NULL,
    ages TEXT NOT NULL,
    floors TEXT NOT NULL,
    channels TEXT NOT NULL,
    told INTEGER NOT NULL,
    ahead INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    PRIMARY KEY (feed_id),
    FOREIGN KEY(feed_id) REFERENCES feeds (id)
);
"""
