"""Channels are set up from a terminal: who is reached by one, and what would not be meant so, is said at once."""

from pathlib import Path

from tests.cli.conftest import Cli
from tests.domain.test_calls import LADDERS

ONE = b"json://127.0.0.1:9/all\n"
EACH = b"mailto://127.0.0.1:9?from=desk@example.org&to={address}\n"


def test_a_channel_that_calls_people_and_has_one_address_for_all_says_so(cli: Cli, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(LADDERS, encoding="utf-8")
    cli.done("plan", "use", str(plan), "--reason", "ours")
    said = cli("channel", "set", "mail", stdin=ONE).out
    assert "Whoever is called by it (Everybody else) is called at the one address that stands in it" in said
    assert "{address}" in said
    refused = cli("channel", "test", "mail", "kim@example.org")
    assert refused.code == 2
    assert "sends everything to the address that stands in it, and not to “kim@example.org”" in refused.err
    assert cli.done("channel", "set", "mail", stdin=EACH)["reaches_one"]
    assert cli("channel", "set", "mail", stdin=EACH).out == "mail is set up here.\n"
    assert cli("channel", "set", "inside", stdin=ONE).out == "inside is set up here.\n", "nobody is called by that one"
