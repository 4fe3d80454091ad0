"""A Chromium that starts with nothing but the page that draws: half of its start was work for
windows that nobody sees."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from choreographer.browsers import Chromium

# Measured on Chromium 156, CPU seconds until the page is ready. What another version does not
# know of these it leaves alone.
UNSEEN = (
    # two pages of suggestions below an address bar, in a process of their own: 1.2 of 4.9
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
)
BARE = (
    *UNSEEN,
    # Plotly makes errors as it is read, and for their line numbers V8 read 5 MB of it three times
    # again; told to, it keeps those numbers the first time: 1.2 of 3.7
    "--js-flags=--no-enable-lazy-source-positions",
    "about:blank",  # not the page of a new tab: it is left at once
)


class BareChromium(Chromium):
    """As choreographer starts it, and less of it."""

    def get_cli(self) -> Sequence[str]:
        """The command that starts it."""
        return [*super().get_cli(), *BARE]


def _told(record: logging.LogRecord) -> bool:
    """False for the last word of a browser that closes, where it comes together with an answer:
    choreographer takes it for a broken message and prints a trace."""
    error = record.exc_info[1] if record.exc_info else None
    said = getattr(error.__cause__, "doc", "") if error else ""
    return not str(said).startswith("{bye}")


logging.getLogger("choreographer.channels.pipe").addFilter(_told)
