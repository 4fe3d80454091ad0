"""A briefing for the notebook: opened from a store's address, its figures drawn as asked."""

from __future__ import annotations

import atexit
from typing import Any, get_args

from dashboard.briefing import MOST_STORIES, Briefing, make_briefing
from dashboard.briefing.charts import Alive, Charts, Printed, Still, Way, script
from dashboard.export.warm import Warm
from feeds.errors import SelectionError
from feeds.opening import open_real
from feeds.settings import load

MOST = {"alive": MOST_STORIES, "still": 2500, "print": 2500, "none": 1000}  # stories listed


def open_briefing(
    store: str = "",
    week: str = "",
    lang: str = "en",
    figures: str = "alive",
    subject: str = "",
    week_start: str = "",
) -> Briefing:
    """The briefing of a week, "" for the last whole one and for what the settings say; figures
    are alive, still (SVG, needs Chromium), print (PNG as wide as paper) or none."""
    if figures not in get_args(Way):
        raise SelectionError(
            f"Figures cannot be “{figures}”.", f"Choose one of {', '.join(get_args(Way))}."
        )
    given = {"store": store, "subject": subject, "week_start": week_start}
    settings = load({name: value for name, value in given.items() if value})
    opened = open_real(settings, create=False)
    return make_briefing(
        opened.store,
        opened.subject,
        week or None,
        lang or "en",
        settings.week_start,
        _charts(figures),
        MOST[figures],
    )


def _charts(figures: str) -> Charts | None:
    if figures == "alive":
        _show(script())
        return Alive()
    if figures == "none":
        return None
    browser = Warm()
    atexit.register(browser.close)
    return Printed(browser) if figures == "print" else Still(browser)


def _show(html: str) -> None:
    """Put HTML into the notebook."""
    from IPython.display import HTML, display

    shown: Any = HTML(html)  # type: ignore[no-untyped-call]
    display(shown)  # type: ignore[no-untyped-call]
