"""A record carried by file between desks that never meet a network."""

import contextlib
import itertools
import json
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Generator
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.desk.bundles.looking import look
from incident_desk.desk.bundles.making import export_bundle, own_key
from incident_desk.desk.bundles.taking import Came
from incident_desk.domain.corrections import Correct
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.investigating import Hypothesis
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.showing import shown
from incident_desk.domain.timeline import Attach, Note
from incident_desk.store.bundles.form import Coverage, LeftOut
from incident_desk.store.home import Home
from tests.desk.conftest import SECOND_US, START_US, SetClock, a_desk, declared, texts

CLOCK = SetClock(START_US + 3600 * SECOND_US)


def state(path: Path) -> dict[str, object]:
    """What `show --json` prints of every incident of a home."""
    with contextlib.closing(ReadingDesk.open(path)) as desk:
        people = desk.organisation().people
        return {b.incident: shown(desk.fold(b.incident).board, people) for b in desk.headlines()}


def carry(home: Path, file: Path, covers: Coverage | None = None) -> Path:
    """A bundle of the whole record, or of what is covered."""
    export_bundle(home, file, covers or Coverage(), clock=CLOCK)
    return file


def take(home: Path, file: Path) -> Came:
    with a_desk(home, CLOCK) as desk:
        return desk.bundles.take(file)


@pytest.fixture
def told(tmp_path: Path) -> tuple[Path, IncidentId]:
    """A home with two incidents whose lines alternate, so that each has holes in the chain."""
    home = tmp_path / "told"
    with a_desk(home) as desk:
        orders, mail = declared(desk, "Orders fail"), declared(desk, "Mail is late")
        for i in range(3):
            desk.record(Note(f"Orders {i}"), orders).result()
            desk.record(Note(f"Mail {i}"), mail).result()
    return home, orders


def test_what_is_left_out_is_counted_as_people_count() -> None:
    assert str(LeftOut(1, "entries", "written outside the period")) == "1 entry: written outside the period"
    assert str(LeftOut(2, "attached files", "not at this desk, or erased")).startswith("2 attached files: ")


def test_an_incident_comes_whole_and_twice_adds_nothing(told: tuple[Path, IncidentId], tmp_path: Path) -> None:
    home, orders = told
    file = carry(home, tmp_path / "o.bundle", Coverage(orders))
    came = take(tmp_path / "other", file)
    assert (came.skipped, came.parked) == (0, ())
    assert 0 < came.carried < came.added
    assert state(tmp_path / "other") == {orders: state(home)[orders]}
    again = take(tmp_path / "other", file)
    assert (again.added, again.skipped, again.parked) == (0, came.added, ())


def test_a_chain_with_holes_passes_the_check_and_is_whole_once_the_rest_has_come(
    told: tuple[Path, IncidentId], tmp_path: Path
) -> None:
    home, orders = told
    take(tmp_path / "other", carry(home, tmp_path / "o.bundle", Coverage(orders)))
    with a_desk(tmp_path / "other", CLOCK) as desk:
        assert desk.check() == []
    came = take(tmp_path / "other", carry(home, tmp_path / "all.bundle"))
    assert came.carried == 0
    with a_desk(tmp_path / "other", CLOCK) as desk:
        assert desk.check() == []
    assert state(tmp_path / "other") == state(home)


def test_a_lost_entry_is_damage_also_in_a_chain_with_holes(told: tuple[Path, IncidentId], tmp_path: Path) -> None:
    import sqlcipher3.dbapi2 as sqlite

    home, orders = told
    take(tmp_path / "other", carry(home, tmp_path / "o.bundle", Coverage(orders)))
    connection = sqlite.connect(Home(tmp_path / "other").database)
    connection.execute("DELETE FROM carried WHERE seq = (SELECT max(seq) FROM carried)")
    connection.commit()
    connection.close()
    with pytest.raises(DeskError, match="its last is seq"):
        Desk.open(tmp_path / "other")


def test_a_period_leaves_out_the_rest_and_says_so(told: tuple[Path, IncidentId], tmp_path: Path) -> None:
    home, orders = told
    with contextlib.closing(ReadingDesk.open(home)) as desk:
        lines = desk.fold(orders).board.timeline.lines
    covers = Coverage(orders, from_us=lines[-2].recorded_us, to_us=lines[-1].recorded_us)
    file = tmp_path / "p.bundle"
    made = export_bundle(home, file, covers, clock=CLOCK)
    assert [each for each in made.left_out if "outside the period" in each]
    take(tmp_path / "other", file)
    with a_desk(tmp_path / "other", CLOCK) as desk:
        assert texts(desk, orders) == ["Orders 1"]
        assert desk.board(orders).headline.title.value == "Orders fail"


