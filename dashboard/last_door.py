"""The last door to a browser: names that are kept off leave no answer, whatever drew it."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Flask, Response, g

from dashboard.data import Desk
from dashboard.withholding import of
from feeds.errors import StoreError
from feeds.names.withholding import Withholding

# What the frame reads back, not what a person reads: ids, what a control holds, addresses.
READ_BACK = ("id", "value", "search", "pathname", "rowId", "namespace", "type")
KINDS = ("application/json", "text/html", "text/plain")
WEB = re.compile(r"https?://\S+\Z", re.IGNORECASE)
OWN = re.compile(r"[/?#]\S*\Z")


def register(server: Flask, desk: Desk) -> None:
    """Look at every answer in JSON or HTML where there is a list of names at all."""

    @server.after_request
    def withhold(response: Response) -> Response:
        if response.mimetype not in KINDS or g.get("away"):  # such an answer holds no data
            return response
        try:
            names = desk.suppressed()
        except StoreError:  # what might hold a name does not leave while nobody can tell
            return Response("The data cannot be reached just now.", 503, mimetype="text/plain")
        if names and not response.direct_passthrough:
            response.set_data(_told(response, of(names)))
        return response


def _told(response: Response, hide: Withholding) -> str:
    text = response.get_data(as_text=True)
    if response.mimetype != "application/json":
        return hide.text(text)
    return json.dumps(_clean(json.loads(text), "", hide), ensure_ascii=False)


def _clean(value: Any, key: str, hide: Withholding) -> Any:
    if isinstance(value, str):
        return value if key in READ_BACK else _text(value, hide)
    if isinstance(value, dict):
        return {name: _clean(part, name, hide) for name, part in value.items()}
    if isinstance(value, list):
        return [_clean(part, key, hide) for part in value]
    return value


def _text(text: str, hide: Withholding) -> str:
    """Other hosts' addresses go where they spell a name; our own say what the reader asked."""
    if WEB.match(text):
        return hide.address(text)
    return text if OWN.match(text) else hide.text(text)
