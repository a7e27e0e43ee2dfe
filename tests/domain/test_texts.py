"""From typed text to the fields of a command: the slash line, and `field=value` of the command line."""

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.commands import Fields, command_named, commands
from incident_desk.domain.corrections import Correct, Retract, Undo
from incident_desk.domain.errors import BadInput
from incident_desk.domain.handovers import Offer
from incident_desk.domain.ids import EntryId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetSeverity, SetState, State
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.moments import from_us, read_moment, to_us
from incident_desk.domain.questions import AskSomebody
from incident_desk.domain.roles import Assign, OneRole, Tick
from incident_desk.domain.severity import Severity
from incident_desk.domain.standing_down import StandDown
from incident_desk.domain.texts import Reading, outside_name, read_fields, read_line, slash_words
from incident_desk.domain.timeline import Mark, Note, NoteSort
from tests.domain.making import START_US

NOW_US = START_US  # 2019-01-20 16:00 UTC
LINE = EntryId("0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0001")
READING = Reading(NOW_US, UTC)
ON_A_LINE = Reading(NOW_US, UTC, LINE)


def us(text: str) -> int:
    return to_us(read_moment(text, from_us(NOW_US)))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Failover started", Note("Failover started")),
        ("  Failover started ", Note("Failover started")),
        ("a = b, /sev 1 and @19:30 inside", Note("a = b, /sev 1 and @19:30 inside")),
        ("@15:30 Failover started", Note("Failover started", occurred_us=us("15:30"))),
        ("@15:30, Failover started", Note("Failover started", occurred_us=us("15:30"))),
        ("@15:30 CET Failover started", Note("Failover started", occurred_us=us("15:30 CET"))),
        ("@15:30 +02:00 Failover started", Note("Failover started", occurred_us=us("15:30 +02:00"))),
        ("@2019-01-19 23:27 UTC Failover", Note("Failover", occurred_us=us("2019-01-19 23:27 UTC"))),
        ("@2019-01-19T23:27:00Z Failover", Note("Failover", occurred_us=us("2019-01-19 23:27 UTC"))),
        ('@"2019-01-19 23:27" UTC is our zone', Note("UTC is our zone", occurred_us=us("2019-01-19 23:27"))),
        ("@10 min ago Failover", Note("Failover", occurred_us=us("10 min ago"))),
        ("@15:30 10 servers left", Note("10 servers left", occurred_us=us("15:30"))),
        ("@15:30 GB of memory are gone", Note("GB of memory are gone", occurred_us=us("15:30"))),
        ("@now Failover", Note("Failover", occurred_us=NOW_US)),
        ("@Ada please look", Note("@Ada please look")),
        ("@Ada", Note("@Ada")),
        ("@Ada?", Note("@Ada?")),
        ("@Ada where is the dump?", AskSomebody("@Ada where is the dump?")),
        ("@15:30 @Ada where is the dump?", AskSomebody("@Ada where is the dump?", occurred_us=us("15:30"))),
        ("@15:30 is it over?", Note("is it over?", occurred_us=us("15:30"))),
        ("@nowhere to be seen", Note("@nowhere to be seen")),
        ("@", Note("@")),
        ("/note Failover started", Note("Failover started")),
        ("/NOTE @15:30 Failover", Note("Failover", occurred_us=us("15:30"))),
        ("/note line one\nline two", Note("line one\nline two")),
        ("/note\nline one", Note("line one")),
        ("/decision We fail over", Note("We fail over", NoteSort.DECISION)),
        ('/note It is cut speaker="Network SME"', Note("It is cut", speaker="Network SME")),
        ("/note timeout=5 is too short", Note("timeout=5 is too short")),
        ('/note he said "no', Note('he said "no')),
        ("/sev 1", SetSeverity(Severity.SEV1)),
        ("/sev sev3 only the EU is hit", SetSeverity(Severity.SEV3, "only the EU is hit")),
        ("/severity reason=x severity=2", SetSeverity(Severity.SEV2, "x")),
        ("/mitigated", SetState(State.MONITORING)),
        ("/mitigated @15:30 Failed over", SetState(State.MONITORING, "Failed over", us("15:30"))),
        ("/false-alarm it was a test", StandDown("it was a test")),
        ('/state "False alarm" it was a test', SetState(State.FALSE_ALARM, "it was a test")),
        ("/reopen", SetState(State.INVESTIGATING)),
        ("/assign scribe Ada Lovelace", Assign("scribe", "Ada Lovelace")),
        ('/assign "incident manager" me', Assign("incident manager", "me")),
        ("/ack incident manager", OneRole("incident manager")),
        ("/handover scribe Tomas all quiet", Offer("scribe", "Tomas", "all quiet")),
        ("/tick im declare", Tick("im", "declare")),
        ("/impact all customers in the EU", SetImpact("all customers in the EU")),
        ("/impact EU services=shop,api started_at=15:30", SetImpact("EU", us("15:30"), services=("shop", "api"))),
        ('/impact services="shop, api" ended_at=none', SetImpact(ended_us=None, services=("shop", "api"))),
        ("/link duplicate-of INC-K7QM-1", Add(Relation.DUPLICATE_OF, "INC-K7QM-1")),
        ("/link Duplicate_Of INC-K7QM-1", Add(Relation.DUPLICATE_OF, "INC-K7QM-1")),
        ("/undo", Undo()),
        ("/undo typed into the wrong window", Undo("typed into the wrong window")),
    ],
)
def test_a_typed_line_means(line: str, meant: Fields) -> None:
    assert read_line(line, READING) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/correct Failover ended", Correct(LINE, "Failover ended")),
        ("/correct @15:30", Correct(LINE, occurred_us=us("15:30"))),
        ("/retract", Retract(LINE)),
        ("/mark", Mark(LINE)),
        ("/mark is_significant=no", Mark(LINE, is_significant=False)),
        (f"/retract entry={LINE}", Retract(LINE)),
        ("/retract entry=other because", Retract(EntryId("other"), "because")),
    ],
)
def test_a_command_about_an_entry_means_the_line_that_is_selected(line: str, meant: Fields) -> None:
    assert read_line(line, ON_A_LINE) == meant


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/mitigatd", "No command “mitigatd”. Did you mean /mitigated? Your text is kept."),
        ("/", "No command “”. Your text is kept."),
        ("/ note x", "No command “”"),
        ("/sev", "“severity” is needed"),
        ("/sev 5", "“severity”: “5” is none of them; there are SEV1, SEV2, SEV3, SEV4"),
        ("/state asleep", "“state”: “asleep” is none of them; there are detected, declared"),
        ("/mark", "“entry” is needed"),
        ("/ack", "“role” is needed"),
        ("/mark is_significant=perhaps entry=x", "“is_significant”: expected `bool`"),
        ("@25:00 Failover", "“25:00” is not a time"),
        ("@5 users left", "“5” is not a time"),
        ('@"soon" Failover', "“soon” is not a time"),
        ("/impact started_at=soon", "“soon” is not a time"),
        ("/link sibling-of INC-K7QM-1", "there are duplicate-of, part-of, caused-by, repeat-of"),
    ],
)
def test_what_cannot_be_read_is_said_plainly(line: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_line(line, READING)
    assert says in str(refused.value)


@given(line=st.text(max_size=80))
def test_no_line_leads_to_anything_but_a_command_or_a_refusal(line: str) -> None:
    try:
        assert isinstance(read_line(line, ON_A_LINE), Fields)
    except BadInput:
        return


WORDS = st.sampled_from(sorted(slash_words()))
PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ['"', "=", "@", "@15:30", "entry=", "text=x", 'note="', "services=,", "1", "\n", "\0", "\udcff", "none"]
    ),
    st.sampled_from(sorted({f"{f}=" for c in commands() for f in c.fields.__struct_fields__})),
)


