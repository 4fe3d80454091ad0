"""What the parts of an event's picture share: its stories, lanes, colours and clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.figures.canvas import Canvas, Trace, line
from dashboard.figures.event_bins import NOBODY, Crowd
from dashboard.figures.event_rows import Rows
from dashboard.theme import Look
from dashboard.words import Names


@dataclass(frozen=True)
class Lanes:
    """The figure and all that is drawn into it; instants are drawn as wall clock in `zone`."""

    fig: Canvas
    stories: pd.DataFrame
    cited: pd.DataFrame
    rows: Rows
    names: Names
    paints: dict[str, str]
    look: Look
    zone: str
    slim: bool = False
    crowd: Crowd = NOBODY
    notes: list[dict[str, Any]] = field(default_factory=list)  # words and arrows, drawn at once:
    boxes: list[dict[str, Any]] = field(default_factory=list)  # one by one takes Plotly long

    @cached_property
    def _offset(self) -> Any:
        return self.stories["published_at"].min().tz_convert(self.zone).utcoffset()

    def x(self, at: pd.Timestamp) -> pd.Timestamp:
        """An instant as it is drawn: with the offset of the first story's day throughout, to the
        second, which is nearer than a picture shows."""
        return pd.Timestamp(at.tz_convert("UTC").tz_localize(None) + self._offset).floor("s")

    def places(self, outlets: pd.Series) -> list[int]:
        """The lanes of outlets."""
        at = {str(outlet): self.rows.place(str(outlet)) for outlet in outlets.unique()}
        return [at[str(outlet)] for outlet in outlets]

    def paint(self, group: str) -> str:
        """The colour of a group."""
        return self.paints.get(group, theme.REST)

    def write(self, at: pd.Timestamp | None, lane: int, text: str, **more: Any) -> None:
        """Words at an instant of a lane, or at its beginning, on the paper's colour."""
        place: dict[str, Any] = {"x": 0, "xref": "paper"} if at is None else {"x": self.x(at)}
        usual = {"size": 11, "color": self.look.muted}
        self.notes.append(
            {
                **place,
                "y": lane,
                "text": text,
                "showarrow": False,
                "xanchor": "left",
                "font": usual,
                "bgcolor": self.look.paper,
                "borderpad": 1,
                **more,
            }
        )

    def settle(self) -> None:
        """Put the words, arrows and boxes into the figure."""
        held = [*self.fig.layout.get("annotations", []), *self.notes]
        self.fig.update_layout(annotations=held, shapes=self.boxes)


def key(name: str, marker: dict[str, Any]) -> Trace:
    """A line of the legend."""
    return line(
        x=[None],
        y=[None],
        mode="markers",
        name=theme.plain(name),
        hoverinfo="skip",
        marker={"size": 12, **marker},
    )
