"""Who may do what: levels, two people for what one may not do alone, approvals bound to the text, erasures."""

import hashlib
import threading
import time
from collections.abc import Callable

import psycopg
import pytest

from incident_desk.domain.ids import NIL, StreamId
from tests.shared.byhand import OPEN, Hand, Server, new_id, refused_with


def digest(text: str = "") -> str:
    return hashlib.sha256((text or new_id()).encode()).hexdigest()


def level_of(server: Server, hand: Hand) -> str:
    return server.one("SELECT level FROM record.people WHERE person = %s", hand.person)


@pytest.fixture
def two(server: Server) -> tuple[Hand, Hand]:
    """The only two administrators there are."""
    server.admin.execute("UPDATE record.people SET level = 'observer'")
    return server.desk("administrator"), server.desk("administrator")


# levels --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["observer", "responder", "communications", "manager"])
def test_nobody_but_an_administrator_sets_a_level(server: Server, level: str) -> None:
    eve, bea = server.desk(level), server.desk()
    for who in (eve, bea):
        assert not eve.says("gov.level.set", f"{who.person} administrator", incident=NIL)
        assert not eve.says("gov.level.asked", f"{who.person} administrator", incident=NIL)
    assert level_of(server, eve) == level


def test_an_administrator_sets_a_level_and_it_holds_from_the_next_entry_on(
    server: Server, two: tuple[Hand, Hand]
) -> None:
    bea = server.desk("observer")
    assert not bea.says("note", incident=NIL)
    assert two[0].says("gov.level.set", f"{bea.person} responder", incident=NIL)
    assert bea.says("note", incident=NIL)
    assert two[0].says("gov.level.set", f"{bea.person} observer", incident=NIL)
    assert not bea.says("note", incident=NIL)


@pytest.mark.parametrize(
    "subject", ["{} king", "{}", "{} observer ", " observer", "{}  observer", "{} observer\nx", None]
)
def test_a_malformed_level_is_refused(server: Server, two: tuple[Hand, Hand], subject: str | None) -> None:
    bea = server.desk()
    for kind in ("gov.level.set", "gov.level.asked"):
        assert not two[0].says(kind, subject and subject.format(bea.person), incident=NIL)
    assert not two[0].says("gov.level.set", f"{new_id()} observer", incident=NIL)
    assert level_of(server, bea) == "responder"


def test_lowering_an_administrator_wants_two_who_asked_for_the_same(server: Server, two: tuple[Hand, Hand]) -> None:
    ada, bea = two
    third = server.desk()
    for each in (ada, bea):
        assert each.says("gov.level.asked", f"{third.person} administrator", incident=NIL)
    assert ada.says("gov.level.set", f"{third.person} administrator", incident=NIL)
    wanted = f"{third.person} responder"
    assert not ada.says("gov.level.set", wanted, incident=NIL)
    assert ada.says("gov.level.asked", wanted, incident=NIL)
    assert ada.says("gov.level.asked", wanted, incident=NIL)  # asking twice is asking once
    assert bea.says("gov.level.asked", f"{third.person} observer", incident=NIL)  # for something else
    assert not ada.says("gov.level.set", wanted, incident=NIL)
    assert bea.says("gov.level.asked", wanted, incident=NIL)
    assert ada.says("gov.level.set", wanted, incident=NIL)
    assert level_of(server, third) == "responder"
    assert not ada.says("gov.level.set", f"{third.person} administrator", incident=NIL)  # what was asked for is used up


def test_one_administrator_of_two_does_not_make_the_second_they_need(server: Server, two: tuple[Hand, Hand]) -> None:
    eve = server.desk()
    assert not two[0].says("gov.level.set", f"{eve.person} administrator", incident=NIL)
    assert level_of(server, eve) == "responder"


def test_a_single_administrator_names_the_next_alone_and_stays_one(server: Server) -> None:
    server.admin.execute("UPDATE record.people SET level = 'observer'")
    ada, bea = server.desk("administrator"), server.desk()
    assert not ada.says("gov.level.set", f"{ada.person} responder", incident=NIL)
    assert ada.says("gov.level.set", f"{bea.person} administrator", incident=NIL)
    assert [level_of(server, each) for each in (ada, bea)] == ["administrator"] * 2


