"""Each question is answered wrongly by a poller that is wrong in just that way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from feeds.selftest.desk import Parts
from feeds.selftest.run import ask, chosen
from tests.selftest import bad
from tests.selftest.bad import every, fetching, judged
from tests.selftest.poller import Pieces

CARELESS = (sys.executable, str(Path(__file__).with_name("careless.py")))


def made_of(**pieces: object) -> Parts:
    return Parts(pipeline=Pieces(**pieces))  # type: ignore[arg-type]


BAD = {  # (question, what is wrong): (the parts, a word of the complaint)
    ("validators-byte-exact", "unquoted"): (made_of(remembered=bad.unquoted), "sent back (weak)"),
    ("validators-byte-exact", "invented"): (made_of(remembered=bad.invented), "sent back (bare)"),
    ("validators-always-kept", "of news only"): (
        made_of(judge=judged(bad.validators_of_news_only)),
        "new validators",
    ),
    ("same-etag-new-body", "not looked at"): (made_of(answered=bad.same_etag_is_304), "outcome"),
    ("not-modified-extends", "no extension"): (
        made_of(judge=judged(bad.no_extension)),
        "last observation",
    ),
    ("validators-after-store", "of anything"): (
        made_of(judge=judged(bad.validators_of_anything)),
        "unusable body",
    ),
    ("polite-interval", "hasty"): (made_of(judge=every(15)), "due again after 0:15"),
    ("polite-interval", "no jitter"): (made_of(judge=every(60)), "at the same instant"),
    ("polite-interval", "rare"): (made_of(judge=every(3000)), "waits for 2 days"),
    ("polite-interval", "never faster"): (
        made_of(judge=judged(bad.never_faster)),
        "loses entries every hour",
    ),
    ("next-poll-from-headers", "deaf"): (made_of(judge=every(60)), "max-age asks for 6 h"),
    ("next-poll-from-headers", "forgets on a 304"): (
        made_of(judge=judged(bad.forgets_on_304)),
        "a 304 forgets the ttl",
    ),
    ("retry-after", "deaf"): (made_of(judge=every(60)), "wait (429 in seconds)"),
    ("retry-after", "its own clock"): (made_of(answered=bad.without_date), "wait (429 as a date)"),
    ("retry-after", "each feed for itself"): (
        made_of(due=bad.knows_no_hosts),
        "keeps saying: not now",
    ),
    ("backoff-never-silent", "gives up"): (made_of(due=bad.gives_up), "a failing feed that is due"),
    ("backoff-never-silent", "no backoff"): (made_of(judge=every(60)), "no exponential backoff"),
    ("redirects-permanent", "never"): (made_of(judge=judged(bad.never_moves)), "old address"),
    ("redirects-permanent", "at once"): (
        made_of(judge=judged(bad.moves_at_once)),
        "after two redirects",
    ),
    ("redirects-permanent", "for a 302, too"): (made_of(answered=bad.moves_for_302), "302"),
    ("redirects-permanent", "to http in silence"): (
        Parts(judge=judged(bad.no_alarm)),
        "from https to http",
    ),
    ("gone-retires", "goes on"): (made_of(judge=judged(bad.never_retires)), "retired"),
    ("not-a-feed", "zero coverage"): (
        made_of(judge=judged(bad.nothing_is_zero)),
        "a page is taken for coverage",
    ),
    ("not-a-feed", "no alarm"): (made_of(judge=judged(bad.no_alarm)), "no alarm"),
    ("not-a-feed", "undated is unseen"): (
        made_of(judge=judged(bad.undated_is_blind)),
        "second poll of them",
    ),
    ("host-one-at-a-time", "all at once"): (
        made_of(fetcher=fetching(host_spacing=0.0)),
        "at the same time",
    ),
    ("host-one-at-a-time", "hardly spaced"): (
        made_of(fetcher=fetching(host_spacing=0.01)),
        "between two requests",
    ),
    ("no-private-addresses", "open"): (
        made_of(fetcher=fetching(allow_private=True)),
        "outcome of http://127.0.0.1",
    ),
    ("no-private-addresses", "open behind a redirect"): (
        Parts(fetcher=fetching(allow_private=True)),
        "a redirect to http://localhost",
    ),
    ("size-and-time-limits", "bytes"): (made_of(fetcher=fetching(max_bytes=10**6)), "(large)"),
    ("size-and-time-limits", "entries"): (made_of(parse=bad.all_of_it), "of too many"),
    ("encodings-and-truncation", "cut is no news"): (
        made_of(answered=bad.cut_is_unchanged),
        "cut short",
    ),
    ("charsets", "Latin"): (made_of(parse=bad.latin), "title (prolog)"),
    ("hostile-xml-and-links", "as it stands"): (made_of(parse=bad.naive), "external"),
    ("identity", "by guid only"): (
        made_of(rekeyed=bad.as_it_came),
        "taken for an overrun",
    ),
    ("identity", "with all its tracking"): (
        made_of(parse=bad.keyed_by_link, rekeyed=bad.as_it_came),
        "tracking",
    ),
    ("edits-are-versions", "not compared"): (made_of(judge=bad.edits_by_date_only), "of that poll"),
    ("edits-are-versions", "another entry"): (
        made_of(judge=judged(bad.edits_are_new)),
        "of that poll",
    ),
    ("undated-is-not-now", "now"): (made_of(parse=bad.undated_is_now), "of the first poll"),
    ("overrun-recorded", "in silence"): (made_of(judge=judged(bad.never_overran)), "overran"),
    ("overrun-recorded", "never pages back"): (made_of(), "paging back by prev-archive"),
    ("honest-headers", "a browser's name"): (
        made_of(fetcher=fetching(user_agent="Mozilla/5.0")),
        "the User-Agent is 'Mozilla/5.0'",
    ),
    ("crash-safe", "entries later"): (Parts(child=CARELESS), "entries of a poll of"),
    ("discovery-and-opml", "no folders"): (Parts(read_opml=bad.forgets_folders), "come back"),
}


@pytest.mark.parametrize("case", BAD, ids=lambda case: f"{case[0]}: {case[1]}")
def test_a_bad_poller_is_found_out(case: tuple[str, str]) -> None:
    parts, word = BAD[case]
    (verdict,) = ask(chosen([case[0]]), parts)
    assert not verdict.passed
    assert word in verdict.why


def test_every_question_can_be_failed() -> None:
    assert {name for name, _ in BAD} == set(chosen([]))


SOUND = sorted(set(chosen([])) - {"crash-safe", "discovery-and-opml", "overrun-recorded"})


@pytest.mark.parametrize("name", SOUND)
def test_the_same_poller_of_good_pieces_passes(name: str) -> None:
    (verdict,) = ask(chosen([name]), made_of())
    assert (verdict.passed, verdict.why) == (True, "")
