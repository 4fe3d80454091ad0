"""The week in five sentences, built from its tables: nothing is said that was not counted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.briefing.reading import EVEN, HALF, NONE_FOUND, SURE, Reading, Week
from dashboard.briefing.voice import Voice
from dashboard.figures.lags import leaders
from dashboard.figures.tables import each
from feeds.cluster.events import called_in

NAMED = 3  # topics, outlets, silences in one sentence


def sentences(reading: Reading, voice: Voice) -> tuple[str, ...]:
    """Counts, changes, topics, the largest event and who was first, silences."""
    told = [
        size(reading, voice),
        change(reading, voice),
        most(reading, voice),
        biggest(reading, voice),
        quiet(reading, voice),
    ]
    return tuple(text for text in told if text)


def size(reading: Reading, voice: Voice) -> str:
    """How many stories, by how many outlets, seen how well."""
    week = reading.weeks[-1]
    subject, part = voice.quoted(label_of(reading, voice)), voice.part(week.exposure)
    if not week.stories:
        return voice.tell("size.none" if week.exposure else "size.nothing", **_facts(subject, part))
    reprints = voice.count("reprints", week.reprints)
    return voice.tell(
        "size.told",
        stories=voice.count("stories", week.stories),
        subject=subject,
        reprints=voice.tell("size.reprints", reprints=reprints) if week.reprints else "",
        outlets=week.outlets,
        watched=week.watched,
        part=part,
    )


def _facts(subject: str, part: str) -> dict[str, str]:
    return {"subject": subject, "part": part}


def label_of(reading: Reading, voice: Voice) -> str:
    """What the subject is called."""
    subject = reading.subject
    label = subject.label_ar if voice.lang == "ar" and subject.label_ar else subject.label
    return reading.desk.withheld(label)


def change(reading: Reading, voice: Voice) -> str:
    """Against the week before and the median of those that were observed."""
    *before, week = reading.weeks
    if week.exposure == 0:
        return ""
    median = _median([w for w in before if w.exposure >= SURE], voice)
    last = before[-1]
    if all(one.exposure == 0 for one in before):
        return voice.tell("change.none")
    if last.exposure == 0:
        return voice.tell("change.no_step", median=median)
    if week.exposure < HALF:
        return voice.tell("change.too_little_now", part=voice.part(week.exposure))
    if last.exposure < HALF:
        facts = {"part": voice.part(last.exposure), "median": median}
        return voice.tell(
            "change.too_little", stories=voice.count("stories", last.stories), **facts
        )
    return voice.tell(
        "change.step",
        stories=voice.count("stories", last.stories),
        part=voice.part(last.exposure),
        step=voice.step(week.stories - last.stories),
        median=median,
        unsure=voice.tell("change.unsure") if _unsure(week, last) else "",
    )


def _median(sure: list[Week], voice: Voice) -> str:
    if not sure:
        return voice.tell("change.no_median", sure=voice.part(SURE))
    middle = float(pd.Series([week.stories for week in sure]).median())
    return voice.tell(
        "change.median", n=len(sure), sure=voice.part(SURE), median=middling(middle, voice)
    )


def middling(value: float, voice: Voice) -> str:
    """A median of counts: `12` or `12.5`."""
    return voice.number(int(value)) if value == int(value) else voice.decimal(value)


def _unsure(week: Week, last: Week) -> bool:
    seen = (week.exposure, last.exposure)
    return min(seen) < SURE or abs(seen[0] - seen[1]) > EVEN


def most(reading: Reading, voice: Voice) -> str:
    """The topics with most stories, and which rose and fell most where that can be told."""
    held = reading.topics[reading.topics["now"] > 0].head(NAMED)
    if held.empty:
        return ""
    named = [f"{voice.topic(t.topic)} ({voice.number(t.now)})" for t in each(held)]
    return voice.tell("most.told", topics=voice.listed(named), moved=_moved(reading, voice))


def _moved(reading: Reading, voice: Voice) -> str:
    if min(reading.weeks[-1].exposure, reading.weeks[-2].exposure) < SURE:
        return ""
    step = reading.topics["now"] - reading.topics["before"]
    parts = []
    for key, at, moves in (("up", step.argmax(), step.max() > 0),
                           ("down", step.argmin(), step.min() < 0)):  # fmt: skip
        row = reading.topics.iloc[int(at)]
        if moves:
            facts = {"before": int(row["before"]), "now": int(row["now"])}
            parts.append(voice.tell(f"most.{key}", topic=voice.topic(str(row["topic"])), **facts))
    return "".join(parts)


def biggest(reading: Reading, voice: Voice) -> str:
    """The event with most stories, who was first with it, and the lag."""
    if reading.events.empty:
        return voice.tell("biggest.none") if reading.weeks[-1].stories else ""
    event = next(each(reading.events.head(1)))
    event_id, lag = str(event.event_id), behind(reading, event, voice)
    name = called(reading, event_id, voice)
    return voice.tell(
        "biggest.told",
        event=voice.quoted(name),
        stories=voice.count("stories", event.stories),
        outlets=voice.within("in_outlets", event.outlets),
        first=voice.tell("biggest.earlier")
        if event.earlier
        else voice.tell("biggest.first", outlet=voice.who(event.first_outlets)),
        headline="" if event.earlier else _headline(reading, event_id, name, voice),
        lag=voice.tell("biggest.lag", lag=lag) if lag else "",
    )


def behind(reading: Reading, event: Any, voice: Voice) -> str:
    """The median hours by which the others came after the first story; "" where none can be
    told."""
    ends = reading.late.get(str(event.event_id))
    return "" if event.earlier or ends is None else voice.hours(*ends)


def _headline(reading: Reading, event_id: str, name: str, voice: Voice) -> str:
    """The first story's own headline where it is not the event's: for a reader to judge by."""
    first = leaders(reading.desk.event_stories(reading.of(event_id), event_id))
    title = "" if first.empty else reading.desk.withheld(str(first["title"].iloc[0]))
    if len(first) != 1 or title == name:
        return ""
    return voice.tell("biggest.headline", title=voice.quoted(title))


def called(reading: Reading, event_id: str, voice: Voice) -> str:
    """An event's headline for the reader, without the names that are kept off every page."""
    event = reading.desk.store.events([event_id])[event_id]
    return reading.desk.withheld(called_in(event, voice.lang)[0])


