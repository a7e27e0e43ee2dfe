"""How often the checks of wording are right on real texts: 100 of them, labelled by hand.

`labelled.json` has for each text where something should not go out so (`right`), and what was not found (`missed`); the
texts themselves lie beside the project.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk.resources import default_plan
from incident_desk.domain.plan import Plans
from incident_desk.outreach.wording_checks import Search

LABELLED: dict[str, dict[str, list[list[int]]]] = json.loads(
    Path(__file__).with_name("labelled.json").read_text(encoding="utf-8")
)


def lines(file: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every real text, and what it is called in the labels."""
    for incident in lines(folder / "messages" / "statuspage.jsonl"):
        for at, update in enumerate(incident["incident_updates"]):
            yield f"messages/{incident['id']}/{at}", update["body"]
    for file in (folder / "timelines").glob("*.json"):
        for at, entry in enumerate(json.loads(file.read_text(encoding="utf-8"))["entries"]):
            yield f"timelines/{file.stem}/{at}", entry["text"]
    for each in lines(folder / "postmortems" / "dev.jsonl"):
        yield f"postmortems/{each['id']}/0", each["summary"]


def test_nine_of_ten_hits_are_right(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known, search = dict(texts(shared_data)), Search(Plans(default_plan()).current.wording)
    right, wrong, told = 0, 0, list[str]()
    for name, labels in LABELLED.items():
        text = known[name]
        for hit in search.hits(text):
            is_right = any(hit.start < end and start < hit.end for start, end in labels["right"])
            right, wrong = right + is_right, wrong + (not is_right)
            told.append(f"{'right' if is_right else 'WRONG'}  {hit.sort:<9}{text[hit.start : hit.end]!r}  {name}")
    missed = sum(len(labels.get("missed", [])) for labels in LABELLED.values())
    wanted = sum(len(labels["right"]) for labels in LABELLED.values())
    with capsys.disabled():
        print("", *told, sep="\n")
        print(f"{len(LABELLED)} texts: {right} of {right + wrong} hits right, {missed + wanted - right} not found")
    assert len(LABELLED) == 100
    assert right / (right + wrong) > 0.9
    assert right / (wanted + missed) > 0.9
