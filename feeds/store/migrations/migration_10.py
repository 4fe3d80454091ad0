"""Migration 10, frozen: counts a quarter of an hour, stories by name, and what feeds observed."""

TENTH = """
DROP TABLE rollup_days;
DROP TABLE rollup_series;

CREATE TABLE rollup_numbers (
    number BIGINT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (number),
    CONSTRAINT uq_rollup_numbers_id UNIQUE (id)
);

CREATE TABLE rollup_kinds (
    id INTEGER NOT NULL,
    topic_ids TEXT NOT NULL,
    language TEXT NOT NULL,
    form TEXT NOT NULL,
    scopes INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE rollup_hours (
    clock TEXT NOT NULL,
    hour_at BIGINT NOT NULL,
    cells {bytes} NOT NULL,
    stories {bytes} NOT NULL,
    PRIMARY KEY (clock, hour_at)
);

CREATE TABLE rollup_names (
    name_id TEXT NOT NULL,
    block INTEGER NOT NULL,
    members {bytes} NOT NULL,
    PRIMARY KEY (name_id, block)
);

CREATE TABLE rollup_spans (
    feed_id TEXT NOT NULL,
    state TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    PRIMARY KEY (feed_id, state, from_at),
    FOREIGN KEY(feed_id) REFERENCES feeds (id)
);
CREATE INDEX ix_rollup_spans_until_at ON rollup_spans (until_at);

CREATE TABLE rollup_tails (
    feed_id TEXT NOT NULL,
    last_at BIGINT,
    reached_at BIGINT NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (feed_id),
    FOREIGN KEY(feed_id) REFERENCES feeds (id)
);
"""
