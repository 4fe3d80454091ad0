"""Migration 15, frozen: who changed what by hand."""

FIFTEENTH = """
CREATE TABLE audit (
    id {serial},
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    deed TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
);
CREATE INDEX ix_audit_at ON audit (at);
"""
