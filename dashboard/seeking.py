"""A search that is typed into a box, and sent by Enter or by its button."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, Output, State


def register(app: Dash, box: str, button: str) -> None:
    """Seek what stands in a box when it is sent: the value that Dash knows may be a moment old."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("coverline", "seek"),
        Output("picked", "data", allow_duplicate=True),
        Input(button, "n_clicks"),
        Input(box, "n_submit"),
        State(box, "id"),
        prevent_initial_call=True,
    )
