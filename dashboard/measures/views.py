"""How long answers take, by view; of all server processes together where there are several."""

from __future__ import annotations

import os
import time
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as told
from prometheus_client.multiprocess import MultiProcessCollector

from dashboard.access.addresses import is_loopback, within
from dashboard.access.gate import address_of
from dashboard.access.page import refusal
from dashboard.access.reader import reader
from dashboard.access.rules import Access
from dashboard.measures import SHARED
from dashboard.measures.figures import StoreFigures
from dashboard.pages import PAGES
from dashboard.selection import page_of
from feeds.store.protocol import Store

STEPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 2.0, 5.0, 10.0)  # seconds
UPDATE = "/_dash-update-component"


class Views:
    """The times of one application's views and what failed in them."""

    def __init__(self, store: Store) -> None:
        self.registry = CollectorRegistry()
        of_views = self.registry if SHARED not in os.environ else CollectorRegistry()
        self.seconds = Histogram(
            "coverline_view_seconds", "Time to answer.", ["view"], buckets=STEPS, registry=of_views
        )
        self.errors = Counter(
            "coverline_view_errors", "Answers of status 500 or more.", ["view"], registry=of_views
        )
        self.registry.register(StoreFigures(store))
        if SHARED in os.environ:
            MultiProcessCollector(self.registry)  # type: ignore[no-untyped-call]


def register(server: Flask, access: Access, store: Store) -> None:
    """Take every answer's time, and serve `/metrics` to who may read it."""
    views = Views(store)

    @server.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @server.after_request
    def end(response: Response) -> Response:
        name = view_of(request.path, request.get_json(silent=True) if _asks() else None)
        if name:
            views.seconds.labels(name).observe(time.perf_counter() - g.get("began", 0.0))
            if response.status_code >= 500:
                views.errors.labels(name).inc()
        return response

    @server.get("/metrics")
    def metrics() -> Response:
        if not _may(access):
            return refusal("metrics", 403)
        return Response(told(views.registry), content_type=CONTENT_TYPE_LATEST)


def _asks() -> bool:
    return request.path == UPDATE and request.method == "POST"


def view_of(path: str, asked: Any) -> str:
    """The view that a request is for, of a few names that stay the same; "" where its time
    says nothing (pure)."""
    if path == UPDATE and isinstance(asked, dict):
        return _drawn(asked)
    first = path.strip("/").split("/")[0] or "timeline"
    if first in PAGES:
        return "first document"
    return first if first in ("figure", "briefing", "login") else ""


def _drawn(asked: dict[str, Any]) -> str:
    """The page that is drawn, or else "control"."""
    output = str(asked.get("output", ""))
    if not output.startswith("page."):
        return "below" if output.startswith("below.") else "control"
    for one in asked.get("inputs") or ():
        if isinstance(one, dict) and one.get("id") == "view" and isinstance(one.get("value"), str):
            name = page_of(one["value"])
            return name if name in PAGES else "control"
    return "control"


def _may(access: Access) -> bool:
    """This machine, who is logged in, and the addresses of the setting `metrics_from`."""
    if reader().named:
        return True
    address = address_of(access)
    passed_on = "X-Forwarded-For" in request.headers and address == request.remote_addr
    return (is_loopback(address) and not passed_on) or within(address, access.metrics)
