"""Migration 17, frozen: the packed events on the subject apart from the others."""

SEVENTEENTH = """
DROP TABLE told_hours;
CREATE TABLE told_hours (
    hour_at BIGINT NOT NULL,
    topical INTEGER NOT NULL,
    last_at BIGINT NOT NULL,
    event_ids TEXT NOT NULL,
    packed {bytes} NOT NULL,
    story_ids TEXT NOT NULL,
    PRIMARY KEY (hour_at, topical)
);
CREATE INDEX ix_told_hours_last_at ON told_hours (topical, last_at, hour_at);
"""
