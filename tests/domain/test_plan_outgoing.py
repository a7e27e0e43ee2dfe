"""What a plan says about words that go out is read strictly, and a plan that says nothing of it means what it meant."""

import time
from pathlib import Path

import pytest

from incident_desk.domain.plan_comparing import changes
from incident_desk.domain.plan_filling import filled
from incident_desk.domain.plan_outgoing import Sending
from incident_desk.domain.plan_phrases import amiss, places
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Network, Offline
from incident_desk.domain.plan_templates import FACTS
from incident_desk.domain.plan_templates import faults as template_faults
from incident_desk.domain.plan_text import examine, published_plan, read_plan
from incident_desk.domain.severity import Severity
from tests.domain.making import PLAN

PLANS = Path(__file__).parents[2] / "incident_desk" / "resources" / "plans"
OLD = """\
name: Small
severities:
  SEV1: {name: Critical, means: All is down, opens: [lead], first_message_within: 5 min}
  SEV2: {name: Major, means: Much is down, opens: [lead]}
  SEV3: {name: Minor, means: A bit is down, opens: [lead]}
  SEV4: {name: Watch, means: Nothing is down, opens: []}
roles:
  - {key: lead, title: Lead, short: L, duties: Leads}
services: [Shop]
cadences:
  first_public_message: 5 min
  scope: 10 min
  public_update: 20 min
  public_update_for: 2 h
  later_update: 1 h
  internal_update: 30 min
  call_out: 10 min
  acknowledge: 5 min
  state_document: 4 h
channels:
  - {key: page, title: Page, kind: status page, public: true}
  - {key: chat, title: Chat, kind: chat}
approvals:
  - {channels: [page], by: [lead]}
templates:
  - {key: holding, title: Holding, channels: [page], when: first message, text: "We know that [what] since [time]."}
"""
WRONG = (
    OLD.replace("kind: chat}", "kind: chat, network: x}")
    + """\
audiences:
  - {key: all, title: All, channels: []}
  - key: clinics
    title: Clinics
    channels: [pgae]
    languages: [German]
    confirms: [north]
    paces: [{severities: [SEV7], every: often}]
wording:
  - {key: one, kind: blame, words: ["fault of"]}
  - {key: two, kind: leaks, words: ["*a*b*", "*", "db-#"]}
if_asked:
  - {key: why, asked: "Why?", answer: "{{ what }} and {{ whta }}"}
notifications:
  - {key: law, title: Law, trigger: Any, recipient: Them, within: 1 h, after: law, decides: [boss], starts: noon}
sending: {next_update_at_least: 2 h, next_update_at_most: 1 h}
"""
)
TOLD = [
    "22:5 only a social channel is on a network; this is chat",
    "28:38 at least one is expected here",
    "31:16 no channel has the key “pgae”; did you mean “page”?",
    "32:17 a language is expected here, like “de” or “pt-BR”",
    "33:16 no region has the key “north”",
    "34:27 “SEV7” is not known here; there are SEV1, SEV2, SEV3, SEV4",
    "34:41 a span of time is expected: a number and s, min, h, d or w, like “5 min”",
    "36:22 “blame” is not known here; there are blames, promises, leaks",
    "37:37 a phrase has at most 2 “*”",
    "37:46 a phrase needs a letter besides “*” and “#”",
    "39:58 “whta” is not known in a template; did you mean “what”?",
    "41:94 no role has the key “boss”",
    "41:109 “noon” is not known here; there are known, declared, began",
    "42:10 the least is longer than the most",
]


def test_every_mistake_is_told_at_its_place() -> None:
    found = examine(WRONG)
    assert [f"{fault.line}:{fault.column} {fault.words}" for fault in found.faults] == TOLD
    mended: dict[str, str] = {WRONG[f.start : f.end]: f.mend for f in found.faults if f.mend is not None}
    assert mended == {"pgae": "page", "SEV7": "SEV4", "blame": "blames", "whta": "what", "noon": "known"}


def test_a_plan_that_says_nothing_of_it_means_what_it_meant() -> None:
    plan = read_plan(OLD)
    (rule,) = plan.approvals
    assert (rule.needs, rule.in_advance, rule.legal, rule.offline, rule.afterwards) == (
        1,
        (),
        (),
        Offline.REFUSED,
        False,
    )
    assert plan.sending_or_default == Sending(10, 300, 86_400)
    assert [(a.key, a.channels) for a in plan.audiences_or_default] == [("customers", ("page",)), ("inside", ("chat",))]
    assert [a.title for a in plan.audiences_or_default] == ["Customers", "Our own people"]
    assert (plan.wording, plan.if_asked, plan.notifications) == ((), (), ())


def test_a_published_plan_goes_on_with_what_is_a_mistake_only_since_today() -> None:
    old = OLD.replace("since [time]", "since {{ tiem }} {% for x in y %}")
    assert [fault.is_bearable for fault in examine(old).faults] == [True, True]
    assert published_plan(old) is not None


@pytest.mark.parametrize("name", ["default", "online-service", "utility", "hospital-it"])
def test_the_ready_plans_tell_everybody_they_name_and_use_what_they_prepare(name: str) -> None:
    plan = read_plan((PLANS / f"{name}.yaml").read_text("utf-8"))
    told = {channel for audience in plan.audiences for channel in audience.channels}
    ruled = {channel for rule in plan.approvals for channel in rule.channels}
    public = {channel.key for channel in plan.channels if channel.is_public}
    assert public <= told <= ruled
    grouped = {key for audience in plan.audiences for key in audience.groups}
    assert grouped == {group.key for group in plan.customer_groups}
    written = {channel for template in plan.templates for channel in template.channels}
    assert told - written == set()
    assert all(template_faults(template.text) == [] for template in plan.templates)
    assert {wording.kind for wording in plan.wording} == {"blames", "promises", "leaks"}
    assert plan.if_asked
    assert plan.notifications


