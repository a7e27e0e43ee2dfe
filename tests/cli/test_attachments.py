"""attach and attached: files put on a timeline from a terminal, and taken out again."""

from pathlib import Path

from tests.cli.conftest import Cli

PICTURE = b"\x89PNG a picture"


def test_a_file_is_put_on_the_timeline_and_taken_out_again(cli: Cli, orders: str, tmp_path: Path) -> None:
    picture, log = tmp_path / "graph.png", tmp_path / "db1.log"
    picture.write_bytes(PICTURE)
    log.write_bytes(b"")
    told = cli.done("attach", orders, str(picture), str(log))["attached"]
    assert [(each["name"], each["size_bytes"]) for each in told] == [("graph.png", len(PICTURE)), ("db1.log", 0)]
    listed = cli.done("attached", orders)["files"]
    assert [(each["digest"], each["is_here"]) for each in listed] == [(each["digest"], True) for each in told]
    for name in ("graph.png", told[0]["digest"][:8]):
        saved = tmp_path / f"saved {name}"
        cli.done("attached", orders, "--save", name, "-o", str(saved))
        assert saved.read_bytes() == PICTURE


def test_a_file_is_evidence_in_an_investigation_and_sealed_with_it(cli: Cli, orders: str, tmp_path: Path) -> None:
    picture = tmp_path / "lag.png"
    picture.write_bytes(b"\x89PNG lag")
    me = cli.show(orders)["managers"][0]["name"]
    cli.done("do", orders, "investigation.open", "text=Why did it stop?", f"teams={me}")
    said = ("--evidence-in", "A", "--text", "Lag rose in steps", "--source", "Grafana", "--trust", "medium")
    told = cli.done("attach", orders, str(picture), *said)["attached"]
    assert [each["name"] for each in told] == ["lag.png"]
    assert cli.done("attached", orders)["files"] == []
    cli.done("do", orders, "investigation.submit", "investigation=A", "confidence=80", "text=The delete")
    assert [each["name"] for each in cli.done("attached", orders)["files"]] == ["lag.png"]
    (piece,) = cli.show(orders)["investigations"][0]["found"]["evidence"]
    assert (piece["text"], piece["source"], piece["trust"]) == ("Lag rose in steps", "Grafana", "medium")
    assert piece["file"]["name"] == "lag.png"
    answer = cli("attach", orders, str(picture), "--evidence-in", "Z")
    assert "no investigation “Z”" in answer.err


def test_what_cannot_be_attached_or_saved_is_said_in_one_line(cli: Cli, orders: str, tmp_path: Path) -> None:
    picture, large = tmp_path / "graph.png", tmp_path / "disk.img"
    picture.write_bytes(PICTURE)
    with large.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    cli.done("attach", orders, str(picture))
    for arguments, said in (
        (("attach", orders, str(large)), "larger than 64 MiB"),
        (("attach", orders, str(tmp_path)), "is a folder"),
        (("attach", orders, str(tmp_path / "gone.png")), "is not there any more"),
        (("attached", orders, "--save", "other.png"), "No file of this incident is called “other.png”"),
        (("attached", orders, "--save", "graph.png", "-o", str(picture)), "is there already"),
    ):
        answer = cli(*arguments)
        assert answer.code == 2
        assert said in answer.err
        assert answer.err.count("\n") == 1
    assert picture.read_bytes() == PICTURE
    assert len(cli.done("attached", orders)["files"]) == 1
