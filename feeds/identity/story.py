"""From a dated entry to a story, new or changed; the outlet's, whichever feed showed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from feeds.footers import without_footer
from feeds.identity.article import article_number
from feeds.identity.form import form_of, text_scope_of
from feeds.identity.redate import redate
from feeds.identity.urls import canonical, is_article
from feeds.model import Entry, Feed, Outlet, RawEntry, Redating, Story, StoryDate, StoryVersion
from feeds.text import normalise
from feeds.urls import host_of

_SCOPES = ("title", "summary", "full")


@dataclass(frozen=True, slots=True)
class Identified:
    """A story as it is now, and what has to be written beside it."""

    story: Story
    version: StoryVersion | None = None
    redating: Redating | None = None


def story_id(outlet_id: str, raw: RawEntry) -> str:
    """The id of a story that is new: the same in every feed of an outlet and every rebuild.

    Made of the number by which the outlet knows the article, else its link, guid or title.
    """
    link = canonical(raw.link)
    if is_article(link):
        number = article_number(link)
        return _id(outlet_id, f"{host_of(link)}\x1e{number}" if number else link)
    return _id(outlet_id, canonical(raw.guid) or " ".join(raw.title.split()).casefold() or raw.key)


def story_ids(outlet_id: str, raw: RawEntry) -> tuple[str, ...]:
    """Every id under which the story may be known, likeliest first: by its address alone, as
    ids once were, and by the address that it had when it was new, which the guid still has."""
    ids = [story_id(outlet_id, raw), _id(outlet_id, canonical(raw.link))]
    guid = canonical(raw.guid) if raw.guid != raw.link else ""
    if is_article(guid):
        ids.append(story_id(outlet_id, replace(raw, link=guid)))
    return tuple(dict.fromkeys(ids))


def known(outlet_id: str, raw: RawEntry, stories: Mapping[str, Story]) -> Story | None:
    """The story that an entry tells of, among those known by id.

    By a guid only where the words or the date agree: some outlets use one guid again.
    """
    first, *others = story_ids(outlet_id, raw)
    if first in stories:
        return stories[first]
    found = (stories[name] for name in others if name in stories)
    return next((story for story in found if _agree(raw, story)), None)


def _agree(raw: RawEntry, story: Story) -> bool:
    if raw.published_raw and raw.published_raw == story.date.raw:
        return True
    mine, theirs = (set(normalise(text).split()) for text in (raw.title, story.title))
    return 2 * len(mine & theirs) > len(mine | theirs)


def _id(outlet_id: str, mark: str) -> str:
    return "s" + sha256(f"{outlet_id}\x1f{mark}".encode(errors="replace")).hexdigest()[:15]


def to_story(
    entry: Entry, outlet: Outlet, feed: Feed, date: StoryDate, previous: Story | None = None
) -> Identified:
    """The story an entry tells of. `previous` is the stored one of that id, if there is one.

    `date` comes from `feeds.dates.resolve`, which for a known story is given the story's own
    first sight. Where nothing changed, `story` is `previous` itself.
    """
    raw = entry.raw
    entry = replace(entry, raw=replace(raw, summary=without_footer(raw.summary)))
    if previous is None:
        return _new(entry, outlet, feed, date)
    story = _seen_again(previous, entry)
    version = _edited(story, entry)
    if version is not None:
        form = form_of(version.title, story.url, story.language)
        story = replace(
            story,
            version=version.version,
            title=version.title,
            summary=version.summary,
            form=form,
        )
    redating = redate(story, date, entry.seen_at)
    if redating is not None:
        story = replace(story, date=redating.date)
    return Identified(previous if story == previous else story, version, redating)


def _new(entry: Entry, outlet: Outlet, feed: Feed, date: StoryDate) -> Identified:
    raw = entry.raw
    url = canonical(raw.link)
    language = feed.language or raw.language or "".join(outlet.languages[:1])
    story = Story(
        id=story_id(outlet.id, raw),
        outlet_id=outlet.id,
        feed_id=feed.id,
        url=url,
        link=raw.link,
        title=raw.title,
        summary=raw.summary,
        language=language.replace("_", "-").split("-")[0].lower(),
        form=form_of(raw.title, url, language),
        text_scope=text_scope_of(raw),
        date=date,
        first_seen_at=entry.seen_at,
    )
    first = Redating(story.id, entry.seen_at, date, None, f"first dated, by {date.basis}")
    return Identified(story, _version(story, entry, 1), first)


def _seen_again(story: Story, entry: Entry) -> Story:
    scope = max(story.text_scope, text_scope_of(entry.raw), key=_SCOPES.index)
    seen_at = min(story.first_seen_at, entry.seen_at)
    # A headline from a sitemap or a list gets its text where a feed first shows it: no edit.
    summary = story.summary or (entry.raw.summary if entry.version == 1 else "")
    return replace(story, text_scope=scope, first_seen_at=seen_at, summary=summary)


def _edited(story: Story, entry: Entry) -> StoryVersion | None:
    """A version where the outlet changed its words.

    Another feed of the outlet that shows the story for the first time may cut or phrase it its
    own way: that is no edit.
    """
    raw = entry.raw
    title = raw.title or story.title
    if entry.feed_id != story.feed_id and (entry.version == 1 or title == story.title):
        return None
    if (title, raw.summary) == (story.title, without_footer(story.summary)):
        return None
    return _version(replace(story, title=title), entry, story.version + 1)


def _version(story: Story, entry: Entry, number: int) -> StoryVersion:
    raw = entry.raw
    return StoryVersion(
        story.id, number, entry.seen_at, story.title, raw.summary, raw.published_raw
    )
