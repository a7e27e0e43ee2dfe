"""Where the page, its name servers and `serve` are, seen from this desk: asked of a real name server."""

import ipaddress
from pathlib import Path

import pytest

from incident_desk.cli import main
from incident_desk.desk import Desk
from incident_desk.domain.subscribers import JoinPage, LeavePage
from incident_desk.outreach.channels import Channels
from incident_desk.outreach.status_page.health import Known, found
from incident_desk.outreach.status_page.place import PAGE, Place, written
from tests.outreach.name_server import Names, name_server
from tests.outreach.visiting import a_desk, a_plan

SUBSCRIBING = "https://answers.example.org"
HERE = [ipaddress.ip_address("8.8.8.20"), ipaddress.ip_address("2001:4860:4860::20")]
PAGE_AT = "https://status.example.org"
ELSEWHERE: Names = {
    ("status.example.org.", "A"): ["1.1.1.7"],
    ("example.org.", "SOA"): ["ns.example.net. admin.example.org. 1 3600 600 86400 60"],
    ("example.org.", "NS"): ["ns.example.net.", "ns.example.org."],
    ("ns.example.net.", "A"): ["1.1.1.53"],
    ("ns.example.org.", "A"): ["8.8.8.53"],
    ("desk.example.org.", "A"): ["8.8.8.80"],
    ("db.example.org.", "A"): ["9.9.9.54"],
}


def told(names: Names, **known: str | tuple[str, ...]) -> dict[str, tuple[bool, str]]:
    with name_server(names) as resolver:
        findings = found(Known(**{"page": PAGE_AT, **known}), resolver, HERE)  # pyright: ignore[reportArgumentType]
    return {each.about: (each.is_fault, each.says) for each in findings}


def test_a_page_elsewhere_is_well() -> None:
    assert told(ELSEWHERE) == {
        "status page": (
            False,
            "status.example.org (1.1.1.7) is in another network than this desk and the shared database",
        ),
        "names of the page": (False, "example.org is answered for by ns.example.net, ns.example.org"),
    }


@pytest.mark.parametrize("address", ["8.8.8.7", "10.1.2.3", "9.9.9.1"])
def test_a_page_in_the_network_that_it_tells_of_is_told(address: str) -> None:
    names = {**ELSEWHERE, ("status.example.org.", "A"): [address]}
    is_fault, says = told(names, databases=("db.example.org",))["status page"]
    assert is_fault
    assert f"status.example.org ({address}) is in the network of this desk or of the shared database" in says


def test_one_that_is_near_by_its_second_address_alone_is_told_too() -> None:
    names = {**ELSEWHERE, ("status.example.org.", "AAAA"): ["2001:4860:4860:9::1"]}
    assert told(names)["status page"][0]


def test_name_servers_that_all_go_down_with_it_are_told() -> None:
    names = {**ELSEWHERE, ("example.org.", "NS"): ["ns.example.org."]}
    is_fault, says = told(names)["names of the page"]
    assert is_fault
    assert "every name server of example.org (ns.example.org)" in says


def test_a_page_that_nobody_finds_is_told() -> None:
    assert told({})["status page"] == (
        True,
        "status.example.org has no address that can be found from here: nobody else may find it either",
    )


def test_serve_in_this_network_is_told() -> None:
    is_fault, says = told(ELSEWHERE, serve="https://desk.example.org:8737")["serve"]
    assert is_fault
    assert "links and reports do not arrive when that is down" in says


def test_doctor_says_it_of_the_page_in_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Desk.open(tmp_path / "home") as desk:
        desk.choose_person("Ada").result()
        desk.set_setting(PAGE, written(Place(str(tmp_path / "page"), "http://10.0.0.7"))).result()
    assert main(["--home", str(tmp_path / "home"), "doctor"]) == 1
    assert "!!  status page: 10.0.0.7 (10.0.0.7) is in the network of this desk" in capsys.readouterr().out


def test_doctor_tells_how_many_get_updates_and_whether_they_can_be_sent_from_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    with a_desk(home, a_plan(SUBSCRIBING)) as (desk, _):
        desk.set_setting(PAGE, written(Place(str(tmp_path / "page")))).result()
        desk.record([JoinPage("kim@example.org"), JoinPage("lee@example.org"), LeavePage("lee@example.org")]).result()
    assert "no mail is set up here (email)" in examined(home, capsys)
    with Desk.open(home) as desk:
        Channels(desk).put("email", "mailto://127.0.0.1:9?from=desk@example.org&to={address}")
    told = examined(home, capsys)
    assert "1 get the updates of the page by e-mail; 1 addresses of those who left wait" in told
    assert "sent by email" in told


def examined(home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["--home", str(home), "doctor"])
    return capsys.readouterr().out
