"""Coming in: an invitation is used once, by one desk, with a number, letters and a person that nobody has."""

import contextlib
import os
import threading
from collections.abc import Generator

import psycopg
import pytest

from incident_desk.domain.ids import DeskNumber, PersonId, desk_letters
from tests.shared.byhand import OURS, Hand, Server, new_id, refused_with


@pytest.fixture
def guest(server: Server) -> Generator[Hand]:
    """Somebody with an invitation as a responder, not used yet."""
    made = Hand(server, server.invite("responder"), 1 + int.from_bytes(os.urandom(3)), PersonId(new_id()))
    yield made
    made.close()


def test_the_level_is_that_of_the_invitation(server: Server, guest: Hand) -> None:
    assert guest.run(OURS, guest.number, guest.person, "Guest", b"k" * 32) == [("responder",)]
    assert not guest.says("gov.rule.set", "web/SEV1=0", incident=new_id())


def test_the_same_desk_may_ask_again_and_another_may_not(server: Server, guest: Hand) -> None:
    mine = (guest.number, guest.person, "Guest", b"k" * 32)
    for _ in range(3):
        assert guest.run(OURS, *mine) == [("responder",)]
    for stolen in (
        (guest.number + 1, guest.person, "Guest", b"k" * 32),
        (guest.number, new_id(), "Guest", b"k" * 32),
        (guest.number, guest.person, "Guest", b"j" * 32),
        (guest.number + 64, new_id(), "Thief", b"j" * 32),
    ):
        with refused_with("42501"):
            guest.run(OURS, *stolen)
    assert server.count("desks", f"pg_role = '{guest.role}'") == 1


@pytest.mark.parametrize(
    "bad",
    [
        (0, None, "Guest", b"k" * 32),
        (-5, None, "Guest", b"k" * 32),
        (None, None, "Guest", b"k" * 32),
        (7, "Guest", "Guest", b"k" * 32),
        (7, None, "", b"k" * 32),
        (7, None, "x" * 321, b"k" * 32),
        (7, None, None, b"k" * 32),
        (7, None, "Guest", b"k" * 31),
        (7, None, "Guest", None),
    ],
)
def test_what_is_malformed_uses_nothing_up(
    guest: Hand, bad: tuple[int | None, str | None, str | None, bytes | None]
) -> None:
    number, person, name, key = bad
    with refused_with("DK000"):
        guest.run(OURS, number, person or guest.person, name, key)
    with refused_with("DK000"):
        guest.run(OURS, guest.number, None, "Guest", b"k" * 32)
    assert guest.run(OURS, guest.number, guest.person, "Guest", b"k" * 32) == [("responder",)]


def test_the_number_letters_and_person_of_another_desk_are_refused(server: Server, guest: Hand) -> None:
    ada = server.desk("administrator")
    same_letters = DeskNumber(ada.number ^ 1)
    assert desk_letters(same_letters) == desk_letters(ada.number)
    for taken in (
        (ada.number, guest.person, "Guest", b"k" * 32),
        (same_letters, guest.person, "Guest", b"k" * 32),
        (guest.number, ada.person, "Guest", b"k" * 32),
    ):
        with refused_with("DK003"):
            guest.run(OURS, *taken)


def test_a_role_without_an_invitation_does_not_come_in(server: Server) -> None:
    role = f"stray_{os.urandom(4).hex()}"
    server.admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x' IN ROLE desks, invited".encode())
    stray = Hand(server, role, 99, PersonId(new_id()))
    try:
        with refused_with("42501"):
            stray.enrol()
    finally:
        stray.close()


def test_of_ten_at_once_with_one_invitation_one_comes_in(server: Server, guest: Hand) -> None:
    results: list[str] = []
    gate = threading.Barrier(10)

    def come_in(number: int) -> None:
        with guest.connect() as connection:
            gate.wait()
            try:
                connection.execute(OURS, (number, new_id(), f"guest {number}", os.urandom(32)))
                results.append("in")
            except psycopg.errors.InsufficientPrivilege:
                results.append("refused")

    threads = [threading.Thread(target=come_in, args=(1000 + 64 * n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["in"] + ["refused"] * 9


def test_two_who_come_in_at_once_never_have_the_same_letters(server: Server) -> None:
    for count in range(8):
        number = 100_000 + 64 * count
        pair = [Hand(server, server.invite("responder"), number + n, PersonId(new_id())) for n in (0, 1)]
        gate = threading.Barrier(2)

        def come_in(hand: Hand, gate: threading.Barrier = gate) -> None:
            gate.wait()
            with contextlib.suppress(psycopg.DatabaseError):
                hand.enrol()

        threads = [threading.Thread(target=come_in, args=(hand,)) for hand in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for hand in pair:
            hand.close()
        assert server.count("desks", f"desk IN ({number}, {number + 1})") == 1
