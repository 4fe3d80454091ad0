"""One story with all that its date rests on: read from the store, told in sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dashboard.explain import dates
from dashboard.explain.facts import as_facts
from dashboard.explain.instants import friendly, moment, short
from dashboard.explain.places import why
from dashboard.explain.told import Section, Told, capital, plain, quoted, section
from dashboard.wording import wrong
from dashboard.words import many
from feeds.model import (
    OFF_SUBJECT,
    Entry,
    Event,
    Feed,
    FeedProfile,
    Membership,
    Outlet,
    Page,
    Redating,
    Story,
    StoryVersion,
    TopicMatch,
)
from feeds.store.protocol import Store

CORRECTED = "zone-corrected"
LONGEST_LINK = 4_000  # an address that is cut leads nowhere
PARTS = {
    "meta": "stated for machines",
    "data": "in its linked data",
    "time": "beside the headline",
    "text": "in the text beside the headline",
    "library": "made out of the markup",
}


@dataclass(frozen=True, slots=True)
class StoryFile:
    """All that the store holds on one story."""

    story: Story
    outlet: Outlet
    feed: Feed
    outlets: Mapping[str, Outlet]
    entries: Sequence[Entry]
    versions: Sequence[StoryVersion]
    ledger: Sequence[Redating]
    page: Page | None = None
    profile: FeedProfile | None = None
    origin: Story | None = None
    event: Event | None = None
    place: Membership | None = None
    topics: Sequence[TopicMatch] = ()


def read(store: Store, story_id: str) -> StoryFile:
    """What the store holds on a story; SelectionError where there is none."""
    story = store.stories([story_id]).get(story_id)
    if story is None:
        raise wrong("story", name=plain(story_id))
    outlets = {outlet.id: outlet for outlet in store.outlets()}
    outlet = outlets[story.outlet_id]
    placed = store.memberships(story.event_id) if story.event_id else []
    return StoryFile(
        story=story,
        outlet=outlet,
        feed=next(feed for feed in outlet.feeds if feed.id == story.feed_id),
        outlets=outlets,
        entries=store.entries_of(story_id),
        versions=store.versions(story_id),
        ledger=store.redatings(story_id),
        page=store.pages([story_id]).get(story_id),
        profile=store.feed_profiles().get(story.feed_id),
        origin=store.stories([story.copy_of]).get(story.copy_of) if story.copy_of else None,
        event=store.events([story.event_id]).get(story.event_id) if story.event_id else None,
        place=next((place for place in placed if place.story_id == story_id), None),
        topics=store.topics_of([story_id]).get(story_id, []),
    )


def told(file: StoryFile, zone: str) -> Told:
    """A story told: when, how that is known, what was found, what changed, where it stands."""
    story = file.story
    seen = f"First seen on {moment(story.first_seen_at, zone)}."
    return Told(
        name=f"story:{story.id}",
        title=plain(story.title) or "(no headline)",
        who=plain(file.outlet.name),
        url=plain(story.link, LONGEST_LINK),
        sections=(
            section("When", *dates.when(story.date, zone), seen),
            section("How that is known", *dates.how(story.date)),
            section("What was found", *dates.evidence(story.date)),
            section("Take care", *dates.warnings(story.date)),
            section("The feed’s clock", *_clock(file.profile, story)),
            section("Its web page", *_page(file.page)),
            section("What changed since", *_changes(file.ledger, zone)),
            section("Headlines", *_headlines(file.versions, zone)),
            _standing(file, zone),
        ),
        facts=_facts(file),
    )


def _clock(profile: FeedProfile | None, story: Story) -> list[str]:
    """The clock errors of the feed that this story may have been caught in."""
    clocks = profile.clocks if profile else ()
    seen = story.first_seen_at
    held = [c for c in clocks if c.from_at <= seen and (c.until_at is None or seen < c.until_at)]
    lines = [
        f"{'Corrected' if c.sure else 'Suspected'} since {short(c.noticed_at)}:"
        f" {friendly(plain(c.reason))}."
        for c in held
    ]
    if any(c.sure for c in held) and CORRECTED not in story.date.flags and story.date.raw:
        lines.append(
            "This story was dated before that was known:"
            f" `coverline dates fix {story.feed_id}` dates such stories again."
        )
    return lines


def _page(page: Page | None) -> list[str]:
    if page is None:
        return []
    if page.problem:
        return [f"Not read on {short(page.fetched_at)}: {plain(page.problem)}."]
    found = "; ".join(f"{quoted(d.raw)} ({PARTS.get(d.part, d.part)})" for d in page.found)
    return [f"Read on {short(page.fetched_at)}: {found}."]


def _changes(ledger: Sequence[Redating], zone: str) -> list[str]:
    if len(ledger) < 2:
        return ["Nothing: the date is the first one."]
    return [dates.change(line, zone) for line in ledger]


def _headlines(versions: Sequence[StoryVersion], zone: str) -> list[str]:
    """Each headline from when it stood; where only the summary changed, that."""
    if not versions:
        return []
    if len(versions) == 1:
        return ["The headline and summary have not changed."]
    found = [f"From {moment(versions[0].seen_at, zone)}: {quoted(versions[0].title)}"]
    for before, now in pairwise(versions):
        same = before.title == now.title
        what = "the summary was changed" if same else quoted(now.title)
        found.append(f"From {moment(now.seen_at, zone)}: {what}")
    return found


def _standing(file: StoryFile, zone: str) -> Section:
    """Which feeds showed it, what it reprints, its event and topics."""
    lines = [_shown(file, zone)]
    if file.origin is not None:
        whose = file.outlets[file.origin.outlet_id].name
        lines.append(
            f"A reprint of {quoted(file.origin.title)} of {plain(whose)} (story:{file.origin.id}):"
            f" {_evidence(file)}."
        )
    if file.event is not None:
        told = file.place is not None and file.origin is None  # a reprint has told its reason
        reason = f" {capital(why(file.place.reason))}." if file.place and told else ""
        size = many(file.event.stories, "story", "stories")
        lines.append(
            f"In the event {quoted(file.event.label)} (event:{file.event.id}, {size}).{reason}"
        )
    lines += [_on_topic(match) for match in file.topics]
    return section("Where it stands", *lines)


def _on_topic(match: TopicMatch) -> str:
    where = "Not about the subject"
    if match.topic_id != OFF_SUBJECT:
        where = f"On the topic {plain(match.topic_id)}"
    return f"{where}: {plain(match.reason)}."


def _evidence(file: StoryFile) -> str:
    """Why it is held to be a reprint, without the id and outlet that stand before it."""
    assert file.origin is not None
    text = plain(file.story.copy_evidence)
    text = text.replace(f" as {file.origin.id} of {file.origin.outlet_id}", "")
    return text.replace("% of the word triples", " % of its runs of three words are the same")


def _shown(file: StoryFile, zone: str) -> str:
    first: dict[str, Entry] = {}
    for entry in file.entries:
        first.setdefault(entry.feed_id, entry)
    if len(first) < 2:
        return f"Shown by feed:{file.feed.id}."
    parts = (f"feed:{name} (from {short(entry.seen_at)})" for name, entry in first.items())
    return f"Shown by {len(first)} feeds of the outlet: {', '.join(parts)}."


def _facts(file: StoryFile) -> dict[str, Any]:
    names = ("story", "entries", "versions", "ledger", "page", "event", "place", "topics")
    found = {name: as_facts(getattr(file, name)) for name in names}
    return {"kind": "story", "outlet": file.outlet.name, **found}
