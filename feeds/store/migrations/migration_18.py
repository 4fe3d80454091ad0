"""Migration 18, frozen: the frames that stories use."""

EIGHTEENTH = """
CREATE TABLE story_frames (
    story_id TEXT NOT NULL REFERENCES stories (id),
    book TEXT NOT NULL,
    packed {bytes} NOT NULL,
    PRIMARY KEY (story_id, book)
);
"""
