"""import and export, as a script calls them."""

import json
from pathlib import Path

from tests.cli.conftest import Cli
from tests.intake.conftest import STORY, table, timeline


def test_importing_answers_with_every_incident(cli: Cli, tmp_path: Path) -> None:
    file = timeline(tmp_path)
    answer = cli.done("import", str(file), "--severity", "sev3")
    (imported,) = answer["imported"]
    assert answer["refused"] == []
    told = cli.show(imported["incident"])
    assert (told["number"], told["title"], told["severity"]) == (imported["number"], imported["title"], "SEV3")
    assert (imported["added"], imported["skipped"], imported["file"]) == (len(STORY), 0, str(file))
    assert cli.done("import", str(file))["imported"] == [{**imported, "added": 0, "skipped": len(STORY)}]


def test_a_refused_file_is_named_on_one_line_and_the_others_come_in(cli: Cli, tmp_path: Path) -> None:
    good, bad = timeline(tmp_path), tmp_path / "none.json"
    answer = cli("import", str(bad), str(good), "--json")
    assert answer.code == 2
    assert answer.err == f"incident-desk: {bad}: no such file\n"
    assert [each["file"] for each in answer.json["imported"]] == [str(good)]
    assert answer.json["refused"] == [{"file": str(bad), "reason": f"{bad}: no such file"}]


def test_a_table_is_told_where_its_columns_are(cli: Cli, tmp_path: Path) -> None:
    file = table(tmp_path, "When,What,Person,Ticket", "2019-01-20 16:00,Mail is late,Ada,7")
    columns = "time=When,text=What,who=Person,zone=Europe/Berlin"
    answer = cli("import", str(file), "--map", columns, "--title", "Mail is late")
    assert answer.code == 0
    assert answer.out.endswith("1 entries added, 0 there already (Mail is late); columns that were not used: Ticket\n")
    line = cli.show("Mail")["timeline"][-1]
    assert (line["text"], line["speaker"], line["occurred_at"]) == ("Mail is late", "Ada", "2019-01-20T15:00:00Z")


def test_what_is_exported_as_json_is_what_show_prints_but_for_other_incidents(
    cli: Cli, orders: str, tmp_path: Path
) -> None:
    shown = cli.show(orders)
    assert shown.pop("elsewhere") == shown.pop("repeats") == []
    assert shown.pop("knew_first")["first"] is None  # of the reports of customers, which belong to no incident
    printed = cli("export", orders, "--format", "json").out
    assert json.loads(printed) == shown
    assert cli("export", orders, "--format", "json", "--json").out == printed
    answer = cli.done("export", orders, "--format", "json", "-o", str(tmp_path / "x.json"))
    assert answer["file"] == str(tmp_path / "x.json")
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == printed.rstrip("\n")


def test_markdown_goes_to_a_file_or_to_standard_output(cli: Cli, orders: str, tmp_path: Path) -> None:
    printed = cli("export", orders).out
    assert printed.startswith(f"# {orders}: Orders fail\n")
    assert cli("export", orders, "-o", str(tmp_path / "x.md")).out == f"Written to {tmp_path / 'x.md'}\n"
    assert (tmp_path / "x.md").read_text(encoding="utf-8") == printed
    wrapped = cli.done("export", orders, "-o", "-")
    assert (wrapped["format"], wrapped["text"]) == ("md", printed)


def test_a_page_for_a_browser_goes_to_a_file_or_to_standard_output(cli: Cli, orders: str, tmp_path: Path) -> None:
    printed = cli("export", orders, "--format", "html").out
    assert printed.startswith("<!doctype html>\n")
    assert f"<h1>{orders}: Orders fail</h1>" in printed
    assert cli("export", orders, "--format", "html", "-o", str(tmp_path / "x.html")).code == 0
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == printed


def test_the_state_document_is_printed_or_written(cli: Cli, orders: str, tmp_path: Path) -> None:
    printed = cli("export", orders, "--format", "state").out
    assert printed.startswith(f"{orders}: Orders fail\nState document, ")
    assert "Where it stands" in printed
    assert cli("export", orders, "--format", "state", "-o", str(tmp_path / "x.txt")).out.startswith("Written to ")
    assert "Where it stands" in (tmp_path / "x.txt").read_text(encoding="utf-8")


def test_an_imported_incident_exports_with_its_source(cli: Cli, tmp_path: Path) -> None:
    cli.done("import", str(timeline(tmp_path, source_url="https://status.example/1")))
    assert "- **Source:** https://status.example/1\n" in cli("export", "Orders").out
    assert json.loads(cli("export", "Orders", "--format", "json").out)["source"] == "https://status.example/1"
