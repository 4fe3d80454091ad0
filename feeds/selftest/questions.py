"""The 25 behaviours that are asked for, by name and in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from feeds.selftest import (
    bodies,
    failures,
    finding,
    identity,
    manners,
    pace,
    records,
    safety,
    validators,
)
from feeds.selftest.desk import Desk

Question = Callable[[Desk], None]

QUESTIONS: Mapping[str, Question] = {
    "validators-byte-exact": validators.byte_exact,
    "validators-always-kept": validators.always_kept,
    "same-etag-new-body": validators.same_etag_new_body,
    "not-modified-extends": validators.not_modified_extends,
    "validators-after-store": validators.after_store,
    "polite-interval": pace.polite_interval,
    "next-poll-from-headers": pace.from_headers,
    "retry-after": pace.retry_after,
    "backoff-never-silent": failures.never_silent,
    "redirects-permanent": failures.redirects,
    "gone-retires": failures.gone_retires,
    "not-a-feed": failures.not_a_feed,
    "host-one-at-a-time": pace.one_at_a_time,
    "no-private-addresses": safety.no_private_addresses,
    "size-and-time-limits": safety.limits,
    "encodings-and-truncation": bodies.encodings,
    "charsets": bodies.charsets,
    "hostile-xml-and-links": bodies.hostile_xml,
    "identity": identity.identity,
    "edits-are-versions": identity.edits,
    "undated-is-not-now": identity.undated_is_not_now,
    "overrun-recorded": records.overrun,
    "honest-headers": manners.honest_headers,
    "crash-safe": records.crash_safe,
    "discovery-and-opml": finding.discovery_and_opml,
}
