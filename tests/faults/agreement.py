"""What must hold of a store whenever its writer was killed: file, ledger, entries and states."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.faults.press import Press

DOUBLED = "SELECT feed_id, key, version FROM entries GROUP BY 1, 2, 3 HAVING count(*) > 1"
GAPS = """SELECT feed_id, key, count(*), max(version) FROM entries
GROUP BY 1, 2 HAVING count(*) <> max(version) OR min(version) <> 1"""
MISCOUNTED = """SELECT p.id, p.feed_id, p.entries_new, p.entries_edited FROM polls p
LEFT JOIN entries e ON e.poll_id = p.id GROUP BY p.id
HAVING p.entries_new <> count(CASE WHEN e.version = 1 THEN 1 END)
OR p.entries_edited <> count(CASE WHEN e.version > 1 THEN 1 END)"""
ORPHANED = "SELECT id, poll_id FROM entries WHERE poll_id NOT IN (SELECT id FROM polls)"
BEHIND = """SELECT p.feed_id, p.started_at, s.last_poll_at FROM polls p
LEFT JOIN feed_states s ON s.feed_id = p.feed_id
WHERE p.id IN (SELECT max(id) FROM polls GROUP BY feed_id)
AND (s.last_poll_at IS NOT p.started_at OR s.next_due_at IS NOT p.next_due_at
OR s.body_hash IS NOT p.body_hash)"""
AHEAD = "SELECT feed_id FROM feed_states WHERE feed_id NOT IN (SELECT feed_id FROM polls)"
RULES = {
    "an entry version is stored twice": DOUBLED,
    "versions of an entry have a gap": GAPS,
    "the ledger and the entries of a poll disagree": MISCOUNTED,
    "an entry has no poll": ORPHANED,
    "a feed's state is not that of its last poll": BEHIND,
    "a feed has a state, but no poll": AHEAD,
}
STORIES = """SELECT e.feed_id, e.key FROM entries e
LEFT JOIN stories s ON s.feed_id = e.feed_id AND s.link = e.link
GROUP BY 1, 2 HAVING count(DISTINCT s.id) <> 1"""


def disagreements(path: Path, press: Press) -> Iterator[str]:
    """What is wrong in the store as a kill left it, in words; nothing where all is well."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        checked = conn.execute("PRAGMA integrity_check").fetchall()
        if checked != [("ok",)]:
            yield f"integrity_check says {checked[:3]}"
        for words, query in RULES.items():
            if found := conn.execute(query).fetchall():
                yield f"{words}: {found[:3]}"
        yield from _unkept(conn, press)


def unfinished(path: Path, press: Press) -> Iterator[str]:
    """What is still missing once a whole pass ended well, in words."""
    stored = _stored(path)
    for name in press.names:
        missing = set(press.window(name)) - stored
        if missing:
            yield f"{name} shows what is not stored: {sorted(missing)[:3]}"
    with closing(sqlite3.connect(path)) as conn:
        if found := conn.execute(STORIES).fetchall():
            yield f"an entry has no story, or two: {found[:3]}"


def progress(path: Path) -> tuple[int, int]:
    """(polls that are stored, entries that no story was made of yet)."""
    cursor = "coalesce((SELECT value FROM meta WHERE key = 'cursor'), 0) + 0"
    with closing(sqlite3.connect(path)) as conn:
        polls = conn.execute("SELECT count(*) FROM polls").fetchone()[0]
        query = f"SELECT count(*) FROM entries WHERE id > {cursor}"
        return polls, conn.execute(query).fetchone()[0]


def lost(path: Path, press: Press) -> Iterator[str]:
    """Items that were shown to two requests one after the other and never came into the store."""
    stored = {guid for guid, _ in _stored(path)}
    for documents in press.shown.values():
        seen: set[str] = set()
        for _, items in documents:
            guids = {guid for guid, _ in items}
            yield from sorted((guids & seen) - stored)
            seen = guids


def _stored(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as conn:
        return set(conn.execute("SELECT key, title FROM entries"))


def _unkept(conn: sqlite3.Connection, press: Press) -> Iterator[str]:
    """Polls whose document showed what is not stored: each poll keeps all that it saw."""
    stored = set(conn.execute("SELECT key, title FROM entries"))
    documents = {digest: items for shown in press.shown.values() for digest, items in shown}
    for poll, digest in conn.execute("SELECT id, body_hash FROM polls WHERE body_hash <> ''"):
        if missing := set(documents[digest]) - stored:
            yield f"poll {poll} does not hold what it was shown: {sorted(missing)[:3]}"