def test_two_administrators_who_lower_each_other_at_once_do_not_both_succeed(
    server: Server, two: tuple[Hand, Hand]
) -> None:
    ada, bea = two
    for subject in (f"{ada.person} responder", f"{bea.person} responder"):
        for each in two:
            assert each.says("gov.level.asked", subject, incident=NIL)
    heeded: list[bool] = []
    later = threading.Thread(
        target=lambda: heeded.append(bea.says("gov.level.set", f"{ada.person} responder", incident=NIL))
    )
    with ada.connection.transaction():
        assert ada.says("gov.level.set", f"{bea.person} responder", incident=NIL)
        later.start()
        time.sleep(0.3)
    later.join()
    assert heeded == [False]
    assert [level_of(server, each) for each in two] == ["administrator", "responder"]


def at_once(calls: list[Callable[[], bool]]) -> list[bool]:
    """What each returned, all begun at the same moment."""
    gate, answers = threading.Barrier(len(calls)), list[bool]()

    def run(call: Callable[[], bool]) -> None:
        gate.wait()
        answers.append(call())

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_what_somebody_asked_for_who_was_shut_out_does_not_count(server: Server, two: tuple[Hand, Hand]) -> None:
    ada, mallory = two
    third = server.desk("administrator")
    incident = third.opens()
    for each in (ada, mallory):
        assert each.says("gov.removal.asked", third.person, incident=incident)
    server.admin.execute("UPDATE record.desks SET revoked_at = now() WHERE desk = %s", (mallory.number,))
    assert not ada.says("gov.manager.removed", third.person, incident=incident)


def test_an_observer_governs_nothing_even_what_they_managed_before(server: Server, two: tuple[Hand, Hand]) -> None:
    bea = server.desk()
    stream = bea.restricts()
    assert two[0].says("gov.level.set", f"{bea.person} observer", incident=NIL)
    assert not bea.says("gov.member.added", new_id(), incident=stream, stream=stream)
    assert not bea.says("gov.severity.set", "SEV4", incident=stream, stream=stream)
    with refused_with("42501"):
        bea.run("SELECT record.attach(%s, %s, %s, %s)", stream, b"x" * 32, b"x" * 16, b"x")


def test_an_observer_opens_nothing(server: Server) -> None:
    obs = server.desk("observer")
    assert not obs.says("gov.incident.opened", "SEV1", incident=new_id())
    with refused_with("42501"):
        obs.restricts()


# managers and members ------------------------------------------------------------------------------------------------


def test_only_who_manages_names_members_leads_and_the_severity(server: Server) -> None:
    ada, eve = server.desk(), server.desk("administrator")
    incident = ada.opens()
    for kind, subject in (
        ("gov.severity.set", "SEV1"),
        ("gov.manager.added", eve.person),
        ("gov.manager.removed", ada.person),
        ("gov.member.added", eve.person),
        ("gov.lead.named", eve.person),
        ("gov.unsealed", None),
    ):
        assert not eve.says(kind, subject, incident=incident)
    assert not eve.child("gov.investigation.opened", incident)[1]
    assert not ada.says("gov.severity.set", "SEV9", incident=incident)
    assert ada.says("gov.severity.set", "SEV1", incident=incident)


def test_whoever_manages_an_investigation_does_not_read_it(server: Server) -> None:
    ada = server.desk()
    incident = ada.opens()
    stream = ada.investigates(incident)
    entry = ada.entry("note", incident=incident, stream=stream)
    assert ada.push(entry) == [1]
    assert [where for where, _ in ada.reads() if where == stream] == []


def test_two_administrators_remove_a_manager_and_no_single_one_does(server: Server, two: tuple[Hand, Hand]) -> None:
    ada, bea = two
    mallory = server.desk("manager")
    hidden = mallory.restricts()
    assert mallory.says("note", incident=hidden, stream=hidden)
    for each in (ada, bea):
        assert not ada.says("gov.manager.removed", mallory.person, incident=hidden, stream=hidden)
        assert each.says("gov.removal.asked", mallory.person, incident=hidden, stream=hidden)
    assert not mallory.says("gov.manager.removed", ada.person, incident=hidden, stream=hidden)
    assert bea.says("gov.manager.removed", mallory.person, incident=hidden, stream=hidden)
    assert [where for where, _ in mallory.reads() if where == hidden] == []
    assert not mallory.says("gov.member.added", mallory.person, incident=hidden, stream=hidden)
    assert [where for where, _ in ada.reads() if where == hidden] == []  # and the two read nothing there