def test_files_travel_with_their_lines(told: tuple[Path, IncidentId], tmp_path: Path) -> None:
    home, orders = told
    with a_desk(home, CLOCK) as desk:
        (entry,) = desk.attach(b"the plan", Attach("0" * 64, "plan.txt", 8), orders).result()
    take(tmp_path / "other", carry(home, tmp_path / "o.bundle", Coverage(orders)))
    with contextlib.closing(ReadingDesk.open(tmp_path / "other")) as desk:
        digest = desk.fold(orders).board.timeline.at[entry.id].digest
        assert desk.attachment(digest) == b"the plan"


def erase(home: Path, incident: IncidentId, text: str) -> None:
    """Two people of the home erase a line."""
    with a_desk(home, CLOCK) as desk:
        line = next(line for line in desk.board(incident).timeline.lines if line.text == text)
        desk.record(Ask(line.entry, "a password"), incident).result()
        desk.record(Confirm(line.entry), incident, by=desk.add_person("Grace").result()).result()


def test_what_was_erased_never_comes_back_from_an_old_bundle(told: tuple[Path, IncidentId], tmp_path: Path) -> None:
    home, orders = told
    old = carry(home, tmp_path / "old.bundle")
    erase(home, orders, "Orders 1")
    assert take(home, old).added == 0
    with a_desk(home, CLOCK) as desk:
        assert texts(desk, orders) == ["Orders 0", "Orders 2"]
    other = tmp_path / "other"
    take(other, carry(home, tmp_path / "new.bundle", Coverage(orders)))
    assert take(other, old).added > 0
    with contextlib.closing(ReadingDesk.open(other)) as desk:
        assert not any(b"Orders 1" in entry.body for entry in desk.entries(orders))


def test_an_erasure_reaches_a_home_that_has_the_words(told: tuple[Path, IncidentId], tmp_path: Path) -> None:
    home, orders = told
    other = tmp_path / "other"
    take(other, carry(home, tmp_path / "old.bundle"))
    erase(home, orders, "Orders 1")
    came = take(other, carry(home, tmp_path / "new.bundle"))
    assert came.erased == 1
    assert b"Orders 1" not in b"".join(file.read_bytes() for file in other.rglob("*") if file.is_file())
    assert state(other) == state(home)


def test_a_stranger_alone_erases_nothing(told: tuple[Path, IncidentId], tmp_path: Path) -> None:
    home, orders = told
    stranger = tmp_path / "stranger"
    take(stranger, carry(home, tmp_path / "o.bundle"))
    with a_desk(stranger, CLOCK) as desk:
        desk.add_person("Mallory").result()
        line = next(line for line in desk.board(orders).timeline.lines if line.text == "Orders 1")
        desk.record(Ask(line.entry, "mine"), orders).result()
        desk.record(Confirm(line.entry), orders, by=desk.add_person("Mallory").result()).result()
    assert take(home, carry(stranger, tmp_path / "back.bundle")).erased == 0
    with contextlib.closing(ReadingDesk.open(home)) as desk:
        assert any(b"Orders 1" in entry.body for entry in desk.entries(orders))


# who can read it ------------------------------------------------------------------------------------------------------


def test_only_whom_it_is_for_can_open_it(told: tuple[Path, IncidentId], tmp_path: Path) -> None:
    home, orders = told
    for name in ("reader", "other"):
        with a_desk(tmp_path / name, CLOCK) as desk:
            desk.choose_person(name.title()).result()
    file = tmp_path / "o.bundle"
    made = export_bundle(home, file, Coverage(orders), [own_key(tmp_path / "reader")], clock=CLOCK)
    assert made.is_sealed
    assert b"entries/" not in file.read_bytes()
    with pytest.raises(BadInput, match="encrypted for somebody else"):
        take(tmp_path / "other", file)
    take(tmp_path / "reader", file)
    assert state(tmp_path / "reader") == {orders: state(home)[orders]}
    with pytest.raises(NotFound):
        export_bundle(home, file, Coverage(orders), ["Nobody"], clock=CLOCK)
    take(home, carry(tmp_path / "reader", tmp_path / "back.bundle"))
    assert export_bundle(home, file, Coverage(orders), ["Reader"], clock=CLOCK).is_sealed


def test_a_home_that_keeps_to_itself_makes_no_bundle(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "demo", apart=True) as desk:
        declared(desk)
    with pytest.raises(RuleError, match="no key"):
        carry(tmp_path / "demo", tmp_path / "x.bundle")
    assert not list(tmp_path.glob("x.bundle*"))


# what somebody changed ------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """A small bundle, and the home it came to."""
    with a_desk(tmp_path / "home") as desk:
        declared(desk)
    file = carry(tmp_path / "home", tmp_path / "small.bundle")
    take(tmp_path / "other", file)
    return file, tmp_path / "other"


