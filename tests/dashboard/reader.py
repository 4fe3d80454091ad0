"""A reader with a browser at the dashboard."""

from __future__ import annotations

from typing import Any


class Reader:
    """A page with a record of what it complained of and whom it asked."""

    def __init__(self, browser: Any, address: str, width: int = 1400) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900})
        self.address, self.complaints, self.asked = address, [], []
        self.page.set_default_timeout(20_000)
        self.page.on("console", lambda m: self._heard(m.type, m.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)

    def opens(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_selector("#page > *")

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def waits_for_url(self, part: str) -> None:
        self.page.wait_for_function("part => location.href.includes(part)", arg=part)

    def elsewhere(self) -> list[str]:
        """Addresses of other hosts that the page asked for."""
        own = (self.address, "data:", "blob:")
        return [url for url in self.asked if not url.startswith(own)]

    def violations(self) -> list[tuple[str, list[str]]]:
        """What axe finds against WCAG 2.1 A and AA: rule, and the elements' HTML."""
        from axe_playwright_python.sync_playwright import Axe

        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
        found = Axe().run(self.page, options=rules).response["violations"]
        return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
