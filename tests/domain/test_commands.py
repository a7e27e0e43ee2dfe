"""The one registry of commands: each declared once, with help, fields and who may; each refusing in words."""

import contextlib
import enum
import re
import typing
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.board import Board
from incident_desk.domain.commands import (
    Command,
    Context,
    Draft,
    Fields,
    Found,
    command_for,
    command_named,
    commands,
    nearest,
    run,
)
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.fold import folded
from incident_desk.domain.ids import DeskNumber, IncidentId, PersonId
from incident_desk.domain.incident import Declare, SetSeverity
from incident_desk.domain.kinds import Body, handlers_of, kind_named, kinds_changing, known_kinds
from incident_desk.domain.severity import Severity
from incident_desk.domain.texts import outside_name, read_fields, slash_words
from incident_desk.domain.timeline import Note
from tests.domain.making import ADAS_DESK, INCIDENT, START_US, Hand, two_desks
from tests.domain.test_texts import ON_A_LINE

EVERY = commands()


def named(command: Command) -> str:
    return command.name


@pytest.mark.parametrize("command", EVERY, ids=named)
def test_a_command_says_what_it_does_and_who_may(command: Command) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", command.name)
    assert command.help[0].isupper()
    assert len(command.help) > 10
    assert command.who
    assert command_named(command.name) is command
    assert issubclass(command.fields, Fields)
    assert all(word == word.lower() and " " not in word for word in (*command.slash, *command.presets))
    assert all(set(preset) <= set(command.fields.__struct_fields__) for preset in command.presets.values())


def test_no_two_commands_share_their_fields_or_a_slash_word() -> None:
    assert len({c.fields for c in EVERY}) == len(EVERY)
    words = [word for c in EVERY for word in (*c.slash, *c.presets)]
    assert len(words) == len(set(words)) == len(slash_words())


def test_the_commands_of_the_spine_are_there() -> None:
    there = {c.name for c in EVERY}
    assert {
        "incident.declare", "incident.retitle", "severity.set", "state.set", "impact.set",
        "role.open", "role.assign", "role.acknowledge", "role.hand_over", "role.release", "role.tick", "role.untick",
        "timeline.note", "timeline.attach", "timeline.mark", "timeline.pin",
        "entry.correct", "entry.retract", "entry.restore", "entry.undo", "erase.ask", "erase.confirm",
        "link.add", "link.remove", "person.name", "plan.use",
    } <= there  # fmt: skip
    assert {"sev", "assign", "mitigated", "impact", "correct", "undo", "note", "link"} <= set(slash_words())


def test_a_mistyped_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="No command “role.asign”. Did you mean role.assign?"):
        command_named("role.asign")
    with pytest.raises(BadInput, match="No command “x”.$"):
        command_named("x")
    assert nearest("", ["a"]) is None


# kinds of entries ----------------------------------------------------------------------------------------------------


def test_a_kind_is_named_for_what_happened() -> None:
    assert all(re.fullmatch(r"(gov\.)?[a-z]+(\.[a-z_]+)+", kind) for kind in known_kinds())


def test_the_shared_database_takes_every_kind() -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9_.-]{0,63}", kind) for kind in known_kinds())


def test_every_kind_changes_something_or_is_for_others_to_heed() -> None:
    silent = {kind for kind in known_kinds() if not handlers_of(kind)}
    of_others = {"gov.severity.set", "gov.lead.named", "gov.naming.asked", "duty.handed_over", "alert.came_in"}
    assert silent == {"timeline.noted", "attachment.added", *of_others}
    assert {"incident.declared", "state.set", "link.added"} <= set(kinds_changing("headline"))
    assert set(kinds_changing("nothing")) == set()


def below(body: type[Body]) -> list[type[Body]]:
    return [body, *(each for sub in body.__subclasses__() for each in below(sub))]


LASTING = [body for body in below(Body) if "remains" in vars(body) and body is not Body]


@pytest.mark.parametrize("body", LASTING)
def test_what_remains_of_a_body_has_no_words(body: type[Body]) -> None:
    """A body full of one secret: what outlives the erasure must not have it, whatever fields are added later."""
    full = msgspec.convert(filled(body), body)
    left = full.remains()
    assert left is not None
    assert type(left) is body
    assert b"secret" not in msgspec.json.encode(left)
    assert kind_named(type(left))


