"""Bodies that are expanded piece by piece come out whole, however they were cut."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from feeds.wire.inflate import MEMBERS, BadBody, inflater

TEXT = b"<rss><channel><title>Ferry delayed by fog</title></channel></rss>"
TWO = gzip.compress(TEXT[:20], mtime=0) + gzip.compress(TEXT[20:], mtime=0)
BODIES = {
    "gzip": gzip.compress(TEXT, mtime=0),
    "gzip of two members": TWO,
    "gzip of two members, padded": TWO + b"\0\0\0",
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "identity": TEXT,
}


@pytest.mark.parametrize("name", BODIES)
def test_it_does_not_matter_where_a_body_is_cut(name: str) -> None:
    body = BODIES[name]
    for at in range(1, len(body)):
        expand = inflater(name.partition(" ")[0], 1_000)
        found = b"".join(expand.feed(piece) for piece in (body[:at], body[at:]))
        expand.finish()
        assert found == TEXT, f"cut at {at}"


def test_a_body_of_very_many_members_is_given_up() -> None:
    expand = inflater("gzip", 1_000)
    with pytest.raises(BadBody, match="more than 1,000 members"):
        expand.feed(gzip.compress(b"", mtime=0) * (MEMBERS + 1))
