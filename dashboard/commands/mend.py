"""`coverline feeds check`, `revive`, `accept`, `off` and `on`: looking after feeds, one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.endings import FAILED
from feeds.errors import SelectionError
from feeds.settings import Settings

if TYPE_CHECKING:
    from dashboard.tending import Tending
    from feeds.model import FeedState

Named = Annotated[str, typer.Argument(help="A feed's id or address.")]


def check(
    ctx: typer.Context,
    feed: Annotated[
        list[str] | None,
        typer.Argument(help="Ids or addresses of feeds, or ids of outlets; all that need a hand."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """Explain how feeds do and what to do about it. Exit code 1 when one of them is failing.

    Example: coverline feeds check https://herald.example/rss
    """
    from dashboard.feed_check import tell

    if not tell(ctx.obj, feed or (), as_json):
        raise typer.Exit(FAILED)


def revive(ctx: typer.Context, feed: Named) -> None:
    """Ask a feed again that said it was gone for good, from the next poll on.

    Example: coverline feeds revive herald-all
    """
    from dashboard.tending import asked_again

    def alive(state: FeedState) -> FeedState:
        if not state.retired:
            raise SelectionError(
                f"{state.feed_id} is not retired: it is asked whenever it is due.",
                "`coverline feeds check` tells how it does.",
            )
        return asked_again(state)

    revived = _mended(ctx.obj, feed, alive, ("feed revive", "retired", "asked again"))
    print(f"{revived} is asked again with the next poll.")


def accept(ctx: typer.Context, feed: Named) -> None:
    """Take what a feed is now for right, where it changed its title and its site.

    Example: coverline feeds accept herald-all
    """
    from feeds.ledger.traits import forgotten

    accepted = _mended(ctx.obj, feed, forgotten, ("feed accept", "", "as it is"))
    print(f"{accepted} is known from its next document on by what that says of itself.")


def off(ctx: typer.Context, feed: Named) -> None:
    """Poll a feed no more; what it brought stays, and its time counts as not observed.

    Example: coverline feeds off herald-all
    """
    print(f"{_tended(ctx.obj, feed, lambda at, feed_id: at.off(feed_id))} is switched off.")


def on(ctx: typer.Context, feed: Named) -> None:
    """Poll a feed that was switched off again, from the next poll on.

    Example: coverline feeds on herald-all
    """
    done = _tended(ctx.obj, feed, lambda at, feed_id: at.on(feed_id))
    print(f"{done} is asked again with the next poll.")


def _tended(settings: Settings, word: str, act: Callable[[Tending, str], None]) -> str:
    """Do something to a feed; its id."""
    from dashboard.feed_names import one
    from dashboard.tending import Tending
    from feeds.opening import known_outlets, open_real

    opened = open_real(settings, create=False)
    try:
        feeds = [
            {"feed_id": feed.id, "outlet_id": outlet.id, "url": feed.url}
            for outlet in known_outlets(opened)
            for feed in outlet.feeds
        ]
        feed_id = str(one(word, feeds)["feed_id"])
        act(Tending(opened, settings), feed_id)
        return feed_id
    finally:
        opened.store.close()


def _mended(
    settings: Settings,
    word: str,
    mend: Callable[[FeedState], FeedState],
    noted: tuple[str, str, str],
) -> str:
    """Rewrite what is remembered of a feed; its id. Deed, how it stood ("" for what it was known
    by) and how it stands are noted in the audit log."""
    from dashboard.feed_names import one
    from dashboard.tending import Tending
    from feeds.opening import open_real

    opened = open_real(settings, create=False)
    try:
        feeds = [
            {"feed_id": feed.id, "outlet_id": outlet.id, "url": feed.url}
            for outlet in opened.store.outlets()
            for feed in outlet.feeds
        ]
        feed_id = str(one(word, feeds)["feed_id"])
        state = opened.store.states_of([feed_id]).get(feed_id)
        if state is None:
            raise SelectionError(f"{feed_id} was never polled.", "Run `coverline poll`.")
        opened.store.keep_states([mend(state)])
        deed, before, after = noted
        stood = before or f"{state.title} {state.link_host}".strip()
        Tending(opened, settings).note(deed, f"feed:{feed_id}", stood, after)
        return feed_id
    finally:
        opened.store.close()
