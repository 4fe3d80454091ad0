"""Migration 4, frozen: what stories' own web pages said of their dates."""

FOURTH = """
CREATE TABLE pages (
    story_id TEXT NOT NULL,
    url TEXT NOT NULL,
    fetched_at BIGINT NOT NULL,
    final_url TEXT NOT NULL,
    status INTEGER,
    title TEXT NOT NULL,
    found TEXT NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (story_id)
);
"""
