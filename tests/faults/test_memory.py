"""Ten gigabytes of zeros behind gzip or brotli: cut at the limit, in little memory and time."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.faults.behaviours import expands
from tests.faults.hosts import PUBLIC, Hosts

MB = 1_000_000
GROWTH, SECONDS = 50 * MB, 20.0
FETCH = """
import asyncio, json, resource, sys, time
from feeds.fetch import Fetcher
from feeds.model import FeedState
from feeds.settings import Settings

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

async def fetch(*urls):
    async with Fetcher(Settings(allow_private=True, host_spacing=0)) as fetcher:
        return [await fetcher.fetch("f", url, FeedState("f")) for url in urls]

asyncio.run(fetch(sys.argv[2]))  # all that a fetch loads
before, begun = peak(), time.monotonic()
found = asyncio.run(fetch(sys.argv[1]))[0]
told = {"outcome": found.outcome, "error": found.error, "received": found.bytes_received}
print(json.dumps(told | {"growth": peak() - before, "seconds": time.monotonic() - begun}))
"""


@pytest.mark.parametrize("coding", ["gzip", "br", "identity"])
def test_ten_gigabytes_of_zeros_cost_little(coding: str) -> None:
    with Hosts().open() as hosts:
        hosts.on("bomb", expands(coding, 10_000))
        hosts.on("little", expands(coding, 1))
        bomb, little = (f"http://{PUBLIC}:{hosts.port}/{name}" for name in ("bomb", "little"))
        ran = subprocess.run(
            [sys.executable, "-c", FETCH, bomb, little], capture_output=True, check=True, timeout=60
        )
    found = json.loads(ran.stdout)
    assert found["outcome"] == "failed"
    assert "larger than 10,000,000 bytes" in found["error"]
    assert found["received"] <= 10 * MB + 2**20
    assert found["growth"] < GROWTH
    assert found["seconds"] < SECONDS
