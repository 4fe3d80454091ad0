"""Migration 1, frozen: the tables as they first stood. Change schema.py and add a migration."""

FIRST = """
CREATE TABLE corrections (
    id {serial},
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    value TEXT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX ix_corrections_target ON corrections (target);

CREATE TABLE event_log (
    id {serial},
    event_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    other_id TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX ix_event_log_event_id ON event_log (event_id);

CREATE TABLE events (
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    label_language TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    stories INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE history (
    id {serial},
    at BIGINT NOT NULL,
    story_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX ix_history_at ON history (at);
CREATE INDEX ix_history_story_id ON history (story_id);

CREATE TABLE meta (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (key)
);

CREATE TABLE outlets (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    native_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    languages TEXT NOT NULL,
    zone TEXT NOT NULL,
    owner TEXT NOT NULL,
    alignment TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE rollup_hours (
    clock TEXT NOT NULL,
    hour_at BIGINT NOT NULL,
    outlet_id TEXT NOT NULL,
    topic_id TEXT NOT NULL,
    language TEXT NOT NULL,
    reach BIGINT NOT NULL,
    reporting BIGINT NOT NULL,
    PRIMARY KEY (clock, hour_at, outlet_id, topic_id, language)
);

CREATE TABLE feeds (
    id TEXT NOT NULL,
    outlet_id TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,
    edition TEXT NOT NULL,
    scope TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    terms TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(outlet_id) REFERENCES outlets (id)
);
CREATE INDEX ix_feeds_outlet_id ON feeds (outlet_id);

CREATE TABLE feed_states (
    feed_id TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    "window" TEXT NOT NULL,
    last_poll_at BIGINT,
    last_observed_at BIGINT,
    next_due_at BIGINT,
    failures INTEGER NOT NULL,
    retired BOOLEAN NOT NULL,
    moved_to TEXT NOT NULL,
    moved_seen INTEGER NOT NULL,
    alarm TEXT NOT NULL,
    PRIMARY KEY (feed_id),
    FOREIGN KEY(feed_id) REFERENCES feeds (id)
);

CREATE TABLE polls (
    id {serial},
    feed_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    duration_ms INTEGER NOT NULL,
    status INTEGER,
    outcome TEXT NOT NULL,
    error TEXT NOT NULL,
    bytes_received BIGINT NOT NULL,
    body_hash TEXT NOT NULL,
    entries_seen INTEGER NOT NULL,
    entries_new INTEGER NOT NULL,
    entries_edited INTEGER NOT NULL,
    entries_undated INTEGER NOT NULL,
    overlap INTEGER NOT NULL,
    overran BOOLEAN NOT NULL,
    observed_from_at BIGINT,
    redirects TEXT NOT NULL,
    next_due_at BIGINT,
    next_due_why TEXT NOT NULL,
    FOREIGN KEY(feed_id) REFERENCES feeds (id)
);
CREATE INDEX ix_polls_feed_id_started_at ON polls (feed_id, started_at);
CREATE INDEX ix_polls_started_at ON polls (started_at);

CREATE TABLE stories (
    id TEXT NOT NULL,
    outlet_id TEXT NOT NULL,
    feed_id TEXT NOT NULL,
    url TEXT NOT NULL,
    link TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    language TEXT NOT NULL,
    form TEXT NOT NULL,
    text_scope TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    earliest_at BIGINT NOT NULL,
    latest_at BIGINT NOT NULL,
    date_basis TEXT NOT NULL,
    date_precision TEXT NOT NULL,
    date_confidence TEXT NOT NULL,
    date_raw TEXT NOT NULL,
    date_reader TEXT NOT NULL,
    date_zone TEXT NOT NULL,
    date_zone_basis TEXT NOT NULL,
    date_flags TEXT NOT NULL,
    date_evidence TEXT NOT NULL,
    first_seen_at BIGINT NOT NULL,
    published_hour BIGINT NOT NULL,
    seen_hour BIGINT NOT NULL,
    version INTEGER NOT NULL,
    copy_of TEXT NOT NULL,
    copy_evidence TEXT NOT NULL,
    event_id TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(outlet_id) REFERENCES outlets (id),
    FOREIGN KEY(feed_id) REFERENCES feeds (id)
);
CREATE INDEX ix_stories_event_id ON stories (event_id, published_at);
CREATE INDEX ix_stories_first_seen_at ON stories (first_seen_at);
CREATE INDEX ix_stories_published_at ON stories (published_at);
CREATE INDEX ix_stories_published_hour ON stories (published_hour, outlet_id, language);
CREATE INDEX ix_stories_seen_hour ON stories (seen_hour, outlet_id, language);

CREATE TABLE date_ledger (
    id {serial},
    story_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    earliest_at BIGINT NOT NULL,
    latest_at BIGINT NOT NULL,
    date_basis TEXT NOT NULL,
    date_precision TEXT NOT NULL,
    date_confidence TEXT NOT NULL,
    date_raw TEXT NOT NULL,
    date_reader TEXT NOT NULL,
    date_zone TEXT NOT NULL,
    date_zone_basis TEXT NOT NULL,
    date_flags TEXT NOT NULL,
    date_evidence TEXT NOT NULL,
    before_at BIGINT,
    reason TEXT NOT NULL,
    FOREIGN KEY(story_id) REFERENCES stories (id)
);
CREATE INDEX ix_date_ledger_story_id ON date_ledger (story_id);

CREATE TABLE entries (
    id {serial},
    feed_id TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    poll_id BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    listed_after_at BIGINT,
    guid TEXT NOT NULL,
    link TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    content_chars INTEGER NOT NULL,
    author TEXT NOT NULL,
    language TEXT NOT NULL,
    published_raw TEXT NOT NULL,
    updated_raw TEXT NOT NULL,
    created_raw TEXT NOT NULL,
    categories TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    CONSTRAINT uq_entries_feed_id_key_version UNIQUE (feed_id, key, version),
    FOREIGN KEY(feed_id) REFERENCES feeds (id),
    FOREIGN KEY(poll_id) REFERENCES polls (id)
);

CREATE TABLE event_stories (
    story_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (story_id),
    FOREIGN KEY(story_id) REFERENCES stories (id),
    FOREIGN KEY(event_id) REFERENCES events (id)
);
CREATE INDEX ix_event_stories_event_id ON event_stories (event_id);

CREATE TABLE story_entries (
    story_id TEXT NOT NULL,
    feed_id TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (story_id, feed_id, key),
    FOREIGN KEY(story_id) REFERENCES stories (id),
    FOREIGN KEY(feed_id) REFERENCES feeds (id)
);
CREATE INDEX ix_story_entries_feed_id_key ON story_entries (feed_id, key);

CREATE TABLE story_vectors (
    story_id TEXT NOT NULL,
    vector {bytes} NOT NULL,
    PRIMARY KEY (story_id),
    FOREIGN KEY(story_id) REFERENCES stories (id)
);

CREATE TABLE story_versions (
    story_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    seen_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    published_raw TEXT NOT NULL,
    PRIMARY KEY (story_id, version),
    FOREIGN KEY(story_id) REFERENCES stories (id)
);

CREATE TABLE topic_stories (
    story_id TEXT NOT NULL,
    topic_id TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (story_id, topic_id),
    FOREIGN KEY(story_id) REFERENCES stories (id)
);
CREATE INDEX ix_topic_stories_topic_id ON topic_stories (topic_id, story_id);
"""
