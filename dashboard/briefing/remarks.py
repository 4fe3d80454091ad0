"""What an analyst put into the briefing: stories, translations and notes, marked as theirs."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.briefing.reading import Reading
from dashboard.briefing.voice import Voice, isolated
from dashboard.show import Cell, Lines, Link, Quoted, Shown
from feeds.model import Story
from feeds.store.desk.remark_table import Remark

Said = dict[str, Remark]  # by kind


def pieces(reading: Reading, voice: Voice) -> tuple[Shown, ...]:
    """The week's stories that were marked for the briefing or that bear a note, by time."""
    said = _said(reading)
    if not said:
        return (Lines((voice.tell("analyst.none"),)),)
    stories = [s for s in reading.desk.store.stories(list(said)).values() if _within(reading, s)]
    shown = sorted(stories, key=lambda story: (story.date.published_at, story.id))
    if not shown:
        return (Lines((voice.tell("analyst.none"),)),)
    held = reading.desk.withheld(tuple(shown))
    return tuple(Quoted(tuple(_lines(story, said[story.id], voice))) for story in held)


def _said(reading: Reading) -> dict[str, Said]:
    """What was said of each story that is marked for the briefing."""
    found: dict[str, Said] = {}
    for remark in reading.desk.withheld(tuple(reading.desk.store.remarks())):
        found.setdefault(remark.story_id, {})[remark.kind] = remark
    return {story_id: said for story_id, said in found.items() if "briefing" in said}


def _within(reading: Reading, story: Story) -> bool:
    at = story.date.published_at
    return reading.selection.from_at <= at < reading.selection.to_at


def _lines(story: Story, said: Said, voice: Voice) -> Iterator[Cell]:
    after = f" ({voice.outlet(story.outlet_id)}, {voice.short(story.date.published_at)})"
    yield Link(story.title, story.url, after)
    for kind in ("gloss", "note"):
        if kind in said:
            text = isolated(said[kind].value)
            yield voice.tell(f"analyst.{kind}", by=_by(said[kind], voice), text=text)
    yield voice.tell("analyst.chosen", by=_by(said["briefing"], voice))


def _by(remark: Remark, voice: Voice) -> str:
    return voice.tell("analyst.by", who=isolated(remark.author), at=voice.moment(remark.at))
