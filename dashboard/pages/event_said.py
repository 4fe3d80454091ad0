"""What an event's stories say: whom they cite, whom they reprint, how they word it, which
headlines were changed, who is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import happening
from dashboard.data import Desk
from dashboard.figures.tables import each
from dashboard.pages.links import leads
from dashboard.remarking import difference
from dashboard.selection import Asked
from dashboard.tongue import moment, number, tell
from dashboard.tongue.places import language_name
from dashboard.words import Names
from feeds.coverage import Selection
from feeds.model.framing import Concept, Frame
from feeds.names.withholding import MARK

SHOWN = 5  # lines of a list; the rest unfold
MOST = 60  # headlines that were changed
HALF = 0.5  # of an event's stories on the subject: below it the subject's words say nothing
QUOTED = 2  # sentences of a frame


def sources(desk: Desk, asked: Asked, whole: Selection, event_id: str) -> list[Any]:
    """Who cites whom, with the sentence, and who reprinted whom."""
    say = partial(tell, asked.lang)
    names = desk.names(whole, asked.lang)
    told = desk.event_stories(whole, event_id)
    cited = happening.cited(desk, whole).sort_values(["at", "story_id"], kind="stable")
    cited = cited.drop_duplicates(["outlet_id", "source"])
    lists = {
        "copying": _reprints(asked, told, names),
        "citing": [_cited(asked, line, names) for line in each(cited)],
    }
    only = int((told["text_scope"] == "title").sum())
    scope = say("events.sources.scope", title=only, all=say("common.stories", n=len(told)))
    if not any(lists.values()):
        return [html.P(say("events.sources.none")), html.P(scope, className="note")]
    parts: list[Any] = []
    for name, lines in lists.items():
        if lines:
            parts += [html.H3(say(f"events.sources.{name}")), *_listed(asked, lines)]
    return [*parts, html.P(scope, className="note")]


def _listed(asked: Asked, lines: list[html.Li]) -> list[Any]:
    """The first lines; the rest unfold."""
    rest = lines[SHOWN:]
    if not rest:
        return [html.Ul(lines)]
    more = html.Summary(tell(asked.lang, "events.sources.more", n=len(rest)))
    return [html.Ul(lines[:SHOWN]), html.Details([more, html.Ul(rest)])]


def _cited(asked: Asked, line: Any, names: Names) -> html.Li:
    source = names.source(str(line.source), str(line.source_name))
    who = names.outlets.get(str(line.outlet_id), str(line.outlet_id))
    text = names.tell("events.sources.cites", who=_isolated(who), source=_isolated(source))
    link = leads(text, asked, event=asked.event, story=str(line.story_id))
    return html.Li([link, html.Span(str(line.sentence), className="note", dir="auto")])


def _reprints(asked: Asked, told: pd.DataFrame, names: Names) -> list[html.Li]:
    """A line for each outlet that reprinted, the first of its reprints."""
    held = told.set_index("id")["outlet_id"]
    copied = told[told["copy_of"] != ""].drop_duplicates("outlet_id")
    lines = []
    for story in each(copied):
        who = names.outlets.get(str(story.outlet_id), str(story.outlet_id))
        origin = str(held.get(story.copy_of, ""))
        key = "reprints" if origin else "lacking"
        key = "events.sources.again" if origin == story.outlet_id else f"events.sources.{key}"
        source = _isolated(names.outlets.get(origin, origin))
        text = names.tell(key, who=_isolated(who), source=source)
        lines.append(html.Li(leads(text, asked, event=asked.event, story=str(story.id))))
    return lines


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069"


def worded(desk: Desk, asked: Asked, whole: Selection, event_id: str) -> list[Any]:
    """A table for each thing that outlets name differently: wording, group, stories."""
    say = partial(tell, asked.lang)
    on = desk.event_stories(whole, event_id)["topic_ids"] != ""
    if len(on) and float(on.mean()) < HALF:
        return [html.P(say("events.worded.off"))]
    table = happening.worded(desk, whole)
    table = table[table["uses"] > 0] if len(table) else table
    if table.empty:
        return [html.P(say("events.worded.none"))]
    names = desk.names(whole, asked.lang)
    labels = _labels(desk, asked.lang)
    quotes = happening.quoted(desk, whole, tuple(sorted(set(table["frame"]))))
    parts: list[Any] = []
    for concept, held in table.groupby("concept", sort=True):
        parts += [html.H3(labels.get(str(concept), str(concept)))]
        parts.append(_wordings(asked, held, names, labels, quotes))
    return parts


def _labels(desk: Desk, lang: str) -> dict[str, str]:
    concepts = desk.subject().frames
    both: list[Concept | Frame] = [*concepts, *(f for c in concepts for f in c.frames)]
    return {one.id: one.label_ar if lang == "ar" and one.label_ar else one.label for one in both}


def _wordings(
    asked: Asked,
    table: pd.DataFrame,
    names: Names,
    labels: Mapping[str, str],
    quotes: Mapping[str, pd.DataFrame],
) -> html.Div:
    say = partial(tell, asked.lang)
    order = table.sort_values(["language", "frame", "uses", "row"],
                              ascending=[True, True, False, True])  # fmt: skip
    lines = []
    for line in each(order):
        words = quotes.get(str(line.frame), pd.DataFrame({"story_id": []}))
        ids = str(line.examples).split()
        mine = words[words["story_id"].isin(ids)].drop_duplicates("sentence").head(QUOTED)
        shown = [_sentence(asked, one) for one in each(mine)]
        lines.append(
            html.Tr(
                [
                    html.Td(labels.get(str(line.frame), str(line.frame))),
                    html.Td(
                        f"{names.groups.get(str(line.row), str(line.row))}"
                        f" ({language_name(asked.lang, str(line.language))})"
                    ),
                    html.Td(
                        say("events.worded.of", uses=int(line.uses), could=int(line.could)),
                        className="figures",
                    ),
                    html.Td(shown),
                ]
            )
        )
    heads = [say(f"events.worded.{name}") for name in ("wording", "group", "share", "words")]
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    return html.Div(html.Table([head, html.Tbody(lines)]), className="lines worded", tabIndex="0")


def _sentence(asked: Asked, one: Any) -> html.Div:
    text, begun = str(one.sentence), int(one.sentence_start)
    low, high = int(one.start) - begun, int(one.end) - begun
    words = html.Span([text[:low], html.B(text[low:high]), text[high:]], dir="auto")
    return html.Div(words)


def edited(desk: Desk, asked: Asked, whole: Selection, event_id: str) -> list[Any]:
    """Each headline that was changed, with what was taken out and put in."""
    table = happening.edited(desk, whole)
    if table.empty:
        return [html.P(tell(asked.lang, "events.edited.none"))]
    names = desk.names(whole, asked.lang)
    lines = []
    for one in each(table.head(MOST)):
        who = names.outlets.get(str(one.outlet_id), str(one.outlet_id))
        at = moment(asked.lang, one.at.tz_convert(whole.zone))
        link = leads(f"{who}, {at}", asked, event=asked.event, story=str(one.story_id))
        lines.append(html.Li([link, ": ", difference(str(one.from_title), str(one.to_title))]))
    return _listed(asked, lines)


def named(desk: Desk, asked: Asked, whole: Selection, event_id: str) -> list[Any]:
    """Who and what the stories name, each with the number of stories."""
    table = happening.named(desk, whole)
    table = table[~table["name"].str.contains(MARK, regex=False)] if len(table) else table
    if table.empty:
        return [html.P(tell(asked.lang, "events.named.none"))]
    parts: list[Any] = []
    for one in each(table):
        href = replace(asked.on("names"), name=str(one.name_id), span="all").to_url()
        count = number(asked.lang, int(one.stories))
        parts += [dcc.Link(html.Bdi(str(one.name)), href=href), f" {count}"]
        parts.append(tell(asked.lang, "common.comma"))
    return [html.P(parts[:-1])]
