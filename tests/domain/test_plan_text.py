"""A plan is read strictly: what is wrong is said at its line and column, and nothing is guessed."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.errors import BadInput
from incident_desk.domain.plan_schema import SPANS, Days, digest_of
from incident_desk.domain.plan_text import LIMIT_BYTES, examine, read_plan
from incident_desk.domain.severity import Severity
from tests.domain.making import PLAN

SMALL = """\
name: A small plan
severities:
  SEV1: {name: Critical, means: All is down, opens: [lead], first_message_within: 5 min}
  SEV2: {name: Major, means: Much is down, opens: [lead, scribe]}
  SEV3: {name: Minor, means: Some is down, opens: [lead]}
  SEV4: {name: Watch, means: Nothing is down, opens: []}
roles:
  - key: lead
    title: Incident manager
    short: IM
    duties: Leads
    deputy: scribe
    checklist:
      - {key: declare, do: "Declare: early", within: 90 s}
      - {key: tell, do: Tell the customers, when: each change}
  - {key: scribe, title: Scribe, short: S, duties: Writes it down}
services: [shop, api]
cadences:
  first_public_message: 5 min
  scope: 10 min
  public_update: 20 min
  public_update_for: 2 h
  later_update: 4 h
  internal_update: 30 min
  call_out: 10 min
  acknowledge: 5 min
  state_document: 4 h
