"""Migration 2, frozen: proxies, rhythms, alarms, and history from before the first poll."""

SECOND = """
ALTER TABLE feeds ADD COLUMN proxy TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN categories TEXT NOT NULL DEFAULT '[]';

ALTER TABLE feed_states ADD COLUMN throttled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed_states ADD COLUMN held_until_at BIGINT;
ALTER TABLE feed_states ADD COLUMN rhythm TEXT NOT NULL DEFAULT '[]';
ALTER TABLE feed_states ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE feed_states ADD COLUMN link_host TEXT NOT NULL DEFAULT '';
ALTER TABLE feed_states ADD COLUMN newest_at BIGINT;
ALTER TABLE feed_states ADD COLUMN last_new_at BIGINT;
ALTER TABLE feed_states ADD COLUMN same_since_at BIGINT;

ALTER TABLE polls ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE polls ADD COLUMN captured_at BIGINT;

ALTER TABLE entries ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN captured_at BIGINT;

CREATE TABLE backfills (
    feed_id TEXT NOT NULL,
    source TEXT NOT NULL,
    since_at BIGINT NOT NULL,
    cursor TEXT NOT NULL,
    done BOOLEAN NOT NULL,
    at BIGINT,
    note TEXT NOT NULL,
    PRIMARY KEY (feed_id, source),
    FOREIGN KEY(feed_id) REFERENCES feeds (id)
);
"""
