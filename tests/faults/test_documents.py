"""Documents made to hurt: read or refused with words, within seconds, whatever they hold."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from feeds.parse import parse
from tests.faults import documents

SECONDS = 10.0  # a limit for a machine under load; each takes a fraction of it


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (documents.laughs, "entities could expand"),
        (documents.quadratic, "entities could expand"),
        (documents.external, "external entity"),
        (documents.deep, "inside each other"),
        (documents.deep_json, "broken JSON"),
        (documents.json_number, "broken JSON"),
        (documents.deep_markup, ""),
        (documents.long_attribute, ""),
        (documents.many_attributes, "very many attributes"),
        (documents.many_names, "more than 200 namespaces"),
        (documents.many_tags, "more than 300,000 tags"),
        (documents.long_numbers, ""),
    ],
    ids=lambda case: getattr(case, "__name__", "refused" if case else "read"),
)
def test_a_document_made_to_hurt_is_read_or_refused_in_time(
    document: Callable[[], bytes], words: str
) -> None:
    body = document()
    begun = time.process_time()
    parsed = parse(body, {}, "https://herald.example/feed", 50)
    assert time.process_time() - begun < SECONDS
    if words:
        assert (parsed.kind, parsed.entries) == ("", ())
        assert words in parsed.problem
    else:
        assert parsed.kind == "rss", parsed.problem
        assert len(parsed.entries) <= 1
