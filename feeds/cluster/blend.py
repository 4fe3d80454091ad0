"""How far back stories are compared, and how a story's log-odds to others make one to an event."""

from __future__ import annotations

WINDOW_HOURS = 72.0
NEAREST = 0.5  # share of the nearest member in the link to an event; the rest is the average
