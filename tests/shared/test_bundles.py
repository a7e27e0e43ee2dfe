"""A record carried by file to desks that also meet the shared database: the same state, whichever way it came."""

from pathlib import Path

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.store.bundles.form import Coverage
from tests.shared.test_converge import declared, meet, note, state, texts


def carry(home: Path, file: Path, covers: Coverage | None = None) -> Path:
    export_bundle(home, file, covers or Coverage())
    return file


def test_what_came_by_file_and_then_from_the_server_is_one_record(ada: Desk, bea: Desk, tmp_path: Path) -> None:
    orders, mail = declared(ada), declared(ada)
    for incident in (mail, orders, mail, orders):
        note(ada, incident, "said before they met")
    came = bea.bundles.take(carry(ada.home.path, tmp_path / "o.bundle", Coverage(orders)))
    assert (came.offered, came.parked) == (0, ())
    assert came.carried > 0
    assert texts(bea, orders) == texts(ada, orders)
    note(bea, orders, "answered")
    meet(ada, bea)
    assert state(ada, orders) == state(bea, orders)
    assert state(ada, mail) == state(bea, mail)
    assert [desk.check() for desk in (ada, bea)] == [[], []]
    again = bea.bundles.take(carry(ada.home.path, tmp_path / "all.bundle"))
    assert (again.added, again.parked) == (0, ())
    assert bea.shared.exchange().parked == ()


def test_what_others_wrote_is_proven_by_their_own_signatures(ada: Desk, bea: Desk, tmp_path: Path) -> None:
    """Ada carries Bea's words to somebody who has met neither: it is Bea's key that vouches for them."""
    orders, mail = declared(bea), declared(bea)
    for incident in (mail, orders, mail, orders, mail):
        note(bea, incident, "by Bea")
    meet(ada, bea)
    with Desk.open(tmp_path / "third") as third:
        came = third.bundles.take(carry(ada.home.path, tmp_path / "o.bundle", Coverage(orders)))
        assert came.parked == ()
        assert third.check() == []
        assert texts(third, orders) == texts(ada, orders)
        onward = carry(tmp_path / "third", tmp_path / "on.bundle", Coverage(orders))
    with Desk.open(tmp_path / "fourth") as fourth:
        assert fourth.bundles.take(onward).parked == ()
        assert texts(fourth, orders) == texts(ada, orders)


def test_whoever_has_no_part_in_the_shared_record_adds_nothing_to_it(ada: Desk, bea: Desk, tmp_path: Path) -> None:
    orders = declared(ada)
    with Desk.open(tmp_path / "rita") as rita:
        rita.choose_person("Rita").result()
        rita.bundles.take(carry(ada.home.path, tmp_path / "o.bundle", Coverage(orders)))
        note(rita, orders, "I would look at the cache")
    before = texts(ada, orders)
    came = ada.bundles.take(carry(tmp_path / "rita", tmp_path / "back.bundle"))
    assert came.added == 0
    assert came.offered > 0
    assert texts(ada, orders) == before
