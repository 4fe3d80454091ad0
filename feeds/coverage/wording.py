"""How outlets name the same thing: the share of stories that use each frame, and every use to read.

Method: `frames.toml` of the subject holds concepts, and for each the frames between which outlets
choose, with their terms by language. A story could use a frame where it mentions the concept at
all, in the title or summary that its feed carried; it uses one that stands there at least once.
Stories are compared with those of their own language only, and a frame without terms in that
language has no line: nothing was looked for. Intervals are Wilson's at 95 %, as if stories were
drawn one by one; what one newsroom writes of one event is more alike than that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from feeds.citing import sentence
from feeds.coverage.framing import Framed, concepts_of, framed, typed
from feeds.coverage.groups import on_its_day
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.coverage.wilson import wilson
from feeds.errors import SelectionError
from feeds.model.framing import Concept
from feeds.store.protocol import Store

WORDING = {
    "concept": "str",
    "frame": "str",
    "row": "str",
    "language": "str",
    "could": "int64",
    "uses": "int64",
    "share": "float64",
    "low": "float64",
    "high": "float64",
    "quoted": "int64",
    "title_could": "int64",
    "title_uses": "int64",
    "title_only": "int64",
    "with_summary": "int64",
    "full_text": "int64",
    "examples": "str",
}
QUOTES = {
    "story_id": "str",
    "outlet_id": "str",
    "published_at": "datetime64[us, UTC]",
    "language": "str",
    "text_scope": "str",
    "url": "str",
    "concept": "str",
    "frame": "str",
    "place": "str",
    "start": "int64",
    "end": "int64",
    "term": "str",
    "quoted": "bool",
    "sentence": "str",
    "sentence_start": "int64",
}
SCOPES = {"title": "title_only", "summary": "with_summary", "full": "full_text"}
EXAMPLES = 3


def wording(store: Store, selection: Selection) -> pd.DataFrame:
    """How often each frame is used, by row and language, as `shares` below. Rows are groups,
    countries or languages where the selection's rows are, else outlets."""
    found = framed(store, selection)
    rows = rows_of(store, found.stories, selection)
    return shares(Framed(found.stories.assign(row=rows), found.uses), concepts_of(store))


def rows_of(store: Store, stories: pd.DataFrame, selection: Selection) -> pd.Series:
    """The row of each story: its group, country or language as asked for, else its outlet."""
    if selection.rows == "group":
        return on_its_day(stories, outlets_of(store), selection.grouping, selection.zone)
    if selection.rows == "country":
        countries = {outlet.id: outlet.country for outlet in outlets_of(store)}
        return stories["outlet_id"].map(countries).fillna("")
    return stories["language" if selection.rows == "language" else "outlet_id"]


def shares(found: Framed, concepts: Sequence[Concept]) -> pd.DataFrame:
    """concept, frame, row, language, could (stories that mention the concept), uses (those that
    use the frame), share (0..1) with low and high, quoted (uses only within quotation marks),
    title_could and title_uses (the same of headlines alone, which every feed carries),
    title_only, with_summary and full_text (how much of `could` its feed gave), examples (newest
    story ids) (pure). `found.stories` have their row."""
    if found.uses.empty:
        return typed([], WORDING)
    facts = found.stories[["row", "language", "text_scope"]].astype("category")
    uses = found.uses.astype({"concept": "category", "frame": "category"}).assign(
        # Stories and their facts by number: texts compare ten times slower.
        at=pd.Index(found.stories["id"]).get_indexer(found.uses["story_id"]),
        in_title=found.uses["place"] == "title",
    )
    could = _once(uses, ["concept", "at"]).join(facts, on="at")
    used = _once(uses[uses["frame"] != ""], ["concept", "frame", "at"]).join(facts, on="at")
    table = _asked(_mentioned(could), concepts).merge(
        _used(used, found.stories["id"]), on=["concept", "frame", "row", "language"], how="left"
    )
    return _measured(table)