"""


def refusal(text: str) -> str:
    """What is said about a plan that cannot be read, a fault a line."""
    with pytest.raises(BadInput) as refused:
        read_plan(text, "plan.yaml")
    told = [f"{fault.at('plan.yaml')}: {fault.words}" for fault in examine(text).faults]
    assert told[0] == str(refused.value)
    return "\n".join(told)


def changed(old: str, new: str) -> str:
    """The small plan with a fault in it."""
    assert SMALL.count(old) == 1, f"{old!r} stands {SMALL.count(old)} times in the plan"
    return SMALL.replace(old, new)


def test_a_plan_says_what_it_says() -> None:
    plan = read_plan(SMALL)
    assert (plan.name, plan.service_names, plan.digest) == ("A small plan", ("shop", "api"), digest_of(SMALL))
    assert plan.severities[Severity.SEV1].first_message_within_s == 300
    assert [role.key for role in plan.roles_for(Severity.SEV2)] == ["lead", "scribe"]
    assert plan.roles_for(None) == plan.roles_for(Severity.SEV1)
    lead = plan.role("lead")
    assert lead is not None
    assert [(s.key, s.do, s.within_s, s.when) for s in lead.checklist] == [
        ("declare", "Declare: early", 90, ""),
        ("tell", "Tell the customers", None, "each change"),
    ]
    assert plan.role("nobody") is None
    assert plan.first_message_within_s(None) == 300
    assert plan.first_message_within_s(Severity.SEV2) is None


def test_the_default_plan_says_what_the_published_guides_say() -> None:
    plan = read_plan(PLAN)
    minute, hour, day = 60, 3600, 86400
    cadences = plan.cadences
    assert plan.severities[Severity.SEV1].first_message_within_s == 5 * minute
    assert (cadences.first_public_message_s, cadences.scope_s) == (5 * minute, 10 * minute)
    assert (cadences.public_update_s, cadences.public_update_for_s) == (20 * minute, 2 * hour)
    assert (cadences.internal_update_s, cadences.call_out_s) == (30 * minute, 10 * minute)
    assert (cadences.acknowledge_s, cadences.state_document_s) == (5 * minute, 4 * hour)
    assert plan.declare_if is not None
    assert plan.declare_if.unsolved_after_s == hour
    reviews = {s: plan.severities[s].review for s in (Severity.SEV1, Severity.SEV2)}
    assert {s: (r.days, r.counted) for s, r in reviews.items() if r} == {
        Severity.SEV1: (3, Days.CALENDAR),
        Severity.SEV2: (5, Days.BUSINESS),
    }
    assert plan.review is not None
    assert (plan.review.draft_before_s, plan.review.follow_ups_high_s, plan.review.follow_ups_normal_s) == (
        day,
        28 * day,
        56 * day,
    )
    titles = {role.title for role in plan.roles}
    assert {"Incident manager", "Operations manager", "Communications manager", "Scribe", "Customer liaison"} <= titles


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("name: A small plan", "nome: A plan", "line 1, column 1: “nome” is not known here; did you mean “name”?"),
        ("name: A small plan\n", "", "line 1, column 1: “name: …” is missing here"),
        ("name: A small plan", "name: [a]", "line 1, column 7: text is expected here, not a list"),
        ("name: A small plan", "name: 5", "line 1, column 7: text is expected here, not a number (put it in quotes)"),
        ("name: A small plan", "name: ~", "line 1, column 7: text is expected here, not nothing"),
        ("name: A small plan", "name: a\nname: b", "line 2, column 1: “name” stands here twice"),
        ("name: A small plan", "name: &n a", "line 1, column 7: write it out: “&n” and “*n” are not taken"),
        ("name: A small plan", "name: !!python/name:os.system x", "line 1, column 7: a type with “!” is not taken"),
        ("name: A small plan", "name: !mine x", "line 1, column 7: a type with “!” is not taken"),
        ("name: A small plan", "name: a\n? [b]\n: c", "line 2, column 3: a name is expected here"),
        ("name: A small plan", "text: a\nname: b", "line 1, column 1: “text” is not known here"),
        ("name: A small plan", "\tname: a", "line 1, column 1: a tab stands here; indent with spaces"),
        ("name: A small plan", "name: 'a", "line 1, column 7: the quotes that open here are not closed"),
        ("name: A small plan", "name: a: b", "line 1, column 8: a second “: ” stands in this line"),
        ("duties: Leads", "duties: Leads\n   oops: x", "line 12, column 4: this does not belong here"),
        ("[shop, api]", "[shop, api", "line 18, column 9: “,” or a bracket is expected here, to close the one that"),
        ("  SEV4: {name: Watch", "  SEV5: {name: Watch", "line 6, column 3: “SEV5” is no severity; there are SEV1"),
        ("  SEV4: {name: Watch, means: Nothing is down, opens: []}\n", "", "line 3, column 3: all of SEV1, SEV2, SEV3"),
        ("opens: [lead, scribe]", "opens: [lead, clerk]", "line 4, column 58: no role has the key “clerk”"),
        ("opens: [lead, scribe]", "opens: lead", "line 4, column 51: a list is expected here, not text"),
        ("opens: []", "opens: [], colour: red", "“colour” is not known here"),
        ("  - key: lead", "  - key: Lead", "line 8, column 10: a key is made of a to z, 0 to 9 and _"),
        ("scribe, title", "lead, title", "line 12, column 13: no other role has the key “scribe”"),
        ("services:", "  - {key: lead, title: b, short: c, duties: d}\nservices:", "two roles have the key “lead”"),
        ("deputy: scribe", "deputy: clerk", "line 12, column 13: no other role has the key “clerk”"),
        ("deputy: scribe", "deputy: lead", "no other role has the key “lead”"),
        ("title: Incident manager", "title: ' '", "line 9, column 12: the title is empty; say it in words"),
        ("key: tell,", "key: declare,", "line 15, column 15: two steps have the key “declare”"),
        ("key: tell,", "key: 1st,", "a key is made of a to z"),
        ("within: 90 s", "within: 90", "line 14, column 54: a span of time is expected: a number and s, min"),
        ("within: 90 s", "within: ٩ s", "a span of time is expected"),
        ("within: 90 s", "within: -90 s", "a span of time is expected"),
        ("scope: 10 min", "scope: soon", "line 20, column 10: a span of time is expected"),
        ("scope: 10 min", "scope: [10 min]", "a span of time is expected"),
        ("services: [shop, api]", "services: [shop, shop]", "line 17, column 18: two services have the name “shop”"),
        ("services: [shop, api]", "services: ['']", "the service is empty"),
        ("services: [shop, api]", "services: {shop: api}", "a list is expected here, not names"),
        ("state_document: 4 h\n", "", "“state_document: …” is missing here"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(old: str, new: str, says: str) -> None:
    told = refusal(changed(old, new))
    assert told.startswith("plan.yaml, line ")
    assert says in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a plan starts with “name: …”"),
        ("- a", "a plan starts with “name: …”"),
        ("just words", "a plan starts with “name: …”"),
        (SMALL + "---\nname: b\n", "a plan is one document; “---” starts a second one"),
        (SMALL + "more: " + "[" * 50 + "]" * 50, "a plan is at most 8 levels deep"),
        (SMALL + "more: " + "[" * 5000, "plan"),
        (SMALL + "more: *name", "plan.yaml, line 28, column 7"),
        ("name: a\nb: \x01", "plan.yaml, line 2, column 4: a character that no text holds stands here"),
        ("name: \ud800", "plan"),
        ("a: " + "x" * LIMIT_BYTES, "a plan has at most 40 KiB"),
        ("ä" * (LIMIT_BYTES // 2 + 1), "a plan has at most 40 KiB"),
        ("%YAML 9.9\n---\na: b", "plan"),
        ("a: &x [1, 2]\nb: *x", "write it out"),
        ("<<: {a: b}", "plan"),
    ],
)
def test_what_is_no_plan_at_all_is_refused(text: str, says: str) -> None:
    assert says in refusal(text)


def test_an_alias_that_grows_is_never_followed() -> None:
    bombs = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "write it out" in refusal(bombs)


def test_words_stay_words() -> None:
    plan = read_plan(changed("services: [shop, api]", "services: [no, 10:30, 1e3, 2017-01-31, .nan, 'true', '012']"))
    assert plan.service_names == ("no", "10:30", "1e3", "2017-01-31", ".nan", "true", "012")


@pytest.mark.parametrize(
    ("span", "seconds"),
    [("1 s", 1), ("90s", 90), ("5 min", 300), ("2 h", 7200), ("3 d", 259_200), ("4 w", 2_419_200), ("0 s", 0)],
)
def test_a_span_has_a_number_and_a_unit(span: str, seconds: int) -> None:
    assert read_plan(changed("scope: 10 min", f"scope: {span}")).cadences.scope_s == seconds
    assert "scope" in SPANS


@settings(max_examples=200)
@given(text=st.text(st.sampled_from("abn:- []{}&*!|>'\"#%@,?\n\t \x00\x85\ufeff~<"), max_size=60))
def test_no_text_leads_to_anything_but_a_plan_or_a_refusal(text: str) -> None:
    with pytest.raises(BadInput):
        read_plan(text)


@settings(max_examples=150)
@given(data=st.data())
def test_nor_does_a_plan_that_was_torn(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.text(st.sampled_from("ab:-[]{}&*!'\"\n \t"), max_size=6))
    with contextlib.suppress(BadInput):
        assert read_plan(SMALL[:start] + put + SMALL[start + length :]).name
