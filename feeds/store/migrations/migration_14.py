"""Migration 14, frozen: the events of each hour packed."""

FOURTEENTH = """
CREATE INDEX ix_told_events_first_at ON told_events (first_at, outlets);
CREATE TABLE told_hours (
    hour_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    event_ids TEXT NOT NULL,
    packed {bytes} NOT NULL,
    story_ids TEXT NOT NULL,
    PRIMARY KEY (hour_at)
);
CREATE INDEX ix_told_hours_last_at ON told_hours (last_at, hour_at);
"""
