"""Ten thousand customers report within five minutes: to a real `serve`, and to a window that shares its record.

    python -m benchmarks.flood [--reports 10000] [--seconds 300] [--weeks 4]

Not among the budgets, because it takes the time that it says. So many ordinary weeks lie in the record already.
Somebody sits at the window's room of the customers and judges a report every two seconds; once our warning is there, an
incident is declared as one key would. It prints one line of JSON: how long the window was busy, how soon the warning
came, how many of the reports labelled by hand are suggested right, whether all that was accepted is there, once, and
memory.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.backlog import shared_by_two
from benchmarks.board import Heartbeat, Window, a_window, in_window
from benchmarks.budget import percentile
from benchmarks.measuring import DISK, scratch
from incident_desk.desk import Desk, ReadingDesk
from incident_desk.desk.customers import Customers
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.ids import CUSTOMER_REPORTS, WATCHED
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US, iso
from incident_desk.domain.plan import Use
from incident_desk.domain.report_entries import CameBy, Verdict
from incident_desk.domain.report_list import Report
from incident_desk.domain.reports import JudgeReports, TakeReport, TakeReports
from incident_desk.domain.severity import Severity
from incident_desk.intake.report_sources import Sources
from tests.domain.labelled_reports import FORGE
from tests.domain.making import PLAN
from tests.domain.test_report_matching import FORGE_KNOWN, FORGE_WORDS, SERVICES, WORDS
from tests.outreach.serving import serving
from tests.shared.cluster import Cluster, installations

USUAL_AN_HOUR = 30
JUDGE_EVERY_S = 2.0
PATIENCE_S = 600.0
LABELLED = [tuple(part.strip() for part in line.split("|", 4)) for line in FORGE.strip().splitlines()]


class Seen(msgspec.Struct):
    """What the window went through."""

    stalls: list[float] = msgspec.field(default_factory=list[float])
    judged: list[float] = msgspec.field(default_factory=list[float])
    warned_after_s: float | None = None
    shown_after_s: float = 0.0
    """So long after the last was accepted all of them were shown."""
    window_mb: tuple[int, int] = (0, 0)
    serve_mb: tuple[int, int] = (0, 0)


def ordinary_weeks(desk: Desk, weeks: int) -> None:
    """So many weeks of reports that belonged to nothing, as chance has it."""
    dice, now_us = random.Random(4), desk.now_us()
    moments, at = list[int](), float(now_us - weeks * 7 * DAY_US)
    while (at := at + dice.expovariate(USUAL_AN_HOUR) * HOUR_US) < now_us:
        moments.append(int(at))
    told = [TakeReport("I forgot my password", "Website", came_by=CameBy.FORM, occurred_us=each) for each in moments]
    for first in range(0, len(told), 500):
        desk.record(TakeReports(tuple(told[first : first + 500]))).result()
    if told:
        desk.record(JudgeReports((f"1..{len(told)}",), Verdict.ISOLATED)).result()


def a_plan() -> str:
    """The one that comes along, with the services of the labelled reports."""
    listed = "".join(f"  - {{name: {name}}}\n" for name in SERVICES)
    return re.sub(r"^services:\n(?:  - .*\n)+", f"services:\n{listed}", PLAN, flags=re.MULTILINE)


async def declared(window: Window, began_us: int) -> None:
    """What one key and the first minute write down."""
    bridge = window.bridge
    [*_, last] = await bridge.do(Declare(FORGE_KNOWN.title, Severity.SEV1))
    impact = SetImpact("everybody", began_us - 20 * MINUTE_US, services=FORGE_KNOWN.services)
    facts = (StateFact(FactField.WHAT, FORGE_WORDS), StateFact(FactField.SAFE, "Pages still works"))
    for fields in (impact, *facts):
        await bridge.do(fields, last.incident)


class Sitting:
    """Somebody who judges at the window, while all of it comes in."""

    def __init__(self, window: Window, sender: subprocess.Popen[str]) -> None:
        self.window, self._sender = window, sender
        self._customers = window.bridge.customers
        self._before, self._began = self._customers.view.count, time.perf_counter()
        self.began_us = window.bridge.now_us()
        self.seen = Seen()

    async def until_all_are_shown(self, count: int) -> None:
        """Judge until so many more are in the room."""
        beat, sent, is_declared = Heartbeat(), 0.0, False
        while sent == 0.0 or self._customers.view.count < self._before + count:
            assert time.perf_counter() < self._began + PATIENCE_S
            beat.begin()
            await asyncio.gather(asyncio.sleep(JUDGE_EVERY_S), self._judge())
            is_declared = await self._declare() if not is_declared else True
            if sent == 0.0 and self._sender.poll() is not None:
                sent = time.perf_counter()
            self.seen.stalls.append(beat.end())
        self.seen.shown_after_s = round(max(0.0, time.perf_counter() - sent), 1)

    async def _judge(self) -> None:
        """The report in the current row is judged by its key, and another is there."""
        assert self.window.navigation.customers is not None
        table = self.window.navigation.customers.room.table
        row = table.current()
        if row is None:
            return
        began = time.perf_counter()
        QTest.keyClick(table, Qt.Key.Key_U)
        await _until(lambda: table.current() is None or table.current().id != row.id)
        self.seen.judged.append(time.perf_counter() - began)

    async def _declare(self) -> bool:
        """Once the warning is there, as Alt+D and the first minute would."""
        warning = self._customers.view.warning
        if warning is None or warning.at_us < self.began_us:
            return False
        self.seen.warned_after_s = round((warning.at_us - self.began_us) / 1e6, 1)
        await declared(self.window, self.began_us)
        return True


async def at_work(home: Path, served: int, send: Callable[[], subprocess.Popen[str]], count: int) -> Seen:
    """Sit at the window's room of the customers until all that was sent is shown."""
    async with a_window(home) as window:
        window.bridge.customers.begin()
        window.bridge.sharing.begin()
        window.navigation.show_customers()
        await _until(lambda: window.navigation.customers is not None)
        first = (_memory_mb("self"), _memory_mb(served))
        sitting = Sitting(window, send())
        await sitting.until_all_are_shown(count)
        sitting.seen.window_mb = (first[0], _memory_mb("self"))
        sitting.seen.serve_mb = (first[1], _memory_mb(served))
    return sitting.seen


