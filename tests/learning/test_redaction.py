"""What readers outside must not read stands in no byte of what they are given, in no form, inside a PDF neither."""

import io
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigating import AddEvidence
from incident_desk.domain.investigations import Investigate
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note, NoteSort
from incident_desk.learning.redaction import Redaction, for_outside
from incident_desk.learning.redaction_proof import leaks, must_be_clean
from tests.support.quiet import Announce

SECRET = (
    "Nadia Rahimi and Kim (kim.lee@corp.example, +49 151 2345 6789) saw db1.prod.example.net, web-03, 10.1.2.3 and "
    "fe80:0:0:0:1:2:3:4 at https://wiki.corp.example/x fail"
)
NEVER = ("nadia", "rahimi", "kim", "corp.example", "151 2345", "db1", "web-03", "10.1.2.3", "fe80", "wiki")


class Night:
    """An incident of which much must stay inside."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.home = ""
        desk.choose_person("Nadia Rahimi").result()
        declare = Declare("Orders fail at db1.prod.example.net", Severity.SEV2, ("Shop.example",))
        self.id: IncidentId = desk.record(declare).result()[-1].incident
        desk.record([Assign("incident manager", "me"), Note(SECRET, NoteSort.FINDING, speaker="Kim")], self.id).result()

    @property
    def redaction(self) -> Redaction:
        board = self.desk.reading.fold(self.id).board
        return for_outside(board, self.desk.reading.organisation(), ["Project Heron"])


@pytest.fixture
def night(tmp_path: Path) -> Generator[Night]:
    with Desk.open(tmp_path / "home") as desk:
        yield Night(desk)


def test_people_become_their_roles_and_hosts_numbers(night: Night) -> None:
    said = night.redaction.clean(f"{SECRET}. Nadia says: db1.prod.example.net, for project  heron")
    assert not [each for each in NEVER if each in said.casefold()]
    assert said.startswith("the incident manager and person 2 ((address), (number)) saw host")
    assert said.endswith("for (hidden)")
    assert night.redaction.clean("SEV1 at 10:20 on 31 January 2017: Shop.example, UTF-8, 4.5 GB, e.g. INC-131-2") == (
        "SEV1 at 10:20 on 31 January 2017: Shop.example, UTF-8, 4.5 GB, e.g. INC-131-2"
    )


def test_what_is_sealed_goes_even_where_somebody_quotes_it(night: Night) -> None:
    night.desk.record(Investigate(text="Why?", teams="Dumps: Nadia Rahimi"), night.id).result()
    night.desk.record(AddEvidence("The dump was empty since May", investigation="A"), night.id).result()
    assert night.redaction.clean("We know that the dump was empty since May.") == "We know that (sealed)."


@pytest.mark.parametrize("form", ["md", "html", "json", "pdf"])
def test_no_byte_of_a_file_for_outside_holds_it(night: Night, tmp_path: Path, form: str) -> None:
    home = Path(night.desk.home.path)
    number, redaction = night.desk.board(night.id).headline.number, night.redaction
    night.desk.close()
    inside, outside = tmp_path / f"in.{form}", tmp_path / f"out.{form}"
    for file, options in ((inside, ()), (outside, ("--outside", "--hide", "Project Heron"))):
        call = ["--home", str(home), "review-report", number, "-o", str(file), *options]
        run = [sys.executable, "-c", "from incident_desk.cli import main; raise SystemExit(main())", *call]
        answer = subprocess.run(run, capture_output=True, text=True, check=False, env={**os.environ})
        assert answer.returncode == 0, answer.stderr
    assert {"Nadia", "Rahimi"} <= {word for each in leaks(inside.read_bytes(), redaction) for word in each.split()}
    content = outside.read_bytes()
    assert leaks(content, redaction) == []
    for layer in every_layer(content):
        assert not [each for each in NEVER if each.encode() in layer.lower() and len(each) > 4]
    assert not [each for each in NEVER if each in words(content).casefold()]


def every_layer(content: bytes) -> list[bytes]:
    """The bytes, and whatever of them can be unpacked: found without what the program does for it."""
    found = [content]
    for at in (each.start() for each in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content)):
        try:
            found.append(zlib.decompressobj().decompress(content[at:]))
        except zlib.error:
            continue
    return found


def words(content: bytes) -> str:
    """What a reader reads."""
    if not content.startswith(b"%PDF"):
        return content.decode()
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_a_word_that_was_packed_is_found(night: Night) -> None:
    packed = b"%PDF-1.4\n1 0 obj <</Length 9>> stream\n" + zlib.compress(b"x Nadia Rahimi x") + b"\nendstream"
    redaction = night.redaction
    assert b"Nadia" not in packed
    assert "nadia rahimi" in [each.casefold() for each in leaks(whole(packed), redaction)]
    with pytest.raises(RuleError, match=r"Not written: these would be read outside: .*Rahimi"):
        must_be_clean(b"By Nadia  Rahimi", redaction)
    assert must_be_clean(b"By somebody", redaction) == b"By somebody"


def whole(stream: bytes) -> bytes:
    """A PDF that can be read, with this in it besides."""
    from pypdf import PdfWriter

    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(file)
    return file.getvalue() + stream


def test_the_number_of_the_incident_is_no_host_wherever_a_line_ends_in_it(night: Night) -> None:
    number = night.desk.board(night.id).headline.label
    assert night.redaction.left(number.replace("-", "-\n")) == []


def test_a_pdf_that_cannot_be_read_is_never_called_clean(night: Night, announce: Announce) -> None:
    announce("EOF marker not found")
    with pytest.raises(BadInput, match="nobody knows what is in it"):
        leaks(b"%PDF-1.4\nnothing", night.redaction)
