"""What a reviewer without a part in the record wrote into a bundle: it waits, is adopted once, and names both."""

from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.domain import adoption
from incident_desk.domain.adoption import ADOPTED, Adopt, Decline, EntryAdopted
from incident_desk.domain.commands import Draft
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.entry import body_digest
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.offers import Offer
from incident_desk.domain.powers import Level
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.showing import shown
from incident_desk.domain.timeline import Attach, Line, Note
from incident_desk.store.bundles.form import Coverage
from tests.shared.test_bundles import carry
from tests.shared.test_command_line import desk as command
from tests.shared.test_converge import declared, meet, state, texts
from tests.shared.test_restricted import lies_in

HINT = "I would look at the cache"


@pytest.fixture
def orders(ada: Desk, bea: Desk) -> IncidentId:
    """An incident that both know."""
    incident = declared(ada)
    meet(ada, bea)
    return incident


@pytest.fixture
def rita(tmp_path: Path, ada: Desk, orders: IncidentId) -> Generator[Desk]:
    """A reviewer with a home of her own, into which Ada's bundle came."""
    with Desk.open(tmp_path / "rita") as desk:
        desk.choose_person("Rita").result()
        desk.bundles.take(carry(ada.home.path, tmp_path / "o.bundle", Coverage(orders)))
        yield desk


@pytest.fixture
def offered(rita: Desk, bea: Desk, orders: IncidentId) -> IncidentId:
    """The incident; what Rita wrote of it waits at Bea's desk."""
    rita.record(Note(HINT), orders).result()
    brought(rita, orders, bea)
    return orders


def brought(rita: Desk, incident: IncidentId, *desks: Desk) -> list[int]:
    """What Rita's bundle brings. Returns: how many wait at each desk because of it."""
    file = rita.home.path.parent / "back.bundle"
    export_bundle(rita.home, file, Coverage(incident))
    return [desk.bundles.take(file).offered for desk in desks]


def lines(desk: Desk, incident: IncidentId) -> list[tuple[str, str, str]]:
    """The adopted lines: the words, who wrote them, who adopted them."""
    name = desk.reading.organisation().people.name
    adopted = [line for line in desk.board(incident).timeline.lines if line.adopter is not None]
    return [(line.text, name(line.author), name(line.adopter)) for line in adopted if line.adopter]


def the_line(desk: Desk, incident: IncidentId, text: str = HINT) -> Line:
    return next(line for line in desk.board(incident).timeline.lines if line.text == text)