def test_the_first_words_of_every_ready_plan_stand_without_a_fact_or_a_hand() -> None:
    for path in sorted(PLANS.glob("*.yaml")):
        plan = read_plan(path.read_text("utf-8"))
        in_advance = {key for rule in plan.approvals for key in rule.in_advance}
        first = [template for template in plan.templates if template.key in in_advance]
        assert first, path.name
        assert not [template for template in first if "[" in template.text], path.name


def test_an_audience_has_its_own_pace_at_some_severities() -> None:
    plan = read_plan((PLANS / "hospital-it.yaml").read_text("utf-8"))
    wards = next(audience for audience in plan.audiences if audience.key == "wards")
    assert [(wards.pace_at(s).first_within_s, wards.pace_at(s).every_s) for s in Severity] == [
        (300, 1800),
        (300, 1800),
        (900, 3600),
        (300, 14400),
    ]
    assert plan.channels[0].network is None
    assert next(c for c in read_plan(PLAN).channels if c.key == "social").network is Network.X


def test_what_changed_is_told_and_what_is_blank_is_filled() -> None:
    old, new = read_plan(OLD), read_plan(PLAN)
    said = [change.english for change in changes(old, new)]
    assert any(line.startswith("Sending: 10 s · next update at least 5 min") for line in said)
    assert any(line.startswith("Audiences: Customers") for line in said)
    grown: Plan = filled(old, new)
    assert [audience.key for audience in grown.audiences] == ["customers", "inside"]
    assert grown.approvals == old.approvals
    assert grown.sending == new.sending


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("fault of", "The Fault\n of others, and the default of it", ["Fault\n of"]),
        ("prod-*", "on prod-web-1, not on prod", ["prod-web-1,"]),
        ("10.#.#.#", "at 10.0.12.7 and 110.1.1.1 or 10.x", ["10.0.12.7"]),
        ("*.internal", "api.internal is internal", ["api.internal"]),
        ("100%", "100% and 100%", ["100%", "100%"]),
        ("PLC", "the plc, a place", ["plc"]),
    ],
)
def test_phrases_are_found_as_whole_words(phrase: str, text: str, found: list[str]) -> None:
    assert amiss(phrase) == ""
    assert [text[start:end] for start, end in places(phrase, text)] == found


def test_no_text_makes_the_search_for_a_phrase_long() -> None:
    text = "ab" * 10_000
    began = time.monotonic()
    assert places("*a*c", text) == []
    assert time.monotonic() - began < 20  # it takes 0.7 s; a search that grew with the square would take minutes


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ what.__class__.__mro__ }}", "a name of a fact is expected here"),
        ("{{ cycler.__init__.__globals__.os.popen('id') }}", "a name of a fact is expected here"),
        ("{{ 'x' * 10000000 }}", "a name of a fact is expected here"),
        ("{{ what | list }}", "a name of a fact is expected here"),
        ("{% for a in what %}{{ a }}{% endfor %}", "“for” is not taken"),
        ("{% include '/etc/passwd' %}", "“include” is not taken"),
        ("{% set what = 1 %}", "“set” is not taken"),
        ("{% if what == 'x' %}{% endif %}", "“==” is not known"),
        ("{% raw %}{{ what }}{% endraw %}", "“raw” is not taken"),
        ("{% if %}x{% endif %}", "expected after “if”"),
        ("{% if back %}x{% else back %}{% endif %}", "not taken after “else”"),
        ("{{ what", "not closed"),
        ("{% if back %}x", "not closed"),
        ("{# for ever", "not closed"),
        ("x{% endif %}", "not closed"),
        ("{% if back %}" * 20 + "{% endif %}" * 20, "at most 8"),
        ("{% if " + "not " * 2000 + "back %}{% endif %}", "at most 8"),
        ("{% if " + "(" * 2000 + "back" + ")" * 2000 + " %}{% endif %}", "at most 8"),
        ("{" * 30_000, "at most 20000"),
    ],
)
def test_what_a_template_cannot_be_trusted_with_is_refused_in_words(template: str, told: str) -> None:
    found = template_faults(template)
    assert told in found[0].words
    assert 0 <= found[0].start < found[0].end <= len(template)


def test_a_template_may_ask_for_a_fact_and_be_commented() -> None:
    assert (
        template_faults("{# why #}{% if back and not (who or safe) %}{{ back }}{% elif who %}x{% else %}y{% endif %}")
        == []
    )
    assert template_faults("".join(f"{{{{ {name} }}}}" for name in (*FACTS, "sent", "next_update"))) == []


FOLDED = """\
  - key: late
    title: Late
    channels: [page]
    when: later
    text: >-
      Since {{
      wat }} it is {{ wat }}.
"""


def test_a_mistake_in_a_folded_template_is_told_where_it_stands() -> None:
    text = OLD + FOLDED
    found = examine(text).faults
    assert [(f.line, text[f.start : f.end], f.mend) for f in found] == [(33, "wat", "what"), (33, "wat", "what")]
    assert [f.column for f in found] == [7, 23]


def test_notifications_that_wait_for_one_another_are_a_mistake_and_an_old_plan_goes_on_with_it() -> None:
    law = "  - {{key: {key}, title: Law, trigger: Any, recipient: Them, within: 1 h, after: {after}}}\n"
    told = "".join(law.format(key=key, after=after) for key, after in (("one", "two"), ("two", "one")))
    circle = OLD.rstrip() + "\nnotifications:\n" + told
    [fault] = examine(circle).faults
    assert fault.words == ("notifications wait for one another here: one → two → one; let one of them come after none")
    assert fault.is_bearable