def test_one_person_at_two_desks_is_one(server: Server, two: tuple[Hand, Hand]) -> None:
    ada, mallory = two[0], server.desk("manager")
    hidden = mallory.restricts()
    again = Hand(server, server.invite("administrator"), 4711, ada.person)
    try:
        row = (again.number, again.role, ada.person, b"k" * 32)
        server.admin.execute(
            "INSERT INTO record.desks (desk, pg_role, person, public_key) VALUES (%s, %s, %s, %s)", row
        )
        for each in (ada, again):
            assert each.says("gov.removal.asked", mallory.person, incident=hidden, stream=hidden)
        assert not again.says("gov.manager.removed", mallory.person, incident=hidden, stream=hidden)
    finally:
        again.close()


# erasing -------------------------------------------------------------------------------------------------------------


def test_two_people_erase_and_the_words_are_gone_from_the_server(server: Server) -> None:
    ada, bea, cyd = server.desk("manager"), server.desk("manager"), server.desk()
    incident = cyd.opens()
    entry = cyd.entry("note", incident=incident)
    cyd.push(entry)
    base = cyd.snapshot()
    assert not cyd.says("gov.erase.asked", entry.id, incident=incident)  # a responder erases nothing
    assert ada.says("gov.erase.asked", entry.id, incident=incident)
    assert ada.says("gov.erase.asked", entry.id, incident=incident)
    assert not ada.says("gov.erased", entry.id, incident=incident)
    assert bea.says("gov.erase.asked", entry.id, incident=ada.opens())  # of another incident
    assert not ada.says("gov.erased", entry.id, incident=incident)
    assert bea.says("gov.erase.asked", entry.id, incident=incident)
    assert bea.says("gov.erased", entry.id, incident=incident)
    assert server.one("SELECT octet_length(body) + octet_length(salt) FROM record.entries WHERE id = %s", entry.id) == 0
    cyd.push(entry)  # a desk that has not heard of it yet
    assert server.one("SELECT octet_length(body) FROM record.entries WHERE id = %s", entry.id) == 0
    told = cyd.run("SELECT subject FROM record.pull_erased(%s, %s, '0'::xid8, '', 500)", base, cyd.snapshot())
    assert told == [(entry.id,)]
    assert not ada.says("gov.erased", entry.id, incident=incident)  # once


def test_an_erasure_reaches_who_was_shut_out_after_they_got_the_words(server: Server) -> None:
    ada, bea, eve = server.desk("manager"), server.desk("manager"), server.desk()
    stream = ada.restricts()
    for each in (bea, eve):
        assert ada.says("gov.member.added", each.person, incident=stream, stream=stream)
    before = ada.entry("note", incident=stream, stream=stream)
    ada.push(before)
    assert ada.says("gov.member.removed", eve.person, incident=stream, stream=stream)
    after = ada.entry("note", incident=stream, stream=stream)
    ada.push(after)
    base = eve.snapshot()
    for entry in (before, after):
        for each in (ada, bea):
            assert each.says("gov.erase.asked", entry.id, incident=stream, stream=stream)
        assert ada.says("gov.erased", entry.id, incident=stream, stream=stream)
    told = eve.run("SELECT subject FROM record.pull_erased(%s, %s, '0'::xid8, '', 500)", base, eve.snapshot())
    assert told == [(before.id,)]


def test_an_attachment_that_was_erased_before_it_arrived_stays_a_tombstone(server: Server) -> None:
    ada, bea = server.desk("manager"), server.desk("manager")
    incident, salt = ada.opens(), b"s" * 16
    content = new_id().encode()
    name = hashlib.sha256(salt + content).digest()
    for each in (ada, bea):
        assert each.says("gov.erase.asked", name.hex(), incident=incident)
    assert ada.says("gov.erased", name.hex(), incident=incident)
    assert ada.run("SELECT record.attach(%s, %s, %s, %s)", OPEN, name, salt, content) == [("erased",)]
    assert ada.run("SELECT size_bytes FROM record.attachment(%s, %s, 0, 9)", OPEN, name) == [(0,)]
    with refused_with("DK002"):
        ada.run("SELECT record.attach(%s, %s, %s, %s)", OPEN, name, salt, b"other")


