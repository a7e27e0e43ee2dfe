"""An adoption carries its own proof: whoever hears of it sees whether its words are by whom it says."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.adoption import Adopt, EntryAdopted
from incident_desk.domain.entry import Entry, body_digest, entry_hash
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.kinds import encode_body, read_body
from incident_desk.domain.offers import Offer
from incident_desk.domain.timeline import Note
from incident_desk.store.adopting import fault_in_adoption
from incident_desk.store.bundles.keys import Known
from tests.domain.making import Hand, two_desks

KEY = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()


def adopted() -> tuple[Entry, Hand, Hand]:
    """Ada's adoption of what Rita wrote and signed."""
    ada, _ = two_desks()
    ada.declare()
    rita = Hand("Rita", 90_000, ada.clock)
    rita.hear(ada)
    note = rita.do(Note("It is the cache"))[0]
    ada.offers.append(Offer(note, KEY.sign(note.hash), PUBLIC, "Rita", "Rita", 0))
    return ada.do(Adopt())[0], ada, rita


ADOPTION, ADA, RITA = adopted()
NOTE = next(entry for entry in RITA.entries if entry.kind == "timeline.noted")
KNOWN = {ADA.desk: Known(ADA.person, b"a" * 32)}


def carrying(original: Entry, sig: bytes, public_key: bytes = PUBLIC) -> Entry:
    return msgspec.structs.replace(ADOPTION, body=encode_body(EntryAdopted(original, "Rita", public_key, sig)))


def resealed(entry: Entry, **changes: object) -> Entry:
    """Changed, and hashed as if it had always been so."""
    changed = msgspec.structs.replace(entry, **changes)
    changed = msgspec.structs.replace(changed, digest=body_digest(changed.salt, changed.body))
    return msgspec.structs.replace(changed, hash=entry_hash(changed))


def test_what_its_author_signed_is_sound_whether_their_desk_is_known_or_not() -> None:
    assert fault_in_adoption(ADOPTION, KNOWN) is None
    assert fault_in_adoption(ADOPTION, KNOWN | {RITA.desk: Known(RITA.person, PUBLIC)}) is None
    assert fault_in_adoption(msgspec.structs.replace(ADOPTION, body=b"", salt=b""), KNOWN) is None  # it was erased


changes = st.one_of(
    st.tuples(st.sampled_from(["id", "author", "subject"]), st.text(min_size=1, max_size=40)),
    st.tuples(st.sampled_from(["seq", "hlc", "occurred_us", "recorded_us"]), st.integers(1, 2**53)),
    st.tuples(st.sampled_from(["prev_hash", "hash", "digest", "salt", "body"]), st.binary(min_size=1, max_size=64)),
    st.tuples(st.just("kind"), st.sampled_from(["state.set", "severity.set", "role.assigned", "gov.erased"])),
)


@given(change=changes, is_resealed=st.booleans())
def test_whatever_is_changed_in_it_is_found(change: tuple[str, object], is_resealed: bool) -> None:
    field, value = change
    forged = msgspec.structs.replace(NOTE, **{field: value})
    if is_resealed and field not in ("id", "hash", "digest"):
        forged = resealed(forged)
    if forged == NOTE:
        return
    assert fault_in_adoption(carrying(forged, KEY.sign(NOTE.hash)), KNOWN) is not None


@pytest.mark.parametrize("spelt", [NOTE.id.upper(), NOTE.id.replace("-", "")], ids=["in capitals", "without hyphens"])
def test_an_id_that_is_spelt_otherwise_does_not_let_it_stand_twice(spelt: str) -> None:
    assert spelt != NOTE.id
    forged = msgspec.structs.replace(NOTE, id=EntryId(spelt))
    assert entry_hash(forged) == NOTE.hash
    assert fault_in_adoption(carrying(forged, KEY.sign(NOTE.hash)), KNOWN) == "of what it adopts an id is none"


def test_nobody_speaks_as_somebody_who_has_a_desk_of_their_own() -> None:
    """The forger signs well, with a key and a desk nobody knows, and takes Ada's name."""
    forged = resealed(NOTE, author=ADA.person, body=b'{"text":"It was me"}')
    told = fault_in_adoption(carrying(forged, KEY.sign(forged.hash)), KNOWN)
    assert told == "what it adopts is by another desk than that person's"


@pytest.mark.parametrize("other", [Known(RITA.person, b"o" * 32), Known(PersonId("somebody"), PUBLIC)])
def test_a_desk_keeps_the_key_and_the_person_that_it_was_first_heard_of_with(other: Known) -> None:
    told = fault_in_adoption(ADOPTION, KNOWN | {DeskNumber(RITA.desk): other})
    assert told == "what it adopts is signed with another key than its desk's"


def test_what_governs_and_what_is_about_another_incident_is_not_adopted() -> None:
    for entry in RITA.entries:
        if entry.kind.startswith(("gov.", "person.")):
            assert fault_in_adoption(carrying(entry, KEY.sign(entry.hash)), KNOWN) == "it adopts what cannot be adopted"
    other = RITA.declare_another()
    elsewhere = RITA.do(Note("Elsewhere"), other)[0]
    assert fault_in_adoption(carrying(elsewhere, KEY.sign(elsewhere.hash)), KNOWN) == "it adopts what cannot be adopted"


def test_the_words_are_read_from_what_was_adopted() -> None:
    body = read_body(ADOPTION)
    assert isinstance(body, EntryAdopted)
    assert body.words() == "It is the cache"
