"""Migration 7, frozen: counts a day and outlet, by form and by the feeds that carried a story."""

SEVENTH = """
ALTER TABLE stories ADD COLUMN scopes INTEGER NOT NULL DEFAULT 0;
DROP INDEX ix_stories_published_hour;
DROP INDEX ix_stories_seen_hour;
DROP INDEX ix_stories_published_at;
DROP INDEX ix_stories_first_seen_at;
ALTER TABLE stories DROP COLUMN published_hour;
ALTER TABLE stories DROP COLUMN seen_hour;
CREATE INDEX ix_stories_published_at ON stories
    (published_at, outlet_id, language, form, scopes, copy_of, event_id, id);
CREATE INDEX ix_stories_first_seen_at ON stories
    (first_seen_at, outlet_id, language, form, scopes, copy_of, event_id, id);
CREATE INDEX ix_events_stories ON events (stories, last_at, first_at);

DROP TABLE rollup_hours;

CREATE TABLE rollup_series (
    id INTEGER NOT NULL,
    topic_id TEXT NOT NULL,
    language TEXT NOT NULL,
    form TEXT NOT NULL,
    scopes INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE rollup_days (
    clock TEXT NOT NULL,
    day_at BIGINT NOT NULL,
    outlet_id TEXT NOT NULL,
    cells {bytes} NOT NULL,
    PRIMARY KEY (clock, day_at, outlet_id)
);

INSERT INTO meta (key, value) VALUES ('rollups', 'stale');
"""
