"""Migration 8, frozen: who is cited in stories, and the sentence that says so."""

EIGHTH = """
CREATE TABLE story_citations (
    story_id TEXT NOT NULL,
    place TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    marker TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    PRIMARY KEY (story_id, place, start),
    FOREIGN KEY(story_id) REFERENCES stories (id)
);
CREATE INDEX ix_story_citations_source_id ON story_citations (source_id, story_id);
"""
