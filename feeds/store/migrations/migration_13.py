"""Migration 13, frozen: names that stay off every page, and saved views."""

THIRTEENTH = """
CREATE TABLE suppressed_names (
    name TEXT NOT NULL PRIMARY KEY,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE saved_views (
    name TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL
);
"""
