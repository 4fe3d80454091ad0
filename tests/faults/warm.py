"""All that a poll loads, loaded: processes forked from one that imported this start at once."""

from __future__ import annotations

import pandas  # noqa: F401

import dashboard.cli
import dashboard.running
import dashboard.telling  # noqa: F401
import feeds.derive
import feeds.ledger
import feeds.parse
import feeds.placing
import feeds.polling.poller
import feeds.store.sqlite  # noqa: F401
from feeds.cluster.vectors import encode
from feeds.text import detect_language

encode(["Ferry to the islands delayed by fog"])
detect_language("Ferry to the islands delayed by fog", ["en"])
