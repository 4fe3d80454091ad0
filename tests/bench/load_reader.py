"""A reader who logs in and asks what a browser asks: a page at first, then view after view."""

from __future__ import annotations

import http.client
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from tests.bench.dashboard import FINDINGS, asking

PAGES = ("overview", "", "outlets", "events", "names", "stories", "feeds")
THINKS = 5.0  # seconds that a reader looks at a view
PASSWORD = "four plain words here"
AT_ONCE = 6  # requests to one host, as browsers have it
PATIENCE = 30.0  # seconds until an answer that does not come is an error
REFUSED = '"role":"alert"'  # in what stands in a view's place that could not be drawn
ROWS = {"startRow": 0, "endRow": 100, "filterModel": {}, "sortModel": []}


@dataclass
class Tally:
    """What readers saw: seconds until a view's picture and until all of it, and of each request."""

    pictures: list[float] = field(default_factory=list)
    views: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Reader:
    """One reader, with the cookies of a session and the token that pages send along."""

    def __init__(self, port: int, number: int, days: Sequence[date], tally: Tally) -> None:
        self._port, self._name, self._days, self._tally = port, f"reader {number}", days, tally
        self._draw = random.Random(number)
        self._cookies: dict[str, str] = {}
        self._token = ""

    def read(self, until: float) -> None:
        """A view, a look at it, another view, up to an instant of the monotonic clock."""
        time.sleep(self._draw.uniform(0, THINKS))
        try:
            self._log_in()
        except (OSError, http.client.HTTPException) as error:
            self._tally.errors.append(f"login: {error!r}")
            return
        with ThreadPoolExecutor(AT_ONCE) as side_by_side:
            while time.monotonic() < until:
                page, address = self._view()
                began = time.perf_counter()
                first, *later = requests(page, address)
                self._draws(address, first)
                self._tally.pictures.append(time.perf_counter() - began)
                list(side_by_side.map(partial(self._draws, address), later))
                self._tally.views.append(time.perf_counter() - began)
                time.sleep(self._draw.uniform(0.6, 1.4) * THINKS)

    def _draws(self, address: str, body: dict[str, Any]) -> None:
        self._request("POST", "/_dash-update-component", json.dumps(body), address)

    def _view(self) -> tuple[str, str]:
        """A page over up to two weeks of the store."""
        first = self._draw.randrange(max(1, len(self._days) - 1))
        last = min(len(self._days) - 1, first + self._draw.choice((2, 6, 13)))
        from_day, to_day = (self._days[number].isoformat() for number in (first, last))
        span = {"span": "dates", "from_day": from_day, "to_day": to_day}
        page = self._draw.choice(PAGES)
        return page, f"/{page}?{urlencode(span)}"

    def _log_in(self) -> None:
        """Log in and open the first page, with what a browser gets before any script runs."""
        _, page = self._ask("GET", "/login", "")
        found = re.search(r'name="token" value="([^"]+)"', page)
        token = found[1] if found else ""
        form = {"name": self._name, "password": PASSWORD, "token": token}
        self._ask("POST", "/login", urlencode(form))
        self._token = token
        _, address = self._view()
        self._request("GET", address, "", address)

    def _request(self, method: str, path: str, body: str, what: str) -> None:
        began = time.perf_counter()
        try:
            status, text = self._ask(method, path, body)
            if status != 200 or REFUSED in text:
                self._tally.errors.append(f"{status} {what}")
        except (OSError, http.client.HTTPException) as error:
            self._tally.errors.append(repr(error))
        self._tally.requests.append(time.perf_counter() - began)

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str]:
        """Status and text of an answer; cookies that it sets are kept."""
        form = "application/json" if self._token else "application/x-www-form-urlencoded"
        cookies = "; ".join(map("=".join, self._cookies.items()))
        headers = {"Content-Type": form, "Cookie": cookies, "X-CSRFToken": self._token}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        with closing(connection) as line:
            line.request(method, path, body, {**headers, "Accept": "text/html"})
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        for given in answer.msg.get_all("Set-Cookie", []):
            name, _, value = given.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text


def requests(page: str, address: str) -> Iterator[dict[str, Any]]:
    """The requests by which a view comes: its picture, then what is found once that stands."""
    yield asking("page", "view", address)
    if page == "overview":
        for part in FINDINGS:
            yield asking(f"overview-{part}", "overview-of", address)
    if page == "stories":
        yield _sent("facets.children", "facets-of.data", address)
        yield _sent("stories.getRowsResponse", "stories.getRowsRequest", ROWS, address)


def _sent(output: str, source: str, value: object, *opened: str) -> dict[str, Any]:
    """The request of a callback for one output, with the address that stands open."""
    part, kind = output.split(".")
    name, held = source.split(".")
    return {
        "output": output,
        "outputs": {"id": part, "property": kind},
        "inputs": [{"id": name, "property": held, "value": value}],
        "changedPropIds": [source],
        "state": [{"id": "opened", "property": "data", "value": each} for each in opened],
    }
