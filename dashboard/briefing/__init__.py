"""A week's briefing as plain data: sentences, tables and figures, every number from a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from dashboard.briefing import dossiers, health, remarks, since, summary, tables
from dashboard.briefing.charts import PAPER, Charts, drawn_by
from dashboard.briefing.reading import SURE, Reading
from dashboard.briefing.voice import Voice, isolated
from dashboard.data import Desk
from dashboard.figures.clockface import span
from dashboard.figures.paper import zone_words
from dashboard.show import Heading, Lines, Part, Shown
from dashboard.tongue import LANGS
from dashboard.weeks import week_of, week_selection
from feeds.coverage import Selection
from feeds.errors import SelectionError
from feeds.model import Subject
from feeds.settings import MONDAY
from feeds.store.protocol import Store

__all__ = ["PARTS", "Briefing", "make_briefing"]

PARTS = ("summary", "added", "weeks", "topics", "events", "outlets", "silences", "since",
         "health", "appendix")  # fmt: skip
MOST_STORIES = 4000  # in the appendix of one file


class Briefing:
    """The briefing of a selection's week in a language; tables are read when first asked for.

    Without `charts` its figures are left out. `most` stories stand in the appendix; where there
    are more it says so and names `file`, which holds all of them.
    """

    def __init__(
        self,
        store: Store,
        subject: Subject,
        selection: Selection,
        lang: str = "en",
        charts: Charts | None = None,
        most: int = MOST_STORIES,
    ) -> None:
        if lang not in LANGS:
            raise SelectionError(
                f"There is no edition in “{lang}”.", f"Choose {' or '.join(LANGS)}."
            )
        self.desk, self.lang, self.most = Desk(store, subject), lang, most
        self.reading = Reading(self.desk, selection)
        self.selection = self.reading.selection
        self.voice = Voice(self.desk.names(selection, lang), selection.zone)
        self._paper = charts is not None and charts.fit is PAPER
        self._drawn = drawn_by(
            self.desk, lang, charts, lambda why: self.voice.tell("no_figure", why=why)
        )

    @property
    def week(self) -> str:
        """`2026-W01`."""
        return week_of(self.selection)

    @property
    def title(self) -> str:
        """Subject and week."""
        label = summary.label_of(self.reading, self.voice)
        week = isolated(self.week) if self.lang == "ar" else self.week
        return self.voice.tell("title", subject=label, week=week)

    @cached_property
    def heading(self) -> Heading:
        """Title, days, zone, cut-off, and what limits every count below."""
        voice, basis = self.voice, self.reading.basis
        ends = (voice.local(at) for at in (self.selection.from_at, self.selection.to_at))
        below = voice.tell(
            "below",
            synthetic=voice.tell("synthetic") if basis.synthetic else "",
            days=span(*ends, lang=self.lang),
            zone=zone_words(self.selection.zone, self.lang),
            cutoff=voice.moment(basis.cutoff),
        )
        warned = [
            voice.tell("unobserved", part=voice.part(basis.exposure))
            if 0 < basis.exposure < SURE
            else "",
            voice.tell("not_over", cutoff=voice.moment(basis.cutoff))
            if basis.cutoff < self.selection.to_at
            else "",
        ]
        return Heading(self.title, (below, *(text for text in warned if text)), self.lang)

    def part(self, name: str) -> Part:
        """A part by its name; see PARTS."""
        made: dict[str, Callable[[], tuple[Shown, ...]]] = {
            "summary": self._summary,
            "added": lambda: remarks.pieces(self.reading, self.voice),
            "weeks": self._weeks,
            "topics": self._topics,
            "events": self._events,
            "outlets": self._outlets,
            "silences": lambda: tables.silences(self.reading, self.voice),
            "since": lambda: since.pieces(since.Since(self.reading), self.voice),
            "health": self._health,
            "appendix": self._appendix,
        }
        lead = ""
        if name != "summary":
            lead = self.voice.tell(f"lead.{name}", at=self.voice.moment(self.selection.from_at))
        return Part(self.voice.tell(f"part.{name}"), lead, made[name](), self.lang)

    def parts(self) -> tuple[Part, ...]:
        """All of them, in order."""
        return tuple(self.part(name) for name in PARTS)

    def _summary(self) -> tuple[Shown, ...]:
        return (Lines(summary.sentences(self.reading, self.voice)),)

    def _weeks(self) -> tuple[Shown, ...]:
        told = tables.weeks(self.reading, self.voice)
        *before, _ = self.reading.weeks
        seen = any(week.exposure or week.stories for week in before)
        return self._beside(told, "weeks") if seen else told  # one bar is no comparison

    def _topics(self) -> tuple[Shown, ...]:
        return self._beside((tables.topics(self.reading, self.voice),), "timeline")

    def _events(self) -> tuple[Shown, ...]:
        told = summary.firsts(self.reading, self.voice)
        return (
            *((Lines((told,)),) if told else ()),
            tables.events(self.reading, self.voice),
            *dossiers.pieces(self.reading, self.voice, self._drawn, self._paper),
        )

    def _outlets(self) -> tuple[Shown, ...]:
        return (*self._figures("heatmap", "attention"), *tables.outlets(self.reading, self.voice))

    def _health(self) -> tuple[Shown, ...]:
        return (Lines(health.lines(self.reading, self.voice)), *self._figures("exposure"))

    def _appendix(self) -> tuple[Shown, ...]:
        stories, voice = self.reading.stories, self.voice
        told = tables.appendix(stories.head(self.most), voice)
        if len(stories) <= self.most:
            return told
        facts = {"shown": self.most, "all": len(stories), "file": stories_file(self.week)}
        return (Lines((voice.tell("stories.shown", **facts),)), *told)

    def _beside(self, told: tuple[Shown, ...], name: str) -> tuple[Shown, ...]:
        """A figure before its table; on paper after it, where the page may end between them."""
        drawn = self._figures(name)
        return (*told, *drawn) if self._paper else (*drawn, *told)

    def _figures(self, *names: str) -> tuple[Shown, ...]:
        """Figures of `coverline export`, reprints counted once."""
        return tuple(piece for name in names for piece in self._drawn(name, self.reading.reporting))


def stories_file(week: str) -> str:
    """The name of the file that holds all stories of a week where its briefing cannot."""
    return f"coverline-stories-{week}.csv"


def make_briefing(
    store: Store,
    subject: Subject,
    week: str | None = None,
    lang: str = "en",
    week_start: str = MONDAY,
    charts: Charts | None = None,
    most: int = MOST_STORIES,
) -> Briefing:
    """The briefing of a week, by default the last whole one; SelectionError where there is none."""
    selection = week_selection(week, "", subject, store.span(), week_start)
    return Briefing(store, subject, selection, lang, charts, most)