# messages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def channel(server: Server) -> str:
    """A channel where a SEV2 wants one approval."""
    name = f"web{new_id()[:8]}"
    server.admin.execute("INSERT INTO record.rules VALUES (%s, 'SEV2', 1, 1, false, 'x')", (name,))
    return name


def test_a_text_goes_out_when_another_person_approved_exactly_it(server: Server, channel: str) -> None:
    ada, bea, cyd = server.desk(), server.desk("communications"), server.desk("communications")
    incident, message, text = ada.opens(), new_id(), digest()
    out = f"{message} {channel} {text}"
    assert not ada.says("gov.message.released", out, incident=incident)
    assert ada.says("gov.message.proposed", f"{message} {text}", incident=incident)
    assert not ada.says("gov.message.released", out, incident=incident)
    assert not ada.says("gov.message.approved", text, incident=incident)  # a responder, and its author
    other = digest()
    assert bea.says("gov.message.proposed", f"{message} {other}", incident=incident)
    assert not bea.says("gov.message.approved", other, incident=incident)  # one's own text
    assert cyd.says("gov.message.approved", other, incident=incident)
    assert not ada.says("gov.message.released", out, incident=incident)  # what was approved is another text
    assert bea.says("gov.message.approved", text, incident=incident)
    assert not ada.says("gov.message.released", out.replace(text, digest()), incident=incident)
    assert not ada.says("gov.message.released", out, incident=ada.opens())
    assert ada.says("gov.message.released", out, incident=incident)
    assert not ada.says("gov.message.released", out, incident=incident)  # once


def test_an_approval_ends_when_its_giver_becomes_an_author_or_loses_the_level(server: Server, channel: str) -> None:
    ada, bea, boss = server.desk(), server.desk("communications"), server.desk("administrator")
    incident = ada.opens()
    for spoil in (True, False):
        message, text = new_id(), digest()
        assert ada.says("gov.message.proposed", f"{message} {text}", incident=incident)
        assert bea.says("gov.message.approved", text, incident=incident)
        if spoil:
            assert bea.says("gov.message.proposed", f"{message} {text}", incident=incident)
        else:
            assert boss.says("gov.level.set", f"{bea.person} responder", incident=NIL)
        assert not ada.says("gov.message.released", f"{message} {channel} {text}", incident=incident)


def test_a_text_belongs_to_one_message_and_a_message_to_one_incident(server: Server, channel: str) -> None:
    ada, bea = server.desk(), server.desk("communications")
    incident, message, text = ada.opens(), new_id(), digest()
    assert ada.says("gov.message.proposed", f"{message} {text}", incident=incident)
    assert bea.says("gov.message.approved", text, incident=incident)
    assert not ada.says("gov.message.proposed", f"{new_id()} {text}", incident=incident)
    assert not ada.says("gov.message.proposed", f"{message} {digest()}", incident=ada.opens())
    hidden = ada.restricts()
    assert not ada.says("gov.message.proposed", f"{message} {digest()}", incident=hidden, stream=hidden)


def test_without_a_rule_nothing_goes_out_and_only_an_administrator_makes_one(server: Server) -> None:
    ada, boss = server.desk("manager"), server.desk("administrator")
    incident, message, text, channel = ada.opens(), new_id(), digest(), f"x{new_id()[:8]}"
    assert ada.says("gov.message.proposed", f"{message} {text}", incident=incident)
    out = f"{message} {channel} {text}"
    assert not ada.says("gov.message.released", out, incident=incident)
    rule = f"{channel}/SEV2=0"
    assert not ada.says("gov.rule.set", rule, incident=NIL)
    for bad in ("SEV2=0", f"{channel}/SEV5=0", f"{channel}/SEV2=3", f"{channel}/SEV2=-1", f"{channel}/SEV2=0+seen"):
        assert not boss.says("gov.rule.set", bad, incident=NIL)
    assert boss.says("gov.rule.set", rule, incident=NIL)
    assert ada.says("gov.message.released", out, incident=incident)


