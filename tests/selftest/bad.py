"""Bad pieces, each wrong in one way that some poller really is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import feedparser

from feeds.fetch import Fetcher
from feeds.ledger import judge
from feeds.model import Feed, FeedState, Outlet, Parsed, PollRecord, RawEntry, Response
from feeds.opml import read_opml
from feeds.parse import parse
from feeds.schedule import due
from feeds.settings import Settings

Judge = Callable[..., PollRecord]
HOUR = timedelta(hours=1)


# -- what is remembered and what is sent
def unquoted(state: FeedState) -> FeedState:
    """An ETag tidied before it goes back."""
    return replace(state, etag=state.etag.removeprefix("W/").strip('"'))


def invented(state: FeedState) -> FeedState:
    """A Last-Modified made of the last poll."""
    if state.last_modified or not state.last_poll_at:
        return state
    return replace(state, last_modified=f"{state.last_poll_at:%a, %d %b %Y %H:%M:%S GMT}")


def same_etag_is_304(response: Response, state: FeedState) -> Response:
    """A body that is not looked at where its ETag is known."""
    if state.etag and response.headers.get("etag") == state.etag:
        return replace(response, status=304, body=b"")
    return response


def cut_is_unchanged(response: Response, state: FeedState) -> Response:
    """A broken body taken for no news."""
    if response.outcome == "failed" and response.status == 200 and state.window:
        return replace(response, status=304, outcome=None, error="")
    return response


def without_date(response: Response, state: FeedState) -> Response:
    """A server's Date that is not looked at."""
    return replace(response, headers={**response.headers, "date": ""})


# -- what an answer is taken to prove
def judged(change: Callable[[PollRecord, FeedState, Response], PollRecord]) -> Judge:
    """The real judge, whose record is then spoilt."""

    def spoilt(
        feed: Feed, response: Response, parsed: Any, state: FeedState, *rest: Any
    ) -> PollRecord:
        return change(judge(feed, response, parsed, state, *rest), state, response)

    return spoilt


def with_state(record: PollRecord, **fields: Any) -> PollRecord:
    return replace(record, state=replace(record.state, **fields))


def with_poll(record: PollRecord, **fields: Any) -> PollRecord:
    return replace(record, poll=replace(record.poll, **fields))


