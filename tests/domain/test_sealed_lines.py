"""Whatever a member of a sealed investigation does with one of its lines: nothing of it is written for others to read.

Every command that takes an entry is tried with every line of the investigation, so a new command is held to it, too.
"""

import typing
from collections.abc import Generator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from incident_desk.desk import Desk
from incident_desk.domain.commands import Command, Fields, commands
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError, RuleError
from incident_desk.domain.facts import FactField, TakeFact
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigating import AddEvidence, AskOpen, Hypothesis, ProposeFactor
from incident_desk.domain.investigation_files import AttachEvidence
from incident_desk.domain.investigation_notes import TakeNote
from incident_desk.domain.investigations import BreakSeal, Investigate, Submit
from incident_desk.domain.moving import Move
from incident_desk.domain.split_preview import choosable
from incident_desk.domain.splitting import Split
from incident_desk.domain.timeline import Note

SECRET = "marzipan"
CALLED_OTHERWISE = {
    "call",
    "cause",
    "causes",
    "course",
    "draft",
    "effect",
    "fact",
    "link",
    "message",
    "need",
    "one",
    "other",
    "question",
    "step",
    "task",
    "which",
}
"""Fields that name something by its number and take its id as well."""
WORDS = {"alert.note_change", "draft.change", "incident.stand_down", "reach.answer"}
"""What these call so is no entry: an update of a draft, words, a link to a place."""


class Sealed(msgspec.Struct):
    """A desk at which Ada works on investigation A, and Bea, blind to it, on B."""

    desk: Desk
    incident: IncidentId
    other: IncidentId
    inside: list[Entry]

    def tries(self, fields: Fields) -> list[Entry]:
        """What is written for all to read."""
        stream = self.inside[0].stream
        return [each for each in self.desk.record(fields, self.incident).result() if each.stream != stream]


@pytest.fixture
def sealed(tmp_path: Path) -> Generator[Sealed]:
    with Desk.open(tmp_path / "home") as desk:
        yield begun(desk)


def begun(desk: Desk) -> Sealed:
    desk.choose_person("Ada").result()
    desk.add_person("Bea").result()
    desk.add_person("Cyd").result()
    other = desk.record(Declare("Mail is slow")).result()[-1].incident
    incident = desk.record(Declare("Replication stopped")).result()[-1].incident
    desk.record(Investigate(2700, "Why? | Ada | Bea"), incident).result()
    said = [
        Hypothesis(f"A {SECRET} delete"),
        AddEvidence(f"for H1 {SECRET} lag rose"),
        AskOpen(f"Who has the {SECRET}?", "Bea"),
        ProposeFactor(f"No {SECRET} limit"),
        TakeNote(f"{SECRET} to look at"),
    ]
    about = AttachEvidence("", f"{SECRET}.txt", 0, "text/plain", f"The {SECRET} log")
    written = [*desk.record(said, incident).result(), *desk.attach(SECRET.encode(), about, incident).result()]
    stream = desk.board(incident).investigations.find("A").stream
    return Sealed(desk, incident, other, [each for each in written if each.stream == stream])


def takes_entry(name: str, kind: object) -> bool:
    return "EntryId" in str(kind) or name in CALLED_OTHERWISE


ALL = [
    (each, name)
    for each in commands()
    for name, kind in typing.get_type_hints(each.fields).items()
    if takes_entry(name, kind) and each.name not in WORDS
]


def filled(command: Command, name: str, entry: str, other: str) -> Fields:
    """The fields of a command, one of them with an entry, what else is needed with whatever it takes."""
    kinds = typing.get_type_hints(command.fields)
    said: dict[str, Any] = {}
    for field in msgspec.structs.fields(command.fields):
        kind = str(kinds[field.name])
        if field.name == name:
            said[name] = {entry: "words"} if "dict" in kind else (entry,) if "tuple" in kind else entry
        elif field.name == "reason":
            said["reason"] = "because"
        elif field.required:
            said[field.name] = _something(field.name, kinds[field.name], other)
    return command.fields(**said)


def _something(name: str, kind: Any, other: str) -> object:
    if hasattr(kind, "__members__"):
        return next(iter(kind))
    if name in ("person", "takers"):
        return "Bea"
    if name == "teams":
        return "Bea | Cyd"
    if name == "other":
        return other
    return next((made for word, made in (("tuple", ()), ("int", 60), ("bool", True)) if word in str(kind)), "words")


def attempted(sealed: Sealed, fields: Fields) -> tuple[list[Entry], str]:
    """What was written for all to read, or the error."""
    try:
        return sealed.tries(fields), ""
    except DeskError as e:
        return [], str(e)


@pytest.mark.parametrize(("command", "name"), ALL, ids=lambda each: getattr(each, "name", each))
def test_no_command_carries_a_line_out_of_a_sealed_investigation(sealed: Sealed, command: Command, name: str) -> None:
    ids = {each.id for each in sealed.inside}
    for line in sealed.inside:
        written, error = attempted(sealed, filled(command, name, line.id, sealed.other))
        assert SECRET not in error
        for entry in written:
            assert SECRET.encode() not in bytes(entry.body), entry.kind
            assert entry.subject not in ids
            assert not [each for each in ids if each.encode() in bytes(entry.body)], entry.kind


def test_a_sealed_file_is_neither_moved_nor_split_off_nor_made_a_fact(sealed: Sealed) -> None:
    [file] = [each.id for each in sealed.inside if each.kind == "attachment.added"]
    refused = (
        Move(file, sealed.other),
        Move(file, "duty-log"),
        Split("The disk", entries=(file,)),
        TakeFact(file, FactField.OTHER),
        Investigate(60, "Why again? | Bea | Cyd", known=(file,)),
    )
    for fields in refused:
        with pytest.raises(RuleError, match="sealed investigation; there it stays"):
            sealed.tries(fields)
    board = sealed.desk.board(sealed.incident)
    assert file not in [line.entry for line in choosable(board)]
    sealed.tries(BreakSeal("A", "the copy must be stopped now"))
    assert file in [line.entry for line in choosable(sealed.desk.board(sealed.incident))]
    assert sealed.tries(Move(file, sealed.other))


def test_a_line_of_one_sealed_investigation_is_no_evidence_in_another(sealed: Sealed) -> None:
    sealed.desk.record(Investigate(60, "Why so slow? | Ada | Cyd"), sealed.incident).result()
    evidence = sealed.inside[1].id
    with pytest.raises(RuleError, match="there it stays"):
        sealed.tries(AddEvidence("Lag rose", "C", of=evidence))
    assert sealed.tries(AddEvidence("C: It was seen", of=noted(sealed))) is not None


def noted(sealed: Sealed) -> EntryId:
    [entry] = sealed.desk.record(Note("Lag rose"), sealed.incident).result()
    return entry.id


def test_who_waits_for_the_others_says_nothing_that_those_would_read(sealed: Sealed) -> None:
    sealed.tries(Submit("A", 80, "The delete"))
    for fields in (Hypothesis(f"The {SECRET} disk"), Hypothesis(f"A: the {SECRET} disk")):
        with pytest.raises(RuleError, match="Investigation A is in; more can be added once it is open"):
            sealed.tries(fields)
    sealed.tries(BreakSeal("B", "nobody works on it any more"))
    sealed.desk.record(Hypothesis("A: the disk"), sealed.incident).result()
    investigation = sealed.desk.board(sealed.incident).investigations.find("A")
    assert len(investigation.hypotheses) == 2
