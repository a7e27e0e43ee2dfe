"""Bundles on the command line: made in one home, looked over and taken in in another."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def other(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A second home."""
    return Cli(tmp_path / "other", capsys, monkeypatch)


def exported(cli: Cli, file: Path, *more: str) -> str:
    cli.done("export", *more, "--format", "bundle", "-o", str(file))
    return str(file)


def test_an_incident_is_carried_whatever_its_file_is_called(cli: Cli, other: Cli, orders: str, tmp_path: Path) -> None:
    file = exported(cli, tmp_path / "sent.dat", orders)
    looked = other.done("verify", file)
    assert (looked["ok"], looked["bundle"]["number"], looked["bundle"]["encrypted"]) == (True, orders, False)
    (came,) = other.done("import", file)["bundles"]
    assert (came["number"], came["parked"], came["skipped"]) == (orders, [], 0)
    assert other.show(orders) == cli.show(orders)
    assert other.done("import", file)["bundles"][0]["added"] == 0
    assert other.done("verify") == {"ok": True, "problems": []}


def test_what_was_changed_is_refused_and_its_neighbours_come(cli: Cli, other: Cli, orders: str, tmp_path: Path) -> None:
    good = exported(cli, tmp_path / "good.bundle", orders)
    bad = tmp_path / "bad.bundle"
    bad.write_bytes(Path(good).read_bytes()[:-40])
    assert other("verify", str(bad)).code == 1
    answer = other("import", str(bad), good, "--json")
    assert answer.code == 2
    assert answer.err.startswith(f"incident-desk: {bad}: it is no bundle, or was cut or changed on its way")
    assert [each["number"] for each in answer.json["bundles"]] == [orders]


def test_it_is_encrypted_for_whom_it_is_meant(cli: Cli, other: Cli, orders: str, tmp_path: Path) -> None:
    other.done("person", "choose", "Rita")
    key = other.done("person", "key")["key"]
    file = exported(cli, tmp_path / "r.bundle", orders, "--for", key)
    other.done("import", file)
    answer = cli("import", file)
    assert answer.code == 2
    assert "encrypted for somebody else" in answer.err


def test_wrong_use_is_told_in_one_line(cli: Cli, orders: str, tmp_path: Path) -> None:
    file = str(tmp_path / "x.bundle")
    assert "name it" in cli("export", orders, "--format", "bundle").complaint
    assert "--all for the whole record" in cli("export", "--format", "bundle", "-o", file).complaint
    assert "--all for the whole record" in cli("export", orders, "--all", "--format", "bundle", "-o", file).complaint
    assert "for --format bundle" in cli("export", orders, "--for", "Ada").complaint
    period = ("--from", "2025-01-02T00:00Z", "--to", "2025-01-01T00:00Z")
    assert "before it begins" in cli("export", orders, *period, "--format", "bundle", "-o", file).complaint
    assert "no public key" in cli("export", orders, "--for", "age1x", "--format", "bundle", "-o", file).complaint
    assert cli("verify", file).code == 2
    assert not Path(file).exists()
