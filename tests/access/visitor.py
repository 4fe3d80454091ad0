"""A browser before the gate: keeps cookies, sends what browsers send, logs in through the form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from werkzeug.test import TestResponse

from dashboard.access.rules import Access
from dashboard.app import create_app
from feeds.store.protocol import Store
from tests.dashboard.fakes.world import subject

HOST = "desk.example"
KEPT: dict[str, str] = {}


def kept(password: str) -> str:
    """The hash of a password, made once: it is meant to take long."""
    from dashboard.access.passwords import hashed

    return KEPT.setdefault(password, hashed(password))


EDITING, READING = "four plain words here", "another four plain words"


def by_password(**facts: Any) -> Access:
    """A way in by two passwords."""
    held = Access("password", reader_hash=kept(READING), editor_hash=kept(EDITING))
    return replace(held, **facts)


class Visitor:
    """Someone at a browser; `visits` pages and `sends` what pages send."""

    def __init__(self, store: Store, access: Access, address: str = "192.0.2.7") -> None:
        self.app = create_app(store, subject(), access=access)
        self.client = self.app.server.test_client()
        self.base, self.address = f"https://{HOST}", address

    def visits(self, path: str, **headers: str) -> TestResponse:
        """A page."""
        return self._asks("GET", path, headers)

    def logs_in(self, name: str, password: str, leads: str = "/") -> TestResponse:
        """The form, filled in and sent."""
        found = re.search(r'name="token" value="([^"]+)"', self.visits("/login").text)
        token = found[1] if found else ""
        data = {"name": name, "password": password, "next": leads, "token": token}
        return self._asks("POST", "/login", {"Origin": self.base}, data=data)

    def token(self) -> str:
        """What a page of ours can read and sends along."""
        cookie = self.client.get_cookie("_csrf_token", HOST)
        return cookie.value if cookie else ""

    def saves(self, name: str, **headers: str) -> TestResponse:
        """The view that is seen, under a name."""
        body = {
            "output": OUTPUT,
            "outputs": [
                {"id": part.split(".")[0], "property": part.split(".")[1]}
                for part in OUTPUT.strip(".").split("...")
            ],
            "inputs": [
                {"id": "view", "property": "data", "value": "/?bin=week"},
                {"id": "views-save", "property": "n_clicks", "value": 1},
                {"id": "views-remove", "property": "n_clicks", "value": None},
            ],
            "state": [
                {"id": "views-name", "property": "value", "value": name},
                {"id": "opened", "property": "data", "value": None},
                {"id": "lang", "property": "value", "value": "en"},
            ],
            "changedPropIds": ["views-save.n_clicks"],
        }
        sent = {"Origin": self.base, "X-CSRFToken": self.token()} | headers
        return self._asks("POST", "/_dash-update-component", sent, json=body)

    def _asks(self, method: str, path: str, headers: dict[str, str], **rest: Any) -> TestResponse:
        return self.client.open(
            path,
            method=method,
            base_url=self.base,
            headers={"Accept": "text/html,*/*"} | headers,
            environ_overrides={"REMOTE_ADDR": self.address},
            **rest,
        )


OUTPUT = (
    "..views-list.children...views-said.children...views-edit.hidden...views-title.children"
    "...views-save.children...views-remove.children...views-name.label.."
)
