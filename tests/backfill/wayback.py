"""An archive on loopback that behaves as the Wayback Machine is documented to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from tests.backfill.shelf import Answer, Shelf, says

FIELDS = ("timestamp", "original", "statuscode", "mimetype", "digest")


@dataclass
class Archive:
    """Captures by address and stamp. The index pages by `limit` and `resumeKey`, filters by
    status, collapses neighbours of one digest; `/web/STAMPid_/URL` gives the raw body."""

    shelf: Shelf
    captures: dict[str, dict[str, Answer]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)  # stamp -> the stamp it redirects to
    unlisted: set[str] = field(default_factory=set)  # stamps that the index leaves out
    page: int = 3  # captures a page of the index, at most

    def __post_init__(self) -> None:
        self.shelf.decide = self._decide

    def captured(self, url: str, stamp: str, body: str, status: int = 200) -> None:
        """Keep a copy of an address."""
        self.captures.setdefault(url, {})[stamp] = says(body, status)

    def index_requests(self) -> list[str]:
        """What was asked of the index."""
        return [path for path in self.shelf.asked if path.startswith("/cdx/")]

    def capture_requests(self) -> list[str]:
        """The stamps of the captures that were asked for, in order."""
        found = (re.match(r"/web/(\d{14})id_/", path) for path in self.shelf.asked)
        return [match[1] for match in found if match]

    def _decide(self, path: str) -> Answer | None:
        if path.startswith("/cdx/search/cdx?"):
            return self._index(parse_qs(urlsplit(path).query))
        match = re.fullmatch(r"/web/(\d{14})id_/(.+)", path)
        if not match:
            return None
        stamp, url = match.groups()
        if stamp in self.moved:
            return says(status=302, location=f"/web/{self.moved[stamp]}id_/{url}")
        return self.captures.get(url, {}).get(stamp)

    def _index(self, asked: dict[str, list[str]]) -> Answer:
        def value(name: str) -> str:
            return asked.get(name, [""])[0]

        assert (value("output"), value("filter")) == ("json", "statuscode:200")
        rows: list[list[str]] = []
        for stamp, answer in sorted(self.captures.get(value("url"), {}).items()):
            digest = sha256(answer.body).hexdigest()[:32].upper()
            if (
                stamp in self.unlisted
                or answer.status != 200
                or not value("from") <= stamp <= value("to")
            ):
                continue
            if rows and value("collapse") == "digest" and rows[-1][4] == digest:
                continue
            rows.append([stamp, value("url"), "200", "text/xml", digest])
        start = int(value("resumeKey") or 0)
        end = start + min(self.page, int(value("limit")))
        table = [list(FIELDS), *rows[start:end]] if rows[start:end] else []
        if value("showResumeKey") == "true" and end < len(rows):
            table += [[], [str(end)]]
        return says(json.dumps(table), content_type="application/json")