def validators_of_news_only(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    if record.poll.outcome == "fresh":
        return record
    return with_state(record, etag=state.etag, last_modified=state.last_modified)


def validators_of_anything(record: PollRecord, state: FeedState, response: Response) -> PollRecord:
    return with_state(record, etag=response.headers.get("etag", state.etag))


def no_extension(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    if record.poll.status != 304:
        return record
    return with_state(record, last_observed_at=state.last_observed_at)


def every(minutes: float) -> Judge:
    """A schedule that knows one interval."""

    def change(record: PollRecord, state: FeedState, response: Response) -> PollRecord:
        due_at = response.started_at + timedelta(minutes=minutes)
        return with_poll(with_state(record, next_due_at=due_at), next_due_at=due_at)

    return judged(change)


def never_faster(record: PollRecord, state: FeedState, response: Response) -> PollRecord:
    """Fifty-five minutes at least."""
    due_at = record.state.next_due_at
    assert due_at
    return with_state(record, next_due_at=max(due_at, response.started_at + HOUR * 0.92))


def forgets_on_304(record: PollRecord, state: FeedState, response: Response) -> PollRecord:
    """CommaFeed's way: a 304 is due again in an hour."""
    return every(60)(*_again(record, response)) if response.status == 304 else record


def _again(record: PollRecord, response: Response) -> tuple[Any, ...]:
    feed = Feed(record.poll.feed_id, "quay", response.url, "en")
    return feed, response, None, record.state, {}, Settings()


def never_moves(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    return with_state(record, moved_to="", moved_seen=0)


def moves_at_once(record: PollRecord, state: FeedState, response: Response) -> PollRecord:
    return with_state(record, moved_seen=9) if record.state.moved_to else record


def moves_for_302(response: Response, state: FeedState) -> Response:
    return replace(response, redirects=tuple((301, url) for _, url in response.redirects))


def never_retires(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    return with_state(record, retired=False)


def nothing_is_zero(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    if record.poll.outcome not in ("empty", "not-a-feed"):
        return record
    return with_poll(record, outcome="unchanged", observed_from_at=state.last_observed_at)


def no_alarm(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    return with_state(record, alarm="")


def undated_is_blind(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    undated = record.poll.outcome == "undated"
    return with_poll(record, observed_from_at=None) if undated else record


def never_overran(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    return with_poll(record, overran=False)


def edits_are_new(record: PollRecord, state: FeedState, _: Response) -> PollRecord:
    """An edit kept as another entry."""
    entries = tuple(
        replace(e, version=1, raw=replace(e.raw, key=f"{e.raw.key}#{e.version}"))
        for e in record.entries
    )
    return replace(record, entries=entries)


def edits_by_date_only(
    feed: Feed,
    response: Response,
    parsed: Parsed | None,
    state: FeedState,
    known: Mapping[str, tuple[int, str]],
    settings: Settings,
) -> PollRecord:
    """CommaFeed's way: what has the same pubDate is not compared."""
    held = {entry.key: entry.content_hash for entry in parsed.entries} if parsed else {}
    same = {key: (version, held[key]) for key, (version, _) in known.items()}
    return judge(feed, response, parsed, state, same, settings)


# -- what is due
def gives_up(
    feeds: Sequence[Feed], states: Mapping[str, FeedState], now: datetime, everything: bool = False
) -> list[Feed]:
    """Miniflux's way: three failures are the end."""
    tired = {feed_id for feed_id, state in states.items() if state.failures >= 3}
    return [feed for feed in due(feeds, states, now, everything) if feed.id not in tired]


def knows_no_hosts(
    feeds: Sequence[Feed], states: Mapping[str, FeedState], now: datetime, everything: bool = False
) -> list[Feed]:
    """Each feed by its own state only."""
    return [feed for each in feeds for feed in (feed_due(each, states, now, everything))]


def feed_due(
    feed: Feed, states: Mapping[str, FeedState], now: datetime, everything: bool
) -> list[Feed]:
    own = {feed.id: states[feed.id]} if feed.id in states else {}
    return due([feed], own, now, everything)


# -- how it is fetched
def fetching(**fields: Any) -> Callable[..., Fetcher]:
    """A fetcher with settings of its own, which no guard watches."""

    def made(settings: Settings, now: Callable[[], datetime], forbidden: Any = None) -> Fetcher:
        return Fetcher(replace(settings, **fields), now)

    return made


# -- how it is read
def latin(body: bytes, headers: Mapping[str, str], url: str, most: int) -> Parsed:
    """Every document taken for Latin letters."""
    return parse(body.decode("latin-1").encode(), {}, url, most)


def naive(body: bytes, headers: Mapping[str, str], url: str, most: int) -> Parsed:
    """feedparser's words as they stand."""
    found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    entries = tuple(
        RawEntry(
            str(item.get("id") or item.get("link")),
            "",
            item.get("link") or "",
            item.get("title") or "",
            item.get("summary") or "",
            0,
            "",
            "",
            published_raw=dict.get(item, "published") or "",
        )
        for item in found.entries
    )
    return Parsed(kind=found.version[:3] if found.version else "", entries=entries)


def all_of_it(body: bytes, headers: Mapping[str, str], url: str, most: int) -> Parsed:
    """No limit on entries."""
    return parse(body, headers, url, 10**6)


def undated_is_now(body: bytes, headers: Mapping[str, str], url: str, most: int) -> Parsed:
    """Miniflux's way: what bears no date is of now."""
    return _dated_by(parse(body, headers, url, most), "Sun, 01 Mar 2026 06:00:00 GMT")


def _dated_by(parsed: Parsed, now: str) -> Parsed:
    entries = (replace(entry, published_raw=entry.published_raw or now) for entry in parsed.entries)
    return replace(parsed, entries=tuple(entries))


def as_it_came(parsed: Parsed, links: Mapping[str, str]) -> Parsed:
    """Entries known by their guids only."""
    return parsed


def keyed_by_link(body: bytes, headers: Mapping[str, str], url: str, most: int) -> Parsed:
    """Entries told apart by their address with all its tracking."""
    parsed = parse(body, headers, url, most)
    return replace(parsed, entries=tuple(replace(e, key=e.link) for e in parsed.entries))


def forgets_folders(data: bytes, where: str) -> tuple[Outlet, ...]:
    """OPML without its categories."""
    return tuple(
        replace(outlet, feeds=tuple(replace(feed, categories=()) for feed in outlet.feeds))
        for outlet in read_opml(data, where)
    )
