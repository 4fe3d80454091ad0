"""Migration 16, frozen: which of several pollers polls which feed and asks which host."""

SIXTEENTH = """
CREATE TABLE feed_leases (
    feed_id TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    holder TEXT NOT NULL,
    number BIGINT NOT NULL,
    until_at BIGINT NOT NULL
);
CREATE INDEX ix_feed_leases_host ON feed_leases (host);
CREATE TABLE host_leases (
    host TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);
"""
