"""Whatever is wrong with a plan is told at once, each at its line and column, and often with what to write instead."""

import os
import subprocess
import sys

import pytest

from incident_desk.domain.errors import BadInput
from incident_desk.domain.plan_faults import Fault
from incident_desk.domain.plan_text import LIMIT_BYTES, examine, published_plan, read_plan
from tests.domain.making import PLAN

SPOILT = """\
name: 7
name: Once more
nome: A plan
severities:
  SEV1: {name: Critical, means: All is down, opens: [leed], first_message_within: five minutes, colour: red}
  SEV2: {name: Major, means: ' ', opens: lead}
  SEV3: {name: Minor, opens: [lead], public_update: 0 min, restricted: perhaps}
  SEV5: {name: Watch, means: Nothing is down, opens: []}
roles:
  - {key: lead, title: Lead, short: L, duties: Leads, deputy: second}
  - {key: second, title: Second, short: S, duties: Helps, deputy: third}
  - {key: third, title: Third, short: T, duties: Helps, deputy: lead}
  - {key: lead, title: Lead, short: L, duties: Leads, deputy: nobody}
  - {key: Big Boss, title: [Boss], short: B, duties: &all All}
  - key: clerk
    title:
    short: C
    duties: Writes
    deputy: clerk
    checklist:
      - {key: one, do: "Write it down", within: 90}
      - {key: one, do: "Write it up", within: 2 hours}
      - {do: "Read it", when: {a: b}}
declare_if: {triggers: Soon, unsolved_after: -1 h}
cadences:
  first_public_message: 5 minutes
  scope: soon
  public_update: -5 min
  public_update_for: 2 h
  later_update: 0 s
  internal_update: 30 min
  call_out: 10 min
  acknowledge: !!int 5
services: [shop, shop, {name: api, owner: Platform, on_call: night, regions: [east]}, 3]
channels:
  - {key: page, title: Page, kind: statuspage}
  - {key: mail, title: Mail, kind: e-mail, limit: 0, public: maybe}
approvals:
  - {channels: [pager], by: [lead], needs: none}
contacts:
  - {key: ada, name: Ada, reach: [], checked: last week}
on_call: {night: ada}
"""

TOLD = [
    "1:7 text is expected here, not a number (put it in quotes)",
    "2:1 “name” stands here twice",
    "3:1 “nome” is not known here; did you mean “name”?",
    "5:54 no role has the key “leed”; did you mean “lead”?",
    "5:83 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "5:97 “colour” is not known here",
    "6:30 the means is empty; say it in words",
    "6:42 a list is expected here, not text",
    "7:9 “means: …” is missing here",
    "7:53 this comes round: the span must be longer than 0",
    "7:72 “true” or “false” is expected here",
    "8:3 “SEV5” is no severity; there are SEV1, SEV2, SEV3, SEV4",
    "12:65 deputies go round in a circle here: lead → second → third → lead; leave one of them without a deputy",
    "13:11 two roles have the key “lead”",
    "13:63 no other role has the key “nobody”",
    "14:11 a key is made of a to z, 0 to 9 and _, and starts with a letter",
    "14:28 text is expected here, not a list",
    "14:54 write it out: “&all” and “*all” are not taken",
    "16:10 text is expected here, not nothing",
    "19:13 no other role has the key “clerk”",
    "21:49 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "22:15 two steps have the key “one”",
    "22:47 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "23:9 “key: …” is missing here",
    "23:31 text is expected here, not names",
    "24:24 a list is expected here, not text",
    "24:46 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "26:3 “state_document: …” is missing here",
    "26:25 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "27:10 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "28:18 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "30:17 this comes round: the span must be longer than 0",
    "33:16 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "34:18 two services have the name “shop”",
    "34:62 no on-call list has the key “night”",
    "34:79 no region has the key “east”",
    "34:87 text is expected here, not a number (put it in quotes)",
    "36:36 “statuspage” is not known here; there are status page, e-mail, sms, social, voicemail, phone, chat, radio, "
    "pager",
    "37:51 a whole number of 1 or more is expected here",
    "37:62 “true” or “false” is expected here",
    "39:17 no channel has the key “pager”; did you mean “page”?",
    "39:44 a whole number is expected here, not text",
    "41:47 a day is expected here, written like 2026-03-31",
    "42:10 a list is expected here, not names",
]


