"""Migration 11, frozen: what searching reads of stories. Their words are read when it is done."""

ELEVENTH = """
CREATE TABLE search_docs (
    doc {whole} NOT NULL,
    story_id TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    first_seen_at BIGINT NOT NULL,
    outlet_id TEXT NOT NULL,
    language TEXT NOT NULL,
    form TEXT NOT NULL,
    scopes INTEGER NOT NULL,
    date_basis TEXT NOT NULL,
    copied BOOLEAN NOT NULL,
    event_id TEXT NOT NULL,
    PRIMARY KEY (doc)
);
CREATE UNIQUE INDEX ix_search_docs_story_id ON search_docs (story_id);
CREATE INDEX ix_search_docs_first_seen_at ON search_docs (first_seen_at);
"""
