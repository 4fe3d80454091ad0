"""Questions on what a request says of who asks, and on finding and handing on feeds."""

from __future__ import annotations

from feeds.selftest.answers import says
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import rss

TELLTALE = ("cookie", "referer", "pragma", "cache-control", "from", "x-forwarded-for", "dnt")


def honest_headers(desk: Desk) -> None:
    """A descriptive User-Agent with a URL; no cookies, no referer, no cache-busting."""
    cookie = "visitor=7; Path=/; Max-Age=99999"
    feed = desk.feed("feed", says(b"", 302, location="/there", set_cookie=cookie))
    desk.feed("list", says(rss("a"), set_cookie=cookie), url=desk.origin.url("/list?z=1&b=%20"))
    desk.origin.on("/there", says(rss("a"), set_cookie=cookie))
    for _ in range(2):
        desk.poll()
        desk.later()
    same("requests", len(desk.origin.log), 6)
    for asked in desk.origin.log:
        agent = (asked.header("User-Agent") or b"").decode("latin-1")
        expect("coverline" in agent.lower() and "http" in agent, f"the User-Agent is {agent!r}")
        sent = [name for name in TELLTALE if asked.header(name) is not None]
        same("headers that tell of other visits", sent, [])
    paths = {asked.path for asked in desk.origin.log}
    same("addresses asked", paths, {"/feed", "/there", "/list?z=1&b=%20"})
    desk.settle(user_agent="Harbour desk (+https://quay.example/about)")
    desk.poll()
    own = desk.asked(feed)[-1].header("User-Agent")
    same("a User-Agent of one's own", own, b"Harbour desk (+https://quay.example/about)")