def _once(uses: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Each story once: whether its headline has it, whether it stands in quotations only."""
    return uses.groupby(key, sort=False, observed=True).agg(
        in_title=("in_title", "any"), quoted=("quoted", "all")
    ).reset_index()  # fmt: skip


def _mentioned(could: pd.DataFrame) -> pd.DataFrame:
    """Stories that mention each concept, by row and language."""
    for scope, name in SCOPES.items():
        could[name] = could["text_scope"] == scope
    sums = {name: (name, "sum") for name in SCOPES.values()}
    found = could.groupby(["concept", "row", "language"], observed=True).agg(
        could=("at", "size"), title_could=("in_title", "sum"), **sums
    )
    return _texts(found.reset_index(), ["concept", "row", "language"])


def _texts(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return table.astype(dict.fromkeys(columns, "str"))


def _used(used: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    """Stories that use each frame, by row and language, with the newest; `ids` of stories."""
    key = ["concept", "frame", "row", "language"]
    newest = used.sort_values("at")
    groups = newest.groupby(key, observed=True)
    counts = groups.agg(
        uses=("at", "size"), title_uses=("in_title", "sum"), quoted=("quoted", "sum")
    )
    some = (groups.cumcount() < EXAMPLES).to_numpy()
    told: dict[int, list[str]] = defaultdict(list)
    places = newest["at"].to_numpy()[some]
    for group, name in zip(groups.ngroup()[some], ids.take(places), strict=True):
        told[group].append(name)
    counts["examples"] = [" ".join(told[group]) for group in range(len(counts))]
    return _texts(counts.reset_index(), key)


def _asked(mentioned: pd.DataFrame, concepts: Sequence[Concept]) -> pd.DataFrame:
    """A line for every frame that has words in the language, used or not."""
    languages = sorted(mentioned["language"].unique())
    lines = [
        (concept.id, frame.id, language)
        for concept in concepts
        for frame in concept.frames
        for language in languages
        if frame.speaks(language)
    ]
    spoken = pd.DataFrame(lines, columns=["concept", "frame", "language"]).astype("str")
    return mentioned.merge(spoken, on=["concept", "language"])


def _measured(table: pd.DataFrame) -> pd.DataFrame:
    for name in ("uses", "title_uses", "quoted"):
        table[name] = table[name].fillna(0).astype("int64")
    table["examples"] = table["examples"].fillna("")
    table["share"] = table["uses"] / table["could"]
    table["low"], table["high"] = wilson(table["uses"], table["could"])
    found = table[list(WORDING)].astype(WORDING)
    return found.sort_values(["concept", "language", "row", "frame"], ignore_index=True)


def quotes(store: Store, selection: Selection, frame: str, limit: int = 1000) -> pd.DataFrame:
    """Every use of a frame, newest story first, as `concordance` below; SelectionError where
    there is no such frame."""
    known = {one.id for concept in concepts_of(store) for one in concept.frames}
    if frame not in known:
        raise SelectionError(f"There is no frame “{frame}”.", f"Known: {', '.join(sorted(known))}.")
    found = framed(store, selection)
    uses = found.uses[found.uses["frame"] == frame]
    some = uses["story_id"].drop_duplicates().head(limit)
    chosen = found.stories[found.stories["id"].isin(some)]
    told = chosen if selection.as_of is not None else _with_texts(store, chosen)
    return concordance(Framed(told, uses[uses["story_id"].isin(some)]), frame).head(limit)


def _with_texts(store: Store, stories: pd.DataFrame) -> pd.DataFrame:
    held = store.stories(stories["id"].tolist())
    texts = {
        name: pd.Series([getattr(held[one], name) for one in stories["id"]], stories.index, "str")
        for name in ("title", "summary", "url")
    }
    return stories.assign(**texts)


def concordance(found: Framed, frame: str) -> pd.DataFrame:
    """story_id, outlet_id, published_at, language, text_scope, url, concept, frame, place (title
    or summary), start, end (of the term in it), term, quoted, sentence, sentence_start (pure).
    The term is sentence[start - sentence_start : end - sentence_start]."""
    uses = found.uses[found.uses["frame"] == frame]
    if uses.empty:
        return typed([], QUOTES)
    order = {story_id: number for number, story_id in enumerate(found.stories["id"])}
    told = uses.merge(found.stories.rename(columns={"id": "story_id"}), on="story_id")
    told["at"] = told["story_id"].map(order)
    told = told.sort_values(["at", "place", "start"], ascending=[True, False, True])
    texts = told["title"].where(told["place"] == "title", told["summary"])
    spans = list(zip(texts, told["start"], told["end"], strict=True))
    begun = [sentence(text, start, end) for text, start, end in spans]
    told["term"] = [text[start:end] for text, start, end in spans]
    told["sentence"] = [text[a:b] for (text, *_), (a, b) in zip(spans, begun, strict=True)]
    told["sentence_start"] = [first for first, _ in begun]
    return told[list(QUOTES)].astype(QUOTES).reset_index(drop=True)
