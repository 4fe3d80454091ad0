"""What a poll proves: how its window joins the one before, what is new, lost or strange (pure)."""

from feeds.ledger.judge import judge

__all__ = ["judge"]
