"""Migration 9, frozen: who told of each event and when, packed by event."""

NINTH = """
CREATE TABLE told_places (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE told_sorts (
    id INTEGER NOT NULL,
    language TEXT NOT NULL,
    form TEXT NOT NULL,
    scopes INTEGER NOT NULL,
    date_basis TEXT NOT NULL,
    topics TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE told_events (
    event_id TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    seen_from_at BIGINT NOT NULL,
    seen_to_at BIGINT NOT NULL,
    stories INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    packed {bytes} NOT NULL,
    story_ids TEXT NOT NULL,
    PRIMARY KEY (event_id)
);
CREATE INDEX ix_told_events_last_at ON told_events
    (last_at, first_at, outlets, stories, event_id);
CREATE INDEX ix_told_events_seen_to_at ON told_events (seen_to_at, seen_from_at, outlets);

INSERT INTO meta (key, value) VALUES ('rollups', 'stale')
    ON CONFLICT (key) DO NOTHING;
"""