NO_WORDS = {
    "plan",
    "line",
    "key",
    "enquiry",
    "file",
    "target",
    "link",
    "other",
    "over",
    "origin",
    "incident",
    "decision",
    "question",
    "task",
    "role",
    "step",
    "course",
    "needs",
    "round",
    "letters",
    "names",
    "conclusion",
    "message",
    "channel",
    "variant",
    "channels",
    "audiences",
    "facts",
    "prepared",
    "template",
    "replaced",
    "holds",
    "titles",
    "told",
    "audience",
    "region",
    "digest",
    "seal",
    "series",
}
"""Fields of ids, keys of the plan and labels, which are nobody's words."""


MONITORS = {
    "AlertsReceived": {"source"},
    "AlertsCounted": {"source", "lot"},
    "ChangeNoted": {"source"},
    "AlertsHeldBack": {"source"},
    "SourceAdded": {"name", "mapping"},
    "SourceRemoved": {"name"},
    "SourceFellSilent": {"name"},
    "SourceHeard": {"name"},
}
"""What a monitor is called stands for it as a number does for a desk; without it, one shut out would be back."""


def filled(body: type[Body]) -> dict[str, Any]:
    """Every field of free text with the secret in it."""
    monitors = MONITORS.get(body.__name__, ())
    held = {field.name: "x" if field.name in monitors else held_by(field) for field in msgspec.structs.fields(body)}
    return {name: value for name, value in held.items() if value is not None}


def held_by(field: msgspec.structs.FieldInfo) -> Any:
    """What the field holds; None for one that need not be there and holds no words."""
    if "str" in str(field.type) and (said := words_for(field)) is not None:
        return said
    if field.type in (int, float, bool):
        return field.type(0)
    return needed(field.type) if field.required else None