@given(word=WORDS, pieces=st.lists(PIECES, max_size=6), glue=st.sampled_from([" ", "", "  ", "\t"]))
def test_nor_does_what_looks_like_a_command(word: str, pieces: list[str], glue: str) -> None:
    try:
        assert isinstance(read_line(f"/{word} " + glue.join(pieces), ON_A_LINE), Fields)
    except BadInput:
        return


# fields by name ------------------------------------------------------------------------------------------------------


def test_fields_are_given_by_their_outside_names_as_text_or_json() -> None:
    set_impact = command_named("impact.set")
    given = {"affected": "EU", "started_at": "2019-01-20T15:30:00Z", "services": ["shop"], "ended_at": None}
    assert read_fields(set_impact, given, READING) == SetImpact("EU", us("15:30"), None, ("shop",))
    assert read_fields(set_impact, {**given, "services": "shop, api,"}, READING) == SetImpact(
        "EU", us("15:30"), None, ("shop", "api")
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"colour": "red"}, "timeline.note has no field “colour”; it has text, note_sort, occurred_at"),
        ({"occurred_us": 1}, "has no field “occurred_us”"),
        ({}, "“text” is needed"),
        ({"text": 5}, "“text”: expected `str`, got `int`"),
        ({"text": ["a"]}, "“text”: expected `str`, got `array`"),
        ({"text": "a", "occurred_at": 1_548_000_000}, "“occurred_at”: expected `int` >= "),  # seconds are no moment
        ({"text": "a", "occurred_at": 10**30}, "“occurred_at”"),
        ({"text": "a", "occurred_at": True}, "“occurred_at”"),
        ({"text": "a", "note_sort": "song"}, "“note_sort”: “song” is none of them; there are note, detection"),
        ({"text": "a", "approximate": "perhaps"}, "“approximate”"),
    ],
)
def test_wrong_fields_are_named(given: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_fields(command_named("timeline.note"), given, READING)
    assert says in str(refused.value)
    assert refused.value.where in ("timeline.note", "")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10), st.lists, max_leaves=4
)


@given(data=st.data())
def test_no_value_leads_to_anything_but_fields_or_a_refusal(data: st.DataObject) -> None:
    command = data.draw(st.sampled_from(commands()))
    names = [outside_name(name) for name in command.fields.__struct_fields__]
    given = data.draw(st.dictionaries(st.sampled_from([*names, "nonsense"]), VALUES, max_size=5))
    try:
        assert isinstance(read_fields(command, given, ON_A_LINE), command.fields)
    except BadInput:
        return