async def _until(holds: Callable[[], object]) -> None:
    end = time.perf_counter() + PATIENCE_S
    while not holds():
        assert time.perf_counter() < end
        await asyncio.sleep(0.02)


def _memory_mb(process: int | str) -> int:
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) // 1024


def what_came(home: Path, came: dict[str, Any]) -> dict[str, Any]:
    """Of a record: whether all that was accepted is there once, how soon the warning came, what is suggested."""
    with closing(ReadingDesk.open(home)) as reading:
        customers = Customers(reading)
        reports, entries = customers.reports, reading.entries(CUSTOMER_REPORTS)
        flood = [each for each in reports.all if each.came_us >= came["began_us"]]
        accepted = {("api/flood", key) for key in came["keys"]} | {("form/", key) for key in came["links"]}
        warned_us = min((each.at_us for each in reading.fold(WATCHED).board.warnings.all), default=None)
        return {
            "accepted": len(accepted),
            "lost": len(accepted - reports.known.keys()),
            "doubled": len(flood) - len(accepted),
            "entries": len(entries),
            "before_the_warning": sum(each.came_us <= warned_us for each in flood) if warned_us else None,
            **suggested_right(customers, flood),
        }


def suggested_right(customers: Customers, flood: list[Report]) -> dict[str, Any]:
    """Of the reports, and of the words that were labelled by hand, the share with that very suggestion."""
    labels = {words: WORDS[label] for label, _, _, _, words in LABELLED}
    right = [customers.suggested(each).verdict is labels[each.text] for each in flood]
    wrong = {each.text for each, is_right in zip(flood, right, strict=True) if not is_right}
    return {
        "labelled_words": len(labels),
        "labelled_words_right": len(labels) - len(wrong),
        "suggested_right": round(sum(right) / max(1, len(right)), 4),
    }


def to_send(now_us: int) -> str:
    """The labelled reports as the sender reads them, since when they see it as a moment."""
    lines: list[str] = []
    for _, service, region, since, words in LABELLED:
        told = {"text": words, "service": service, "region": region}
        if since != "-":
            told["since"] = iso(now_us - int(since) * MINUTE_US)
        lines.append(json.dumps({name: value for name, value in told.items() if value}))
    return "\n".join(lines)


def measure(count: int, seconds: float, weeks: int) -> dict[str, Any]:
    """Have it come, and look at both records afterwards."""
    cluster = Cluster(list(installations().values())[-1], place=DISK if DISK.is_dir() else None)
    try:
        cluster.start(fsync="on")
        with scratch() as folder:
            return _measured(folder, cluster.url, count, seconds, weeks)
    finally:
        cluster.remove()


def _measured(folder: Path, url: str, count: int, seconds: float, weeks: int) -> dict[str, Any]:
    shared_by_two(folder, url)
    with Desk.open(folder / "ada") as ada:
        ada.record(Use(a_plan())).result()
        ordinary_weeks(ada, weeks)
        ada.shared.exchange()
    with Desk.open(folder / "bea") as bea:
        bea.shared.exchange()
        now_us = bea.now_us()
    token, sent = Sources(folder / "ada").add("flood"), folder / "sent"
    with serving(folder / "ada", "--listen", "127.0.0.1:0") as served:

        def send() -> subprocess.Popen[str]:
            called = [sys.executable, "-m", "benchmarks.programs.flood", served.url, token, str(count), str(seconds)]
            with sent.open("w") as out:
                sender = subprocess.Popen(called, stdin=subprocess.PIPE, stdout=out, text=True)
            assert sender.stdin is not None
            with sender.stdin:
                sender.stdin.write(to_send(now_us))
            return sender

        seen = in_window(lambda: at_work(folder / "bea", served.process.pid, send, count))
    came = {**json.loads(sent.read_text("utf-8")), "began_us": now_us}
    at_serve, at_window = (what_came(folder / name, came) for name in ("ada", "bea"))
    return {
        "reports": count,
        "seconds": came["seconds"],
        "refused_and_sent_again": came["refused"],
        "accepted_p50_ms": came["accepted_p50_ms"],
        "accepted_p99_ms": came["accepted_p99_ms"],
        "at_serve": at_serve,
        "at_the_window": at_window,
        "warned_after_s": seen.warned_after_s,
        "longest_stall_ms": round(max(seen.stalls) * 1e3),
        "stall_of_two_seconds_p50_ms": round(percentile(seen.stalls, 50) * 1e3),
        "judged": len(seen.judged),
        "judged_p50_ms": round(percentile(seen.judged, 50) * 1e3),
        "judged_worst_ms": round(max(seen.judged) * 1e3),
        "all_shown_after_s": seen.shown_after_s,
        "window_mb": seen.window_mb,
        "serve_mb": seen.serve_mb,
        "load": [round(each, 1) for each in os.getloadavg()],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flood", description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--weeks", type=int, default=4)
    chosen = parser.parse_args()
    print(json.dumps(measure(chosen.reports, chosen.seconds, chosen.weeks)))