def test_a_flipped_byte_is_reported_or_harmless(small: tuple[Path, Path], tmp_path: Path) -> None:
    file, other = small
    whole = file.read_bytes()
    before = look(other, file)
    random = Random(7)
    places = sorted({*range(0, len(whole), 37), *range(len(whole) - 300, len(whole))})
    reported = 0
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << random.randrange(8)
        (tmp_path / "flipped.bundle").write_bytes(changed)
        try:
            assert look(other, tmp_path / "flipped.bundle") == before, place
        except BadInput:
            reported += 1
    assert reported > len(places) / 2


def test_a_cut_bundle_is_refused_and_nothing_of_it_comes(small: tuple[Path, Path], tmp_path: Path) -> None:
    file, _ = small
    whole = file.read_bytes()
    cut = tmp_path / "cut.bundle"
    for length in (0, 1, 30, len(whole) // 2, len(whole) - 1):
        cut.write_bytes(whole[:length])
        with pytest.raises(BadInput, match=r"cut\.bundle"):
            take(tmp_path / "fresh", cut)
    with contextlib.closing(ReadingDesk.open(tmp_path / "fresh")) as desk:
        assert desk.headlines() == []


def rewritten(file: Path, into: Path, change: dict[str, bytes], add: dict[str, bytes]) -> Path:
    """The bundle with other parts, as somebody without its maker's key would write it."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name, content in add.items():
            new.writestr(name, content)
    return into


@pytest.mark.parametrize(
    ("change", "add"),
    [
        ({"entries/000001.jsonl": b"{}\n"}, {}),
        ({"manifest.json": b"[" * 100_000}, {}),
        ({"manifest.json": b'{"format": "incident-desk-bundle", "version": 2}'}, {}),
        ({"manifest.sig": b"x" * 64}, {}),
        ({}, {"../../evil": b"x"}),
        ({}, {"/etc/evil": b"x"}),
        ({}, {"entries/000002.jsonl": b""}),
        ({}, {"inner.bundle": b"PK\x03\x04"}),
        ({}, {"files/" + "0" * 64: bytes(1_000_000)}),
    ],
)
def test_what_its_maker_did_not_sign_is_refused(
    small: tuple[Path, Path], tmp_path: Path, change: dict[str, bytes], add: dict[str, bytes]
) -> None:
    file, other = small
    with pytest.raises(BadInput, match=r"bad\.bundle: "):
        take(other, rewritten(file, tmp_path / "bad.bundle", change, add))


def test_what_would_unpack_to_more_than_any_bundle_is_never_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.bundle"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as container, container.open("manifest.json", "w") as out:
        for _ in range(40):
            out.write(bytes(1_000_000))
    started = time.monotonic()
    with pytest.raises(BadInput, match="larger than it may be"):
        look(tmp_path / "home", bomb)
    assert time.monotonic() - started < 30


def test_an_entry_that_its_desk_did_not_write_is_put_aside_and_the_rest_comes(
    told: tuple[Path, IncidentId], tmp_path: Path
) -> None:
    """The maker of a bundle can sign what it likes: for another desk's words its signature is worth nothing."""
    home, orders = told
    forger = tmp_path / "forger"
    take(forger, carry(home, tmp_path / "o.bundle"))
    with a_desk(forger, CLOCK) as desk:
        desk.record(Note("By the forger"), orders).result()
    forged = carry(forger, tmp_path / "f.bundle")
    resign(forger, forged)
    came = take(tmp_path / "third", forged)
    assert len(came.parked) == 1
    assert "its body is not the one that was written" in came.parked[0]
    with a_desk(tmp_path / "third", CLOCK) as desk:
        assert "Orders 9" not in texts(desk, orders)
        assert "By the forger" in texts(desk, orders)
        assert desk.check() == []


def resign(home: Path, file: Path) -> None:
    """Change a word of another desk, and sign the whole anew with the maker's own key."""
    import hashlib

    from incident_desk.store.bundles.form import PREFIX, Manifest
    from incident_desk.store.bundles.keys import must_sign

    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    manifest = msgspec.json.decode(parts["manifest.json"], type=Manifest)
    (part,) = manifest.parts
    lines = [json.loads(line) for line in parts[part.name].splitlines()]
    target = next(line for line in lines if line["kind"] == "timeline.noted" and line["desk"] != manifest.made_by)
    target["body"] = "eyJ0ZXh0IjoiT3JkZXJzIDkifQ=="
    page = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    signed = msgspec.structs.replace(part, size_bytes=len(page), sha256=hashlib.sha256(page).hexdigest())
    told = msgspec.json.encode(msgspec.structs.replace(manifest, parts=[signed]))
    sign = must_sign(Home(home), manifest.made_by)  # pyright: ignore[reportArgumentType]
    with zipfile.ZipFile(file, "w") as new:
        for name, content in ((part.name, page), ("manifest.json", told), ("manifest.sig", sign(PREFIX + told))):
            new.writestr(name, content)


# any order ------------------------------------------------------------------------------------------------------------

ACTS = ("note", "correct", "carry", "carry one", "old", "erase", "late")


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 99)), max_size=10))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_homes_that_exchange_bundles_in_any_order_agree(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    names = itertools.count()
    with two_homes(folder) as (desks, incidents):
        kept: list[Path] = []
        for act, who, pick in acts:
            desk, incident = desks[who], incidents[pick % 2]
            with contextlib.suppress(RuleError, NotFound):
                if act in ("carry", "carry one"):
                    covers = Coverage(incident) if act == "carry one" else Coverage()
                    kept.append(carry(desk.home.path, folder / f"{next(names)}.bundle", covers))
                    desks[1 - who].bundles.take(kept[-1])
                elif act in ("old", "late") and kept:
                    assert desk.bundles.take(kept[pick % len(kept)]).parked == ()
                else:
                    change(desk, incident, act, pick)
        for _ in range(2):
            for who in (0, 1):
                file = carry(desks[who].home.path, folder / f"{next(names)}.bundle")
                assert desks[1 - who].bundles.take(file).parked == ()
        assert [desk.check() for desk in desks] == [[], []]
        one, other = (state(desk.home.path) for desk in desks)
        assert one == other


@contextlib.contextmanager
def two_homes(folder: Path) -> Generator[tuple[list[Desk], list[IncidentId]]]:
    """Two desks, each with an incident of its own."""
    with a_desk(folder / "one", CLOCK) as one, a_desk(folder / "two", CLOCK) as two:
        desks = [one, two]
        for desk, name in zip(desks, ("Ada", "Ben"), strict=True):
            desk.choose_person(name).result()
        yield desks, [declared(desk, f"Incident of {i}") for i, desk in enumerate(desks)]


def change(desk: Desk, incident: IncidentId, act: str, pick: int) -> None:
    """Something that a person does to an incident, if this desk has it."""
    if act == "note":
        desk.record(Note(f"Note {pick}"), incident).result()
        return
    lines = [line for line in desk.board(incident).timeline.lines if line.text and not line.is_erased]
    if not lines:
        return
    line = lines[pick % len(lines)]
    if act == "correct":
        desk.record(Correct(line.entry, text=f"Better {pick}"), incident).result()
    elif act == "erase":
        desk.record(Ask(line.entry, "must go"), incident).result()
        desk.record(Confirm(line.entry), incident, by=desk.add_person("Grace").result()).result()


# a kill ---------------------------------------------------------------------------------------------------------------

TAKING = """
import sys
from pathlib import Path
from incident_desk.desk import Desk
with Desk.open(Path(sys.argv[1])) as desk:
    print("open", flush=True)
    desk.bundles.take(Path(sys.argv[2]))
    print("taken", flush=True)
"""


def test_a_kill_amid_an_import_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        incident = declared(desk)
        desk.record([Note(f"Line {i}") for i in range(1500)], incident).result()
    file = tmp_path / "many.bundle"
    export_bundle(tmp_path / "home", file, Coverage())
    whole = state(tmp_path / "home")
    for i in range(4):
        other = tmp_path / f"other{i}"
        process = subprocess.Popen([sys.executable, "-c", TAKING, str(other), str(file)], stdout=subprocess.PIPE)
        with process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.1 * i)
            process.send_signal(signal.SIGKILL)
        assert state(other) in ({}, whole)
        take_now(other, file)
        assert state(other) == whole


def take_now(home: Path, file: Path) -> None:
    with Desk.open(home) as desk:
        assert desk.bundles.take(file).parked == ()
        assert desk.check() == []


def test_a_sealed_investigation_is_not_carried_and_an_open_one_is(tmp_path: Path) -> None:
    home = tmp_path / "told"
    with a_desk(home) as desk:
        incident = declared(desk, "Orders fail")
        desk.choose_person("Ada").result()
        desk.record([Investigate(text="Why? | Ada"), Hypothesis("A bulk delete")], incident).result()
    take(tmp_path / "other", carry(home, tmp_path / "sealed.bundle"))
    assert "bulk delete" not in json.dumps(state(tmp_path / "other"))
    with contextlib.closing(ReadingDesk.open(tmp_path / "other")) as desk:
        assert desk.search("bulk") == []
        assert not any("bulk" in repr(entry.body) for entry in desk.entries(incident))
    with a_desk(home, CLOCK) as desk:
        desk.record(Submit("A", 80, "The delete"), incident).result()
    came = take(tmp_path / "other", carry(home, tmp_path / "open.bundle"))
    assert came.parked == ()
    assert "bulk delete" in json.dumps(state(tmp_path / "other"))
