"""Migration 12, frozen: what analysts note on stories."""

TWELFTH = """
CREATE TABLE remarks (
    id {serial},
    story_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX ix_remarks_story_id ON remarks (story_id);
"""
