"""Monitors in a storm: each alert is a request of its own, told once, or again until it is accepted.

    python -m benchmarks.programs.storm TOKEN COUNT SECONDS FIRST < ADDRESS

Standard input says the address anew, a line each time, whenever it is another one. What is turned away, or cut off by
a kill, is sent again a little later, as a monitor does. It prints one line of JSON: which were accepted.
"""

import asyncio
import json
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

AGAIN_S = 1.0
AT_ONCE = 64


class Storm:
    """All that is sent, and what came of it."""

    def __init__(self, http: aiohttp.ClientSession, token: str) -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}
        self.address = sys.stdin.readline().strip()
        self.accepted: list[int] = []
        self._ends = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
        self.again = 0
        self.waited: list[float] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.address = line.strip()

    async def send(self, number: int) -> None:
        began = time.monotonic()
        while not await self._try(number):
            self.again += 1
            await asyncio.sleep(AGAIN_S)
        self.accepted.append(number)
        self.waited.append(time.monotonic() - began)

    async def _try(self, number: int) -> bool:
        labels = {
            "alertname": f"JobStuck{number % 7}",
            "severity": "error",
            "service": "CI runners",
            "instance": f"runner-{number}",
        }
        summary = f"Job of runner {number} is stuck since 40 min"
        body = [{"labels": labels, "annotations": {"summary": summary}, "endsAt": self._ends}]
        try:
            async with self._http.post(f"{self.address}/api/v2/alerts", json=body, headers=self._headers) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False


async def storm(token: str, count: int, seconds: float, first: int) -> dict[str, Any]:
    """Send them in that time, evenly, so many at once at most."""
    room = asyncio.Semaphore(AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=AT_ONCE)) as http:
        sender, began = Storm(http, token), time.monotonic()

        async def one(number: int) -> None:
            async with room:
                await sender.send(number)

        async with asyncio.TaskGroup() as sending:
            for place in range(count):
                await asyncio.sleep(max(0.0, began + seconds * place / count - time.monotonic()))
                sending.create_task(one(first + place))
        waited = sorted(sender.waited)
        return {
            "accepted": sender.accepted,
            "again": sender.again,
            "seconds": round(time.monotonic() - began, 1),
            "accepted_p50_ms": round(waited[len(waited) // 2] * 1e3),
            "accepted_p99_ms": round(waited[len(waited) * 99 // 100] * 1e3),
        }


if __name__ == "__main__":
    token, count, seconds, first = sys.argv[1:]
    print(json.dumps(asyncio.run(storm(token, int(count), float(seconds), int(first)))))
