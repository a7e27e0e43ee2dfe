"""Whoever reports in a flood: four of five by a program's JSON, one of five by the form from an address of their own.

    python -m benchmarks.programs.flood URL TOKEN COUNT SECONDS < REPORTS

REPORTS are JSON objects, one a line, sent round and round. What is refused as too much is sent again a little later, as
people and programs do. It prints one line of JSON: the keys and links of what was accepted, and how often it was not.
"""

import asyncio
import json
import random
import sys
import time
from typing import Any

import aiohttp

AGAIN_S = 3.0
BY_FORM = 5
"""One of so many comes by the form."""


class Flood:
    """All that is sent, and what came of it."""

    def __init__(self, http: aiohttp.ClientSession, url: str, token: str, reports: list[dict[str, str]]) -> None:
        self._http, self._url, self._reports = http, url, reports
        self._headers = {"Authorization": f"Bearer {token}"}
        self.keys: list[str] = []
        self.links: list[str] = []
        self.refused = 0
        self.waited: list[float] = []

    async def send(self, number: int) -> None:
        """Send one, until it is accepted."""
        began = time.monotonic()
        told = self._reports[number % len(self._reports)]
        while not await (self._by_form if number % BY_FORM == 0 else self._by_program)(number, told):
            self.refused += 1
            await asyncio.sleep(AGAIN_S)
        self.waited.append(time.monotonic() - began)

    async def _by_program(self, number: int, told: dict[str, str]) -> bool:
        given = {**told, "key": f"flood-{number}", "reach": f"customer{number}@example.org"}
        async with self._http.post(f"{self._url}/api/reports", json=given, headers=self._headers) as answer:
            if answer.status == 202:
                self.keys.append(given["key"])
            return answer.status == 202

    async def _by_form(self, number: int, told: dict[str, str]) -> bool:
        address = {"X-Forwarded-For": f"2001:db8::{number:x}"}
        call = self._http.post(f"{self._url}/report", data=told, headers=address, allow_redirects=False)
        async with call as answer:
            if answer.status == 303:
                self.links.append(answer.headers["Location"].rpartition("/")[2])
            return answer.status == 303


async def flood(url: str, token: str, count: int, seconds: float, reports: list[dict[str, str]]) -> dict[str, Any]:
    """Send them in that time, as chance has it."""
    dice = random.Random(8)
    moments = sorted(dice.uniform(0, seconds) for _ in range(count))
    timeout = aiohttp.ClientTimeout(total=300)
    async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=200)) as http:
        sender = Flood(http, url, token, reports)
        began, sending = time.monotonic(), list[asyncio.Task[None]]()
        for number, at in enumerate(moments):
            await asyncio.sleep(max(0.0, began + at - time.monotonic()))
            sending.append(asyncio.create_task(sender.send(number)))
        await asyncio.gather(*sending)
        waited = sorted(sender.waited)
        return {
            "keys": sender.keys,
            "links": sender.links,
            "refused": sender.refused,
            "seconds": round(time.monotonic() - began, 1),
            "accepted_p50_ms": round(waited[len(waited) // 2] * 1e3),
            "accepted_p99_ms": round(waited[len(waited) * 99 // 100] * 1e3),
        }


if __name__ == "__main__":
    url, token, count, seconds = sys.argv[1:]
    lines = [json.loads(line) for line in sys.stdin]
    print(json.dumps(asyncio.run(flood(url, token, int(count), float(seconds), lines))))
