"""`incident-desk measures`: one incident beside the others, and all of them."""

from tests.cli.conftest import Cli


def test_one_incident_is_measured_from_named_end_to_named_end(cli: Cli, orders: str) -> None:
    cli.done("do", orders, "state.set", "state=resolved")
    told = cli.done("measures", orders)
    resolve = next(each for each in told["measures"] if each["measure"] == "to resolve")
    assert (resolve["from"], resolve["to"]) == ("detected", "resolved")
    assert resolve["took_s"] >= 0
    assert told["knew_first"]["number"] == orders
    assert told["others"]["to resolve"] == {"median_s": None, "incidents": 0}
    assert "too few to compare (0 of 3)" in cli("measures", orders).out
    assert cli.show(orders)["measures"]["spans"] == told["measures"]


def test_a_measure_that_lacks_an_end_says_which(cli: Cli, orders: str) -> None:
    assert "the record does not say when: resolved" in cli("measures", orders).out


def test_without_an_incident_the_medians_of_all_are_told(cli: Cli, orders: str) -> None:
    for title in ("Mail is late", "Search is slow", "Login fails"):
        number = cli.done("declare", "--title", title)["number"]
        cli.done("do", number, "state.set", "state=resolved")
    told = cli.done("measures")
    assert told["incidents"] == 4
    assert told["medians"]["to resolve"]["incidents"] == 3
    assert "detected → resolved; median of 3" in cli("measures").out
