"""The small store with one man's name in every place that a reader may be shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from feeds.model import Derived, NameUse, Story, StoryVersion, Subject, TopicMatch
from feeds.model.citing import CitedSource
from feeds.opening import open_real
from feeds.settings import Settings
from feeds.store.desk.remark_table import Remark
from feeds.store.desk.tables import SavedView
from feeds.store.protocol import Store
from tests.dashboard import small_store

NAME = "Orvel al-Nahwari"
WRITTEN = (
    "Orvel Nahwari opens the river gates",
    "أورفل النهواري يفتح بوابات النهر",
    "the orvel al-nahwari papers",
    "Gates: #OrvelNahwari and #أورفل_النهواري",
    "ORVEL AL-NAHWARI speaks of the gates",
    "وأورفل النهواري في الميناء",
    "River gates, says Orvel An-Nahwari",
)
SLUG = "orvel-al-nahwari"


def fill(folder: Path) -> Settings:
    """Write the store."""
    settings = small_store.fill(folder)
    store = open_real(settings, create=False).store
    store.save_derived(_planted(store))
    at = small_store.at(9)
    for kind in ("note", "gloss", "briefing"):
        store.add_remark(Remark("t1", kind, f"Ask {NAME}", "Sami", at))
    store.save_view(SavedView(f"All of {NAME}", "/?span=all", "Sami", at))
    store.save_outlets([replace(o, name=f"{NAME} {o.name}") for o in store.outlets()])
    store.close()
    return settings


def _planted(store: Store) -> Derived:
    held = sorted(store.stories(["t1", "d1", "d2", "k1", "h1", "t0", "t9"]).values(), key=_id)
    told = [_story(story, text) for story, text in zip(held, WRITTEN, strict=True)]
    event = replace(
        small_store.EVENT, label=WRITTEN[0], labels=(("en", WRITTEN[0]), ("ar", WRITTEN[1]))
    )
    return Derived(
        cursor=2,
        stories=tuple(told),
        versions=tuple(v for story in told for v in _versions(story)),
        events=(event,),
        topics=tuple(TopicMatch(s.id, "floods", 2.0, f"{NAME} in the title") for s in told),
        named=tuple(s.id for s in told),
        names=tuple(
            NameUse(s.id, f"name:{SLUG}", NAME, "person", s.title[:13], "title", 0, 13)
            for s in told
        ),
        cited=("d1",),
        citations=(CitedSource("d1", "title", 0, 13, SLUG, NAME, "official", "says", 0, 13),),
    )


def _id(story: Story) -> str:
    return story.id


def _story(story: Story, title: str) -> Story:
    url = f"https://river.example/{SLUG}/{story.id}"
    said = replace(story.date, evidence=(f"“{NAME}” stands beside the date",), raw=NAME)
    return replace(
        story, title=title, summary=f"{NAME} was there.", url=url, link=url, date=said,
        copy_evidence=f"the same words on {NAME}", version=2,
    )  # fmt: skip


def _versions(story: Story) -> list[StoryVersion]:
    first = StoryVersion(story.id, 1, story.first_seen_at, f"{NAME} comes", "", "")
    return [first, replace(first, version=2, title=story.title)]


def subject(own: Subject) -> Subject:
    """The store's subject, its label, topics and outlets called after the man."""
    said = f"{NAME}: "
    topics = tuple(
        replace(t, label=said + t.label, label_ar=WRITTEN[1] + t.label_ar) for t in own.topics
    )
    return replace(own, label=f"The case of {NAME}", label_ar=WRITTEN[1], topics=topics)
