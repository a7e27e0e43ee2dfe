"""`incident-desk review-report`: drafted, begun, saved, and proved for readers outside."""

from pathlib import Path

from tests.cli.conftest import Cli


def test_it_is_drafted_begun_and_saved(cli: Cli, orders: str, tmp_path: Path) -> None:
    assert cli("review-report", orders).out.startswith("# Review report, ")
    begun = cli.done("review-report", orders, "--begin")
    cli.done("do", orders, "review.sign", "text=Well told")
    assert begun["report"]
    for name in ("r.md", "r.html", "r.json"):
        cli.done("review-report", orders, "-o", str(tmp_path / name))
        assert "Well told" in (tmp_path / name).read_text(encoding="utf-8")
    shown = cli.show(orders)["review_reports"]
    assert [(each["id"], each["answers"][0]["signed"]) for each in shown] == [(begun["report"], True)]


def test_one_for_readers_outside_is_proved(cli: Cli, orders: str, tmp_path: Path) -> None:
    cli.done("log", orders, "Zacharias Quint saw it at zq7.corp.example", "--speaker", "Zacharias Quint")
    cli.done("do", orders, "timeline.mark", f"entry={cli.show(orders)['timeline'][-1]['entry']}")
    inside, outside = str(tmp_path / "in.html"), str(tmp_path / "out.html")
    cli.done("review-report", orders, "-o", inside)
    cli.done("review-report", orders, "--outside", "-o", outside)
    found = cli("review-report", orders, "--prove", inside)
    assert found.code == 1
    assert "Zacharias Quint" in found.out
    assert cli("review-report", orders, "--prove", outside).code == 0


def test_wrong_use_is_told_in_one_line(cli: Cli, orders: str, tmp_path: Path) -> None:
    assert "the plan has review, outside" in cli("review-report", orders, "--template", "none").complaint
    assert "md, html, pdf, json" in cli("review-report", orders, "-o", str(tmp_path / "r.odt")).complaint
    assert "name it with -o" in cli("review-report", orders, "--format", "pdf").complaint
    assert "--hide" in cli("review-report", orders, "--hide", "x").complaint
    assert "No such file" in cli("review-report", orders, "--prove", str(tmp_path / "none")).complaint