def firsts(reading: Reading, voice: Voice) -> str:
    """Of how many events the first can be known, and who it was most often."""
    begun = reading.events[~reading.events["earlier"].astype(bool)]
    if begun.empty:
        return ""
    known = begun.loc[begun["first_outlet"] != "", "first_outlet"]
    counts = sorted(known.value_counts().items(), key=lambda lead: (-int(lead[1]), str(lead[0])))
    named = [f"{voice.outlet(str(o))} ({voice.number(n)})" for o, n in counts[:NAMED]]
    most_often = voice.tell("firsts.most", outlets=voice.listed(named)) if named else ""
    events = voice.count("events", len(begun))
    return voice.tell("firsts.told", events=events, known=len(known), most=most_often)


def quiet(reading: Reading, voice: Voice) -> str:
    """Groups without a story on a topic, with the evidence that they were watched."""
    if not reading.weeks[-1].stories:
        return voice.tell("quiet.no_stories") if reading.weeks[-1].exposure else ""
    table = reading.quiet_groups
    sure = table[table["verdict"] == NONE_FOUND]
    unsure = len(table) - len(sure)
    if sure.empty:
        return voice.tell("quiet.only_unknown", n=unsure) if unsure else voice.tell("quiet.none")
    told = [
        voice.tell(
            "quiet.one",
            who=voice.group(line.row),
            topic=voice.quoted(voice.topic(line.about)),
            all=voice.within("of_stories", line.all_stories),
            part=voice.part(min(line.observed + line.captured, line.then)),
            expected=middling(round(float(line.expected)), voice),
        )
        for line in each(sure.head(NAMED))
    ]
    unknown = voice.tell("quiet.unknown", n=unsure) if unsure else ""
    return voice.tell("quiet.told", silent=voice.listed(told), unknown=unknown)
