"""A hundred thousand alerts in five minutes, each a request of its own: to a `serve` that is killed, and to a window.

    python -m benchmarks.storm serve [--alerts 100000] [--seconds 300] [--kills 5]
    python -m benchmarks.storm window [--alerts 100000] [--seconds 300]
    python -m benchmarks.storm answer [--alerts 100000]

Not among the budgets, because it takes the time that it says. `serve`: it is killed with -9 at moments of chance and
started again; all that was accepted has to be on the record, once. `window`: the window takes them itself, beside the
room of the alerts that is shown meanwhile; how long its thread was busy is told, by the clock on the wall and by the
processor's. `answer`: how long `GET /api/v2/alerts` takes with so many open, and how long a lot waits meanwhile. It
prints one line of JSON.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, Final

import aiohttp
import msgspec

from benchmarks.board import Heartbeat, a_window, in_window
from benchmarks.budget import percentile
from benchmarks.measuring import scratch
from incident_desk.desk import Desk, ReadingDesk
from incident_desk.desk.tokens import new_token
from incident_desk.domain.alert_entries import Seen, SourceKind
from incident_desk.domain.alerts import AT_ONCE, AddSource, ReceiveAlerts
from incident_desk.domain.ids import ALERTS
from tests.outreach.serving import Served, serving

HERE: Final = ("--listen", "127.0.0.1:0")
PROM: Final = "Prometheus eu-1"
LOOK_S: Final = 1.0
PATIENCE_S: Final = 900.0


def a_home(home: Path) -> str:
    """That lets a Prometheus in. Returns: its token."""
    token, digest = new_token()
    with Desk.open(home) as desk:
        desk.record(AddSource(PROM, digest, SourceKind.PROMETHEUS)).result()
    return token


@contextmanager
def sending(token: str, count: int, seconds: float) -> Generator[tuple["subprocess.Popen[str]", IO[str]]]:
    """The monitors as a process of their own; its standard input is told where to send."""
    called = [sys.executable, "-m", "benchmarks.programs.storm", token, str(count), str(seconds), "0"]
    sender = subprocess.Popen(called, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert sender.stdin is not None
    try:
        yield sender, sender.stdin
    finally:
        sender.kill()
        sender.wait()
        sender.stdin.close()


def tell(where: IO[str], address: str) -> None:
    where.write(address + "\n")
    where.flush()


def came_of(sender: "subprocess.Popen[str]") -> dict[str, Any]:
    assert sender.stdout is not None
    with sender.stdout as out:
        return dict(json.loads(out.read()))


def accounted(home: Path, accepted: list[int]) -> dict[str, Any]:
    """Whether all that was accepted is on the record, once."""
    with closing(ReadingDesk.open(home)) as reading:
        entries = reading.entries(ALERTS)
        alerts = reading.fold(ALERTS).board.alerts
    kept = {each.labels["instance"] for each in alerts.of.values()}
    return {
        "accepted": len(accepted),
        "lost": len({f"runner-{number}" for number in accepted} - kept),
        "kept": len(kept),
        "told_twice": sum(each.count > 1 for each in alerts.of.values()),
        "entries": len(entries),
        "record_mb": round(sum(len(each.body) for each in entries) / 1e6, 1),
    }


def memory_mb(process: int | str) -> int:
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) // 1024


# a serve that is killed -----------------------------------------------------------------------------------------------


def killed(count: int, seconds: float, kills: int) -> dict[str, Any]:
    """See above: `serve`."""
    dice = random.Random(9)
    moments = sorted(dice.uniform(0.05, 0.95) * seconds for _ in range(kills))
    with scratch() as folder:
        home = folder / "home"
        token, began, most_mb = a_home(home), time.monotonic(), 0
        served = Served(home, *HERE)
        with sending(token, count, seconds) as (sender, where):
            tell(where, served.url)
            try:
                while sender.poll() is None:
                    if moments and time.monotonic() - began > moments[0]:
                        del moments[0]
                        served.end(signal.SIGKILL)
                        served = Served(home, *HERE)
                        tell(where, served.url)
                    most_mb = max(most_mb, memory_mb(served.process.pid))
                    time.sleep(0.1)
                code, complaint = served.end()
            finally:
                if served.process.poll() is None:
                    served.end(signal.SIGKILL)
            came = came_of(sender)
        return {"kills": kills, **told(came), **accounted(home, came["accepted"]), "serve_mb": most_mb} | (
            {} if code == 0 else {"complaint": complaint[-500:]}
        )


def told(came: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in came.items() if name != "accepted"}


# a window that takes them itself --------------------------------------------------------------------------------------


class Stalls(msgspec.Struct):
    """How long the thread of the window was busy, second by second: by the wall, and of the processor."""

    wall: list[float] = msgspec.field(default_factory=list[float])
    own: list[float] = msgspec.field(default_factory=list[float])
    shown_after_s: float = 0.0
    memory_mb: tuple[int, int] = (0, 0)


async def at_the_window(home: Path, token: str, count: int, seconds: float) -> tuple[Stalls, dict[str, Any]]:
    """The room of the alerts is shown until all of them are in it."""
    seen = Stalls()
    async with a_window(home) as window:
        bridge = window.bridge
        bridge.alerts.begin()
        await bridge.intake.use("127.0.0.1:0", "", "", "")
        while not bridge.intake.address:
            await asyncio.sleep(0.02)
        window.navigation.show_alerts()
        before_mb = memory_mb("self")
        with sending(token, count, seconds) as (sender, where):
            tell(where, bridge.intake.address)
            reading = asyncio.create_task(asyncio.to_thread(came_of, sender))
            beat, sent_s, end_s = Heartbeat(), 0.0, time.monotonic() + seconds + PATIENCE_S
            while not sent_s or sum(line.open for line in bridge.alerts.view.lines) < count:
                assert time.monotonic() < end_s
                beat.begin()
                began = time.thread_time()
                await asyncio.sleep(LOOK_S)
                seen.own.append(time.thread_time() - began)
                seen.wall.append(beat.end())
                if not sent_s and reading.done():
                    sent_s = time.monotonic()
            seen.shown_after_s = round(time.monotonic() - sent_s, 1)
            came = await reading
        seen.memory_mb = (before_mb, memory_mb("self"))
        await bridge.intake.stop()
    return seen, came


def windowed(count: int, seconds: float) -> dict[str, Any]:
    """See above: `window`."""
    with scratch() as folder:
        home = folder / "home"
        token = a_home(home)
        seen, came = in_window(lambda: at_the_window(home, token, count, seconds))
        return {
            **told(came),
            **accounted(home, came["accepted"]),
            "longest_stall_ms": round(max(seen.wall) * 1e3),
            "stall_of_a_second_p50_ms": round(percentile(seen.wall, 50) * 1e3),
            "stall_of_a_second_p95_ms": round(percentile(seen.wall, 95) * 1e3),
            "own_cpu_of_a_second_p50_ms": round(percentile(seen.own, 50) * 1e3),
            "own_cpu_of_a_second_worst_ms": round(max(seen.own) * 1e3),
            "all_shown_after_s": seen.shown_after_s,
            "window_mb": seen.memory_mb,
        }


# what is asked of many ------------------------------------------------------------------------------------------------


async def asked(url: str, token: str) -> dict[str, Any]:
    """All of them are asked for, twice, while somebody sends one alert after another."""
    headers = {"Authorization": f"Bearer {token}"}
    waited: list[float] = []
    async with aiohttp.ClientSession(headers=headers, timeout=aiohttp.ClientTimeout(total=300)) as program:

        async def send() -> None:
            for number in range(10_000):
                began = time.monotonic()
                body = [{"labels": {"alertname": "Meanwhile", "number": str(number)}}]
                async with program.post(f"{url}/api/v2/alerts", json=body) as answer:
                    assert answer.status == 200
                waited.append(time.monotonic() - began)

        sender, took, size = asyncio.create_task(send()), list[float](), 0
        for _ in range(2):
            began = time.monotonic()
            async with program.get(f"{url}/api/v2/alerts") as answer:
                size = len(await answer.read())
            took.append(round(time.monotonic() - began, 2))
        sender.cancel()
        await asyncio.gather(sender, return_exceptions=True)
    return {"answer_s": took, "answer_mb": round(size / 1e6, 1), "a_lot_waits_at_most_ms": round(max(waited) * 1e3)}


def answered(count: int) -> dict[str, Any]:
    """See above: `answer`."""
    with scratch() as folder:
        home = folder / "home"
        token = a_home(home)
        with Desk.open(home) as desk:
            for at in range(0, count, AT_ONCE):
                rows = (
                    Seen(
                        desk.now_us(),
                        {"alertname": f"JobStuck{n % 7}", "service": "CI runners", "instance": f"runner-{n}"},
                        {"summary": f"Job of runner {n} is stuck since 40 min"},
                    )
                    for n in range(at, min(at + AT_ONCE, count))
                )
                desk.record(ReceiveAlerts(PROM, tuple(rows))).result()
        with serving(home, *HERE) as served:
            return {**asyncio.run(asked(served.url, token)), "serve_mb": memory_mb(served.process.pid)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.storm", description=__doc__)
    parser.add_argument("which", choices=("serve", "window", "answer"))
    parser.add_argument("--alerts", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--kills", type=int, default=5)
    chosen = parser.parse_args()
    if chosen.which == "serve":
        found = killed(chosen.alerts, chosen.seconds, chosen.kills)
    elif chosen.which == "window":
        found = windowed(chosen.alerts, chosen.seconds)
    else:
        found = answered(chosen.alerts)
    print(json.dumps({"alerts": chosen.alerts, **found, "load": [round(each, 1) for each in os.getloadavg()]}))