def test_it_waits_and_stands_on_the_record_once_it_is_adopted_with_both_names(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    note = rita.record(Note(HINT, occurred_us=1_500_000_000_000_000), orders).result()[0]
    before = texts(ada, orders)
    assert brought(rita, orders, ada) == [1]
    assert texts(ada, orders) == before
    assert [(o.entry.id, o.name, o.maker) for o in ada.reading.offers(orders)] == [(note.id, "Rita", "Rita")]
    ada.record(Adopt(), orders).result()
    assert ada.reading.offers() == []
    meet(ada, bea)
    for desk in (ada, bea):
        assert lines(desk, orders) == [(HINT, "Rita", "Ada")]
        line = the_line(desk, orders)
        assert (line.entry, line.author, line.occurred_us) == (note.id, rita.me, 1_500_000_000_000_000)
        told = next(
            each
            for each in shown(desk.board(orders), desk.reading.organisation().people)["timeline"]
            if each["text"] == HINT
        )
        assert (told["author"]["name"], told["adopted_by"]["name"]) == ("Rita", "Ada")
        assert desk.check() == []
    assert state(ada, orders) == state(bea, orders)
    assert [hit.entry.kind for hit in bea.reading.search("cache")] == [ADOPTED]


def waiting(desk: Desk, incident: IncidentId) -> list[tuple[str, str]]:
    """By whom something waits, and at whose desk."""
    return [(each["name"], each["at"]["name"]) for each in state(desk, incident)["awaiting"]]


def test_the_others_hear_that_it_waits_and_where_and_none_of_its_words_come_to_their_disks(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    rita.record([Note("the marmalade theory"), Note(HINT)], orders).result()
    assert brought(rita, orders, bea, bea) == [2, 2]
    meet(ada, bea)
    assert waiting(ada, orders) == waiting(bea, orders) == [("Rita", "Bea")] * 2
    told = [line.english for line in ada.board(orders).timeline.lines]
    assert told.count("Came by file and wait to be adopted: 2 entries by Rita") == 1
    assert not lies_in(ada.home.path, "marmalade")
    listed = command(ada.home.path, "offers")
    waits = {"incident": orders, "entries": 2, "author": "Rita", "at": "Bea"}
    assert listed == {"offers": [], "elsewhere": [waits]}
    bea.record(Adopt("2"), orders).result()
    meet(bea, ada)
    assert waiting(ada, orders) == [("Rita", "Bea")]
    assert brought(rita, orders, ada) == [1]
    assert ada.board(orders).awaiting.elsewhere(ada.reading.offers()) == []
    ada.record(Adopt(), orders).result()
    meet(ada, bea)
    assert waiting(ada, orders) == waiting(bea, orders) == []
    assert bea.reading.offers() == []


def test_what_waits_at_a_desk_that_is_lost_is_declined_from_another(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    rita.record(Note(HINT), orders).result()
    with pytest.raises(RuleError, match="Nothing of this incident waits at another desk"):
        ada.record(Decline("elsewhere", "her machine was stolen"), orders).result()
    brought(rita, orders, bea)
    meet(bea, ada)
    ada.record(Decline("elsewhere", "her machine was stolen"), orders).result()
    meet(ada, bea)
    assert waiting(bea, orders) == []
    assert bea.reading.offers() == []
    assert brought(rita, orders, ada, bea) == [0, 0]


def test_what_an_observer_takes_in_waits_at_their_desk_alone(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    rita.record(Note(HINT), orders).result()
    ada.record(SetLevel("Bea", Level.OBSERVER, "they only watch")).result()
    meet(ada, bea)
    assert brought(rita, orders, bea) == [1]
    meet(ada, bea)
    assert waiting(ada, orders) == waiting(bea, orders) == []


def test_of_what_waits_in_a_restricted_incident_nobody_else_hears(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    ada.record(Restrict(()), orders).result()
    rita.record(Note(HINT), orders).result()
    assert brought(rita, orders, ada) == [1]
    meet(ada, bea)
    assert waiting(ada, orders) == [("Rita", "Ada")]
    assert waiting(bea, orders) == []
    assert not lies_in(bea.home.path, "by file and wait")


def test_it_waits_over_a_restart_and_is_told_once(ada: Desk, rita: Desk, orders: IncidentId, tmp_path: Path) -> None:
    rita.record([Note(HINT), Note("and at the clock")], orders).result()
    assert brought(rita, orders, ada, ada) == [2, 2]
    ada.close()
    with Desk.open(ada.home.path) as again:
        assert len(again.reading.offers(orders)) == 2
        again.record(Adopt("2"), orders).result()
        assert brought(rita, orders, again) == [1]
        with pytest.raises(NotFound, match="a number from 1 to 1"):
            again.record(Adopt("2"), orders).result()
        again.record(Adopt(), orders).result()
        with pytest.raises(RuleError, match="Nothing waits for adoption"):
            again.record(Adopt(), orders).result()
        assert [text for text, *_ in lines(again, orders)] == [HINT, "and at the clock"]


def test_adopted_at_two_desks_it_stands_once_and_the_first_holds(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    rita.record(Note(HINT), orders).result()
    assert brought(rita, orders, ada, bea) == [1, 1]
    by_ada, by_bea = (desk.record(Adopt(), orders).result()[0] for desk in (ada, bea))
    first = "Ada" if by_ada.order < by_bea.order else "Bea"  # within a millisecond the number of the desk decides
    meet(bea, ada, bea)
    assert lines(ada, orders) == lines(bea, orders) == [(HINT, "Rita", first)]
    assert state(ada, orders) == state(bea, orders)
    assert len(the_line(ada, orders).holders) == 2


def test_what_was_declined_stays_away_from_every_desk_and_disk(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    rita.record([Note("the marmalade theory"), Note(HINT)], orders).result()
    assert brought(rita, orders, ada) == [2]
    with pytest.raises(RuleError, match="Say why"):
        ada.record(Decline("1", " "), orders).result()
    ada.record(Decline("1", "not ours to judge"), orders).result()
    ada.record(Adopt(), orders).result()
    meet(ada, bea)
    assert brought(rita, orders, bea, ada) == [0, 0]
    told = [line.english for line in bea.board(orders).timeline.lines]
    assert "Not adopted of what Rita wrote: 1 entry: not ours to judge" in told
    assert not lies_in(bea.home.path, "the marmalade theory")
    assert not lies_in(ada.home.path, "the marmalade theory")


def test_corrections_and_taking_back_go_with_what_they_are_about(ada: Desk, rita: Desk, orders: IncidentId) -> None:
    note = rita.record(Note("look at the cash"), orders).result()[0]
    rita.record(Correct(note.id, text=HINT), orders).result()
    gone = rita.record(Note("never mind"), orders).result()[0]
    rita.record(Retract(gone.id), orders).result()
    brought(rita, orders, ada)
    ada.record(Adopt(), orders).result()
    line = the_line(ada, orders)
    assert [c.text_was for c in line.corrections] == ["look at the cash"]
    assert ada.board(orders).timeline.line(gone.id).is_retracted
    ada.record(Retract(note.id), orders).result()
    assert ada.board(orders).timeline.line(note.id).is_retracted


def test_erasing_what_was_adopted_empties_it_everywhere_and_no_bundle_brings_it_back(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    note = rita.record(Note("her name is Marmalade"), orders).result()[0]
    brought(rita, orders, ada)
    ada.record(Adopt(), orders).result()
    ada.record(SetLevel("Bea", Level.MANAGER, "to erase")).result()
    meet(ada, bea)
    ada.record(Ask(note.id, "a patient"), orders).result()
    meet(ada, bea)
    bea.record(Confirm(note.id), orders).result()
    meet(bea, ada)
    for desk in (ada, bea):
        assert not lies_in(desk.home.path, "Marmalade")
        assert "Marmalade" not in str(state(desk, orders))
        assert desk.check() == []
        assert brought(rita, orders, desk) == [0]


def test_files_come_with_what_is_adopted_and_travel_on(ada: Desk, bea: Desk, rita: Desk, orders: IncidentId) -> None:
    rita.attach(b"a drawing", Attach("", "drawing.txt", 0), orders).result()
    assert brought(rita, orders, ada) == [1]
    ada.record(Adopt(), orders).result()
    meet(ada, bea)
    digest = next(line.digest for line in bea.board(orders).timeline.lines if line.digest)
    assert bea.reading.attachment(digest) == b"a drawing"


def test_once_its_author_has_a_part_in_the_record_their_own_entry_stands(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    rita.record(Note(HINT), orders).result()
    brought(rita, orders, ada, bea)
    ada.record(Adopt(), orders).result()
    meet(ada, bea)
    rita.shared.membership().join(ada.shared.membership().grant("Rita", "responder"))
    meet(rita, ada, bea, rita)
    for desk in (ada, bea, rita):
        assert texts(desk, orders).count(HINT) == 1
        assert lines(desk, orders) == []
        assert desk.reading.offers() == []
    assert state(ada, orders) == state(bea, orders) == state(rita, orders)


def test_what_an_observer_wrote_comes_by_file_without_effect_until_it_is_stamped_or_adopted(
    ada: Desk, bea: Desk, orders: IncidentId, tmp_path: Path
) -> None:
    note = bea.record(Note("written while she could"), orders).result()[0]  # and never handed up
    file = carry(bea.home.path, tmp_path / "bea.bundle", Coverage(orders))
    ada.record(SetLevel("Bea", Level.OBSERVER, "left the team")).result()
    ada.shared.exchange()
    came = ada.bundles.take(file)
    assert (came.added, came.offered, came.offered_by) == (0, 1, ("Bea",))
    assert came.offered_in == (ada.board(orders).headline.number,)
    assert "written while she could" not in str(state(ada, orders))
    bea.shared.exchange()  # the database refuses it
    ada.shared.exchange()
    assert ada.reading.offers() == []
    refused = ada.board(orders).timeline.line(note.id)
    assert refused.is_refused
    ada.record(SetLevel("Bea", Level.RESPONDER, "back")).result()
    meet(ada, bea)
    later = bea.record(Note("and this she may"), orders).result()[0]
    carried = carry(bea.home.path, tmp_path / "later.bundle", Coverage(orders))
    assert ada.bundles.take(carried).added == 1
    assert ada.board(orders).timeline.line(later.id).text == "and this she may"


def test_what_a_member_who_writes_carries_of_an_observer_counts_as_they_hold_it(
    ada: Desk, bea: Desk, orders: IncidentId, tmp_path: Path
) -> None:
    bea.record(Note("long ago"), orders).result()
    meet(bea, ada)
    ada.record(SetLevel("Bea", Level.OBSERVER, "left the team")).result()
    meet(ada, bea)
    with Desk.open(tmp_path / "cyd") as cyd:
        cyd.choose_person("Cyd").result()
        cyd.shared.membership().join(ada.shared.membership().grant("Cyd", "manager"))
        cyd.shared.exchange()
    file = carry(ada.home.path, tmp_path / "ada.bundle", Coverage(orders))
    with Desk.open(tmp_path / "cyd") as cyd:
        assert cyd.bundles.take(file).offered == 0
        assert "long ago" in texts(cyd, orders)


def test_an_observer_adopts_nothing(ada: Desk, bea: Desk, rita: Desk, orders: IncidentId) -> None:
    rita.record(Note(HINT), orders).result()
    brought(rita, orders, bea)
    ada.record(SetLevel("Bea", Level.OBSERVER, "on leave")).result()
    meet(ada, bea)
    for fields in (Adopt(), Decline("all", "no")):
        with pytest.raises(RuleError, match="Observers read everything"):
            bea.record(fields, orders).result()
    assert len(bea.reading.offers(orders)) == 1


def test_an_adoption_that_the_server_refuses_has_no_effect(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    rita.record(Note(HINT), orders).result()
    brought(rita, orders, bea, ada)
    ada.record(SetLevel("Bea", Level.OBSERVER, "on leave")).result()
    ada.shared.exchange()
    bea.record(Adopt(), orders).result()  # her desk has not heard of it
    meet(bea, ada)
    assert lines(ada, orders) == lines(bea, orders) == []
    ada.record(Adopt(), orders).result()
    meet(ada, bea)
    assert lines(ada, orders) == lines(bea, orders) == [(HINT, "Rita", "Ada")]


def test_a_restricted_incident_is_adopted_into_its_own_stream_and_by_those_who_may_know(
    ada: Desk, bea: Desk, rita: Desk, orders: IncidentId
) -> None:
    rita.record(Note("about the marmalade"), orders).result()
    brought(rita, orders, ada, bea)
    ada.record(Restrict(), orders).result()
    meet(ada, bea)
    with pytest.raises(RuleError, match="you are not among those who may know"):
        bea.record(Adopt(), orders).result()
    written = ada.record(Adopt(), orders).result()[0]
    assert written.stream == ada.board(orders).restriction.stream
    meet(ada, bea)
    assert "about the marmalade" in texts(ada, orders)
    assert "about the marmalade" not in texts(bea, orders)


@pytest.mark.parametrize("forge", ["words", "author", "signature", "key"])
def test_nobody_puts_words_into_a_reviewers_mouth(
    forge: str, ada: Desk, bea: Desk, offered: IncidentId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bea's own program lies; every other desk puts her adoption aside."""

    def lie(offer: Offer) -> Draft:
        honest = adopting(offer)
        body = honest.body
        assert isinstance(body, EntryAdopted)
        original = body.original
        if forge == "words":
            salt, words = b"s" * 16, b'{"text":"I did it"}'
            original = msgspec.structs.replace(original, salt=salt, body=words, digest=body_digest(salt, words))
        elif forge == "author":
            original = msgspec.structs.replace(original, author=ada.me)
        sig = b"x" * 64 if forge == "signature" else body.sig
        key = b"k" * 32 if forge == "key" else body.public_key
        return msgspec.structs.replace(honest, body=EntryAdopted(original, body.name, key, sig))

    adopting = adoption._adopting  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(adoption, "_adopting", lie)
    bea.record(Adopt(), offered).result()
    bea.shared.exchange()
    parked = ada.shared.exchange().parked
    assert any("what it adopts" in line for line in parked)
    assert lines(ada, offered) == []
    assert "I did it" not in str(state(ada, offered))


def test_what_is_no_line_of_a_known_incident_is_not_offered(ada: Desk, rita: Desk, orders: IncidentId) -> None:
    declared(rita)  # an incident that nobody here knows
    rita.record(Note(HINT), orders).result()
    file = carry(rita.home.path, rita.home.path.parent / "all.bundle")
    came = ada.bundles.take(file)
    assert (came.added, came.offered, came.strangers) == (0, 1, ())
    assert came.not_taken > 2
    assert {read_body(o.entry).words() for o in ada.reading.offers()} == {HINT}


def test_it_is_listed_adopted_and_declined_by_command(ada: Desk, bea: Desk, rita: Desk, orders: IncidentId) -> None:
    """As real processes, each with the record to itself."""
    rita.record([Note(HINT), Note("and at the clock")], orders).result()
    file, number = rita.home.path.parent / "back.bundle", ada.board(orders).headline.number
    export_bundle(rita.home, file, Coverage(orders))
    home = ada.home.path
    ada.close()
    (came,) = command(home, "import", str(file))["bundles"]
    assert (came["added"], came["offered"], came["offered_by"], came["offered_in"]) == (0, 2, ["Rita"], [number])
    listed = command(home, "offers", number)["offers"]
    assert [(o["which"], o["said"], o["author"]["name"], o["bundle_made_by"]) for o in listed] == [
        (1, HINT, "Rita", "Rita"),
        (2, "and at the clock", "Rita", "Rita"),
    ]
    command(home, "do", number, "entry.adopt", "which=1")
    assert "Say why" in command(home, "do", number, "entry.decline", "which=all", "reason= ", ends=2)
    command(home, "do", number, "entry.decline", "which=1", "reason=we had it checked")
    assert command(home, "offers") == {"offers": [], "elsewhere": []}
    assert "Nothing waits for adoption" in command(home, "do", number, "entry.adopt", ends=2)
    line = next(each for each in command(home, "show", number)["timeline"] if each["text"] == HINT)
    assert (line["author"]["name"], line["adopted_by"]["name"]) == ("Rita", "Ada")
    command(home, "sync", "--once")
    bea.shared.exchange()
    assert lines(bea, orders) == [(HINT, "Rita", "Ada")]