def test_more_than_forty_mistakes_are_told_at_once_each_at_its_place() -> None:
    found = examine(SPOILT)
    assert [f"{fault.line}:{fault.column} {fault.words}" for fault in found.faults] == TOLD
    assert len(TOLD) >= 40
    assert found.plan is None


def test_where_it_is_plain_what_was_meant_the_mend_is_at_hand() -> None:
    mends = {(f.line, SPOILT[f.start : f.end]): f.mend for f in examine(SPOILT).faults if f.mend is not None}
    assert mends == {
        (1, "7"): '"7"',
        (3, "nome"): "name",
        (5, "leed"): "lead",
        (8, "SEV5"): "SEV4",
        (14, "Big Boss"): "big_boss",
        (22, "2 hours"): "2 h",
        (24, "-1 h"): "1 h",
        (26, "5 minutes"): "5 min",
        (28, "-5 min"): "5 min",
        (34, "3"): '"3"',
        (36, "statuspage"): "status page",
        (39, "pager"): "page",
    }


def test_what_is_missing_is_told_in_the_order_of_the_plan_each_time_the_same() -> None:
    program = (
        "from incident_desk.domain.plan_text import examine\nprint([f.words for f in examine('name: Ours').faults])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


def test_a_kind_that_stands_twice_in_the_order_of_attention_is_told_and_does_not_bar_a_plan_in_force() -> None:
    text = PLAN.replace("order: [approval, call,", "order: [approval, call, approval,")
    found = examine(text)
    assert [fault.words for fault in found.faults] == ["“approval” stands in this list twice"]
    assert found.plan is not None
    assert text[found.faults[0].start : found.faults[0].end] == "approval"


def test_a_mend_is_written_where_the_fault_is() -> None:
    text = PLAN.replace("  scope: 10 min ", "  scope: 10 minutes ")
    (fault,) = examine(text).faults
    assert fault.mended(text) == PLAN
    assert read_plan(fault.mended(text)).name == "Default plan"
    assert Fault("no mend").mended("as it was") == "as it was"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x" * 10_000_000, ["plan: a plan has at most 40 KiB"]),
        (PLAN + "#" * LIMIT_BYTES, ["plan: a plan has at most 40 KiB"]),
        (
            "name: a\n\tkey: b\n  \t\tkey: c\n",
            [f"plan, line {place}: a tab stands here; indent with spaces" for place in ("2, column 1", "3, column 3")],
        ),
        ("a: 'b", ["plan, line 1, column 4: the quotes that open here are not closed"]),
    ],
)
def test_what_cannot_be_taken_apart_is_told_without_a_traceback(text: str, told: list[str]) -> None:
    assert [f"{fault.at('plan')}: {fault.words}" for fault in examine(text).faults] == told


def test_a_bomb_of_aliases_is_told_once_for_each_anchor_and_never_followed() -> None:
    bomb = "name: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    told = [fault.words for fault in examine(bomb).faults if fault.words.startswith("write it out")]
    assert told == [f"write it out: “&{name}” and “*{name}” are not taken" for name in "abcdefghi"]


def test_a_circle_of_deputies_is_refused_today_and_goes_on_working_where_it_was_put_in_force_before() -> None:
    circle = PLAN.replace("approves or declines what", "approves what").replace(
        "    short: Ops\n", "    short: Ops\n    deputy: incident_manager\n"
    )
    with pytest.raises(BadInput, match="deputies go round in a circle here"):
        read_plan(circle)
    plan = published_plan(circle)
    assert plan is not None
    assert plan.text == circle
