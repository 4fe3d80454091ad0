"""Migration 6, frozen: names, threads, found topics, and where merged events went."""

SIXTH = """
ALTER TABLE events ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN names TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN terms TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN thread_id TEXT NOT NULL DEFAULT '';
CREATE INDEX ix_events_thread_id ON events (thread_id);

CREATE TABLE event_aliases (
    old_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    PRIMARY KEY (old_id)
);
CREATE INDEX ix_event_aliases_event_id ON event_aliases (event_id);

CREATE TABLE event_links (
    from_event_id TEXT NOT NULL,
    to_event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    evidence TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (from_event_id, to_event_id, kind),
    FOREIGN KEY(from_event_id) REFERENCES events (id),
    FOREIGN KEY(to_event_id) REFERENCES events (id)
);
CREATE INDEX ix_event_links_to_event_id ON event_links (to_event_id);

CREATE TABLE story_names (
    story_id TEXT NOT NULL,
    place TEXT NOT NULL,
    start INTEGER NOT NULL,
    name_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    surface TEXT NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (story_id, place, start, name_id),
    FOREIGN KEY(story_id) REFERENCES stories (id)
);
CREATE INDEX ix_story_names_name_id ON story_names (name_id, story_id);

CREATE TABLE found_topics (
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    terms TEXT NOT NULL,
    born_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    ended_at BIGINT,
    merged_into TEXT NOT NULL,
    events INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE found_topic_events (
    event_id TEXT NOT NULL,
    topic_id TEXT NOT NULL,
    PRIMARY KEY (event_id, topic_id),
    FOREIGN KEY(topic_id) REFERENCES found_topics (id)
);
CREATE INDEX ix_found_topic_events_topic_id ON found_topic_events (topic_id);
"""