def test_a_witness_is_another_person_who_may_approve_and_only_where_the_rule_says_so(server: Server) -> None:
    ada, bea, cyd, boss = server.desk(), server.desk("communications"), server.desk(), server.desk("administrator")
    incident, message, text, channel = ada.opens(), new_id(), digest(), f"w{new_id()[:8]}"
    assert boss.says("gov.rule.set", f"{channel}/SEV2=1", incident=NIL)
    assert ada.says("gov.message.proposed", f"{message} {text}", incident=incident)
    out = f"{message} {channel} {text} witnessed="
    assert not ada.says("gov.message.released", f"{out}{bea.person}", incident=incident)
    assert boss.says("gov.rule.set", f"{channel}/SEV2=1+witnessed", incident=NIL)
    for nobody in (ada, cyd):
        assert not ada.says("gov.message.released", f"{out}{nobody.person}", incident=incident)
    assert not ada.says("gov.message.released", f"{out}{new_id()}", incident=incident)
    assert ada.says("gov.message.released", f"{out}{bea.person}", incident=incident)


def test_what_goes_first_goes_only_where_a_rule_says_so_and_is_marked(server: Server) -> None:
    ada, boss = server.desk("communications"), server.desk("administrator")
    incident, message, text, channel = ada.opens(), new_id(), digest(), f"f{new_id()[:8]}"
    assert boss.says("gov.rule.set", f"{channel}/SEV2=1+witnessed", incident=NIL)
    assert ada.says("gov.message.proposed", f"{message} {text}", incident=incident)
    out = f"{message} {channel} {text}"
    assert not ada.says("gov.message.released", f"{out} after", incident=incident)
    assert boss.says("gov.rule.set", f"{channel}/SEV2=1+witnessed+after", incident=NIL)
    assert not ada.says("gov.message.released", out, incident=incident), "unmarked it waits for its approval"
    for bad in (f"{out} after after", f"{out} afterwards", f"{out} after witnessed=x"):
        assert not ada.says("gov.message.released", bad, incident=incident)
    assert ada.says("gov.message.released", f"{out} after", incident=incident)
    assert not ada.says("gov.message.released", out, incident=incident), "once"
    with psycopg.connect(server.url) as connection:
        row = connection.execute("SELECT afterwards FROM record.releases WHERE message = %s", (message,)).fetchone()
    assert row == (True,)


def test_of_many_who_release_at_once_one_is_heeded(server: Server, channel: str) -> None:
    hands = [server.desk("communications") for _ in range(6)]
    incident, message, text = hands[0].opens(), new_id(), digest()
    assert hands[0].says("gov.message.proposed", f"{message} {text}", incident=incident)
    assert hands[1].says("gov.message.approved", text, incident=incident)
    out = f"{message} {channel} {text}"
    heeded = at_once([lambda h=h: h.says("gov.message.released", out, incident=incident) for h in hands])
    assert sorted(heeded) == [False] * 5 + [True]


def test_messages_of_an_investigation_or_of_what_one_does_not_read_are_refused(server: Server) -> None:
    ada, bea = server.desk("manager"), server.desk("communications")
    incident = ada.opens()
    stream = ada.investigates(incident)
    assert ada.says("gov.member.added", ada.person, incident=incident, stream=stream)
    assert not ada.says("gov.message.proposed", f"{new_id()} {digest()}", incident=incident, stream=stream)
    hidden = ada.restricts()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        bea.says("gov.message.proposed", f"{new_id()} {digest()}", incident=hidden, stream=StreamId(hidden))


# shutting out --------------------------------------------------------------------------------------------------------


def test_who_was_shut_out_reads_and_writes_nothing_from_that_moment_even_over_an_open_session(server: Server) -> None:
    ada, eve = server.desk(), server.desk()
    incident = ada.opens()
    first = eve.entry("note", incident=incident)
    eve.push(first)
    base, now = "3:3:", ada.snapshot()
    server.admin.execute("UPDATE record.desks SET revoked_at = clock_timestamp() WHERE desk = %s", (eve.number,))
    for batch in ([first], [eve.entry("note", incident=incident)]):
        with refused_with("42501"):
            eve.push(*batch)
    assert eve.reads(base, now) == []
    for call in ("heads_mine()", "roster()", "present()", f"fetch({ada.number}, '{NIL}', 1, 9)"):
        assert eve.run(f"SELECT * FROM record.{call}") == []
    with refused_with("42501"):
        eve.run("SELECT record.here(%s, NULL, NULL, NULL)", NIL)
    eve.run("SELECT record.heard(1, 1)::text")
    assert server.one("SELECT heard_at FROM record.desks WHERE desk = %s", eve.number) is None
    assert server.count(where=f"desk = {eve.number}") == 1
