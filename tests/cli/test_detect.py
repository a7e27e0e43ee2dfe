"""`incident-desk detect`: a line for a line, at once, and a clear word for what is no line of a series."""

import json
import random
import subprocess
import sys

import pytest

from tests.cli.conftest import RUN, Cli, Start
from tests.cli.test_process import stream

HEADER = "timestamp,value\n"
BEGAN = 1_764_201_600


def series(minutes: int = 300) -> list[str]:
    """Lines of a calm series with two minutes of trouble near its end."""
    rng = random.Random(4)
    values = [100 + rng.gauss(0, 2) for _ in range(minutes)]
    values[-30:-28] = [400, 410]
    return [f"{BEGAN + 60 * n},{value:.3f}" for n, value in enumerate(values)]


def test_each_line_is_answered_with_how_unusual_it_is(cli: Cli) -> None:
    answer = cli("detect", stdin=(HEADER + "\n".join(series()) + "\n").encode())
    assert (answer.code, answer.err) == (0, "")
    head, *lines = answer.out.splitlines()
    assert head == "timestamp,score,is_warning"
    assert [line.split(",")[0] for line in lines] == [line.split(",")[0] for line in series()]
    warned = [line.endswith(",1") for line in lines]
    assert warned.index(True) in (270, 271)
    assert (warned[:270].count(True), warned[-10:].count(True)) == (0, 0)


def test_the_real_program_answers_each_line_before_it_is_given_the_next(start: Start, cli: Cli) -> None:
    at_once = cli("detect", stdin=(HEADER + "\n".join(series()) + "\n").encode()).out.splitlines()
    process = start("detect")
    told: list[str] = []
    stream(process.stdin).write(HEADER.encode())
    for n, line in enumerate(series()):
        stream(process.stdin).write(f"{line}\n".encode())
        stream(process.stdin).flush()
        if n == 0:
            told.append(stream(process.stdout).readline().decode().rstrip("\n"))
        told.append(stream(process.stdout).readline().decode().rstrip("\n"))
    assert told == at_once
    stream(process.stdin).close()
    assert (process.wait(), stream(process.stdout).read()) == (0, b"")


def test_it_waits_for_nothing_that_it_does_not_need() -> None:
    program = f"""import sys
sys.argv = ["incident-desk", "detect"]
try:
    {RUN}
except SystemExit:
    print(*({{"PySide6", "sqlalchemy", "asyncio", "cryptography"}} & set(sys.modules)), file=sys.stderr)
"""
    program = program.replace("; raise", "\n    raise")
    done = subprocess.run([sys.executable, "-c", program], input=b"1,2\n", capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"timestamp,score,is_warning\n1,0,0\n", b"\n")


@pytest.mark.parametrize(
    ("lines", "stamps"),
    [
        (
            "2026-11-27T02:40:00Z,1\n2026-11-27T02:41:00+00:00,2\n",
            ["2026-11-27T02:40:00Z", "2026-11-27T02:41:00+00:00"],
        ),
        ("2026-11-27 02:40:00,1\r\n2026-11-28,2\r\n", ["2026-11-27 02:40:00", "2026-11-28"]),
        ("1764201600.5,1\n1764201601,1e3", ["1764201600.5", "1764201601"]),
        (
            "1764201600,\n1764201660,NaN\n\n1764201660,7\n1764201000,7\n",
            ["1764201600", *["1764201660"] * 2, "1764201000"],
        ),
    ],
    ids=["iso", "plain", "fractions", "missed, repeated, late"],
)
def test_times_and_values_are_read_as_monitors_write_them(cli: Cli, lines: str, stamps: list[str]) -> None:
    answer = cli("detect", stdin=(HEADER + lines).encode())
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[1:] == [f"{stamp},0,0" for stamp in stamps]


def test_the_header_may_be_missing_and_the_series_empty(cli: Cli) -> None:
    assert cli("detect", stdin=b"1,2\n").out == "timestamp,score,is_warning\n1,0,0\n"
    assert cli("detect", stdin=b"").out == "timestamp,score,is_warning\n"
    assert cli("detect", stdin="\ufeffTimestamp,Value\n".encode()).out == "timestamp,score,is_warning\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("yesterday,1", "line 3: “yesterday” is no time; write seconds since 1970, or 2026-11-27T02:40:00Z"),
        ("nan,1", "line 3: “nan” is no time"),
        ("1764201600000,1", "line 3: “1764201600000” lies beyond the year 9999; write seconds, not milliseconds"),
        ("1,1,1", "line 3: “1,1,1” is not `timestamp,value`, two columns with a comma between"),
        ("1;1", "line 3: “1;1” is not `timestamp,value`, two columns with a comma between"),
        ("1,ok", "line 3: “ok” is no number; leave a missed value empty"),
        ("1,1_000", "line 3: “1_000” is no number; leave a missed value empty"),
    ],
)
def test_a_line_that_is_none_is_named_and_the_rest_go_on(cli: Cli, line: str, says: str) -> None:
    answer = cli("detect", stdin=f"{HEADER}1,2\n{line}\n5,6\n".encode())
    assert (answer.code, answer.err) == (2, f"incident-desk: {says}\n")
    assert answer.out == "timestamp,score,is_warning\n1,0,0\n5,0,0\n"


def test_what_begins_like_no_series_is_refused_whole(cli: Cli) -> None:
    answer = cli("detect", stdin=b"time;value\n1;2\n" * 1000)
    assert answer.code == 2
    assert answer.complaint == "line 1: “time;value” is not `timestamp,value`, two columns with a comma between"


def test_a_program_hears_the_numbers_that_explain_it(cli: Cli) -> None:
    answer = cli("detect", "--json", stdin=(HEADER + "\n".join(series())).encode())
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert len(lines) == 300
    warning = lines[271]
    assert (warning["timestamp"], warning["is_warning"], warning["is_notice"]) == (str(BEGAN + 60 * 271), True, True)
    assert warning["times"] == pytest.approx(4.1, abs=0.2)
    assert (warning["lasting"], warning["is_rise"], warning["at_this_hour"]) == (60, True, None)