def is_structure(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def needed(kind: Any) -> Any:
    """What a field of this sort needs to hold, with the secret wherever words may stand in it."""
    if is_structure(kind):
        return whole_with_the_secret(kind)
    if (some := several_of(kind)) is not None:
        return some
    if bounds := getattr(kind, "__metadata__", ()):
        return bounds[0].ge
    return next((each.value for each in getattr(kind, "__members__", {}).values()), "x")


LONG_AGO_US = 31_536_000_000_000


def several_of(kind: Any) -> Any:
    """A list or a mapping with the secret wherever words may stand in it; None if it is neither."""
    origin, held = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple and is_structure(held[0]):
        return [whole_with_the_secret(held[0])]
    if origin is dict:
        return {0: "secret"} if held == (int, str) else {}
    return [] if origin is tuple else None


def whole_with_the_secret(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """A structure of a body, with the secret in each of its words and as little as it needs in the rest."""
    fields = msgspec.structs.fields(kind)
    said = {each.name: "x" if each.name in NO_WORDS else "secret" for each in fields if each.type is str}
    rest = {each.name: _least(each.type) for each in fields if each.required and each.type is not str}
    return rest | said


def _least(kind: Any) -> Any:
    """Of a moment, that it was long ago."""
    if is_structure(kind):
        return whole_with_the_secret(kind)
    return [] if typing.get_origin(kind) in (tuple, list) else LONG_AGO_US


def words_for(field: msgspec.structs.FieldInfo) -> Any:
    """The secret, as a field of this sort holds it; None if it holds no words."""
    said = "x" if field.name in NO_WORDS else "secret"
    if field.type is str and field.name not in NO_WORDS:
        return said
    if "dict[str, str]" in str(field.type):
        return {"x": said}
    if "tuple[str" in str(field.type):
        return (said,) if "..." in str(field.type) else (said, said)
    return None


# whatever a program gives --------------------------------------------------------------------------------------------


def a_night() -> Hand:
    ada, tomas = two_desks()
    ada.hear(tomas)
    ada.declare()
    ada.do(Note("first"))
    ada.do(SetSeverity(Severity.SEV1, "second"))
    return ada


NIGHT = a_night()
RECORD: list[Entry] = [e for e in NIGHT.entries if e.incident == INCIDENT]
LINES = list(NIGHT.board().timeline.at)
TEXTS = st.one_of(
    st.sampled_from([*LINES, "scribe", "im", "me", "Ada", "declare", NIGHT.board().headline.number, "SEV1", "0a" * 32]),
    st.text(max_size=12),
    st.sampled_from(["", " ", "\udcff", "x" * 300, "\0", "../..", "name: x\n"]),
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "int": st.integers(-(2**80), 2**80) | st.integers(START_US - 10**9, START_US + 10**9),
    "none": st.none(),
}


def draw_fields(data: st.DataObject, command: Command) -> dict[str, Any]:
    """Values of the right sort, and of others."""
    given: dict[str, Any] = {}
    for field in msgspec.structs.fields(command.fields):
        if field.required or data.draw(st.booleans()):
            sort = VALUES["int"] if field.name.endswith("_us") else VALUES["bool"] if field.type is bool else TEXTS
            given[field.name] = data.draw(sort)
    return given


def context(command: Command, by: PersonId) -> Context:
    def find(text: str) -> Found:
        if text in (INCIDENT, NIGHT.board().headline.number):
            return Found(IncidentId(INCIDENT), "INC-1")
        raise NotFound("No incident is called that.")

    return Context(
        by=by,
        desk=DeskNumber(ADAS_DESK),
        now_us=START_US,
        incident=None if command.alone else INCIDENT,
        new_id=lambda: "0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0009",
        next_number="INC-K7QM-9",
        find_incident=find,
        opened={INCIDENT},
    )


@settings(max_examples=600)
@given(data=st.data())
def test_a_command_writes_or_refuses_in_words_whatever_it_is_given(data: st.DataObject) -> None:
    command = data.draw(st.sampled_from(EVERY))
    by = data.draw(st.sampled_from([NIGHT.person, PersonId("somebody else")]))
    given = draw_fields(data, command)
    parts = (*NIGHT.organisation.parts, *folded(INCIDENT, RECORD).parts)
    try:
        drafts = run(made(command, given), parts, context(command, by))
    except (RuleError, NotFound, BadInput):
        return
    assert drafts
    assert all(isinstance(draft, Draft) and encodable(draft) for draft in drafts)


def made(command: Command, given: dict[str, Any]) -> Fields:
    """As a program makes them that has checked the types and nothing else; else as they are read."""
    with contextlib.suppress(msgspec.ValidationError, UnicodeEncodeError):
        return msgspec.convert(given, command.fields, strict=False)
    return read_fields(command, {outside_name(name): value for name, value in given.items()}, ON_A_LINE)


def encodable(draft: Draft) -> bool:
    return bool(msgspec.json.encode(draft.body)) and (draft.occurred_us is None or abs(draft.occurred_us) < 2**63)


@pytest.mark.parametrize("moment_us", [0, -1, 2**63, 2**80, 1_548_000_000])
def test_a_program_cannot_write_a_moment_that_no_calendar_has(moment_us: int) -> None:
    with pytest.raises(BadInput, match="occurred_at: no calendar has that moment"):
        NIGHT.do(Note("x", occurred_us=moment_us))


@pytest.mark.parametrize(
    "fields",
    [Note("\udcff"), Declare("\ud800"), Declare("x", services=("a", "\udcff")), Note("a", speaker="\ud800")],
)
def test_half_a_character_is_refused_where_it_stands(fields: Fields) -> None:
    with pytest.raises(BadInput, match="a character that no text holds stands here") as refused:
        NIGHT.do(fields)
    assert refused.value.where in fields.__struct_fields__


def some(kind: Any) -> Any:
    """A value of a field's type."""
    if isinstance(kind, enum.EnumType):
        return next(iter(kind))
    return 1 if kind is int else "x"


@pytest.mark.parametrize("command", [c for c in EVERY if not c.alone], ids=named)
def test_a_command_about_an_incident_needs_one(command: Command) -> None:
    needed = [field for field in msgspec.structs.fields(command.fields) if field.required]
    fields = command.fields(**{field.name: some(field.type) for field in needed})
    outside = msgspec.structs.replace(context(command, NIGHT.person), incident=None)
    assert command_for(fields) is command
    with pytest.raises(RuleError, match=f"{command.name} needs an incident"):
        run(fields, Board(INCIDENT).parts, outside)
