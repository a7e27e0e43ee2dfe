import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.store.signatures import is_signed, signer

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()


@given(said=st.binary(max_size=200))
def test_what_a_desk_signed_is_signed_by_it(said: bytes) -> None:
    assert is_signed(PUBLIC, KEY.sign(said), said)


@given(said=st.binary(max_size=200))
def test_it_signs_as_another_library_does(said: bytes) -> None:
    """Ed25519 has one signature for a key and words (RFC 8032), so the two may be exchanged for one another."""
    assert signer(KEY.private_bytes_raw())(said) == KEY.sign(said)


@given(said=st.binary(min_size=1, max_size=200), at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_one_changed_bit_of_words_or_signature_is_seen(said: bytes, at: int, bit: int) -> None:
    whole = bytearray(KEY.sign(said) + said)
    whole[at % len(whole)] ^= 1 << bit
    assert not is_signed(PUBLIC, bytes(whole[:64]), bytes(whole[64:]))


def test_another_key_signed_nothing() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert not is_signed(other, KEY.sign(b"words"), b"words")


@pytest.mark.parametrize("moved", [-1, 1])
def test_a_signature_that_ends_elsewhere_is_none(moved: int) -> None:
    """Else the border between the signature and the words could be moved."""
    whole = KEY.sign(b"words") + b"words"
    assert not is_signed(PUBLIC, whole[: 64 + moved], whole[64 + moved :])


@pytest.mark.parametrize("key", [b"", b"k" * 31, b"k" * 33, bytes(32)])
def test_what_is_no_key_signed_nothing(key: bytes) -> None:
    assert not is_signed(key, KEY.sign(b"words"), b"words")
