"""The tables of leases; empty where a store has one poller only."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Table

from feeds.store.schema.columns import col, key, metadata
from feeds.store.types import Instant, Words

feed_leases = Table(
    "feed_leases",
    metadata,
    key("feed_id", "The feed."),
    col("host", Words, "Its host, as it was last asked."),
    col("holder", Words, "The poller that is polling it, empty for none."),
    col("number", BigInteger, "How many leases it has had: an older one's poll is not written."),
    col("until_at", Instant, "When another may take it, by the database's clock, in UTC."),
    Index("ix_feed_leases_host", "host"),
    comment="Which of several pollers polls which feed just now.",
)

host_leases = Table(
    "host_leases",
    metadata,
    key("host", "The host."),
    col("holder", Words, "The poller that is asking it, empty for none."),
    col("until_at", Instant, "When another may ask it, by the database's clock, in UTC."),
    col("next_at", Instant, "From when its next request is allowed, by that clock, in UTC."),
    comment="Which of several pollers asks which host just now, so that its limits hold for all.",
)
