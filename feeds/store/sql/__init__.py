"""The store on SQLAlchemy Core; what differs between databases is in sqlite.py, postgres.py."""

from feeds.store.sql.store import SqlStore

__all__ = ["SqlStore"]
