"""An observed incident: the window's own fold, and the lines that are not on the disk yet."""

import asyncio
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.pending import TruthMark
from incident_desk.domain.corrections import Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotSaved, RuleError
from incident_desk.domain.incident import Declare, SetSeverity
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import a_bridge, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


async def an_incident(bridge: Bridge) -> ObservedIncident:
    entries = await bridge.do(Declare("Pushes fail", severity=Severity.SEV2))
    return await observe(bridge, entries[-1].incident)


async def test_panels_hear_which_kinds_changed(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        observed = await an_incident(bridge)
        kinds: list[frozenset[str]] = []
        observed.changed.connect(kinds.append)
        await bridge.do([Note("Failover started"), SetSeverity(Severity.SEV1, "-")], observed.incident)
    assert kinds == [frozenset({"timeline.noted", "task.opened", "gov.severity.set", "severity.set"})]
    assert observed.board.headline.severity.value is Severity.SEV1


async def test_another_incident_does_not_stir_it(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        observed = await an_incident(bridge)
        heard: list[object] = []
        observed.changed.connect(heard.append)
        await bridge.do(Declare("Mail is late"))
    assert heard == []


async def test_a_typed_line_is_pending_until_it_is_on_the_disk(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        observed = await an_incident(bridge)
        writing = asyncio.ensure_future(observed.write("Failover started", Note("Failover started")))
        await asyncio.sleep(0)
        assert [(p.words, p.mark) for p in observed.pending] == [("Failover started", TruthMark.WRITING)]
        entries = await writing
        assert observed.pending == []
        assert observed.truth(entries[0].id) is TruthMark.SAVED_HERE


async def test_a_line_is_never_shown_twice_nor_not_at_all(app: "QApplication", home: Path) -> None:
    seen: list[int] = []
    async with a_bridge(home) as bridge:
        observed = await an_incident(bridge)

        def look(_: object) -> None:
            seen.append(len(observed.pending))

        observed.added.connect(look)
        await observed.write("Failover started", Note("Failover started"))
    assert seen == [0]


async def test_words_the_rules_refuse_go_back_to_whoever_typed_them(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        observed = await an_incident(bridge)
        with pytest.raises((RuleError, BadInput)):
            await observed.write("/sev 2", SetSeverity(Severity.SEV2, "-"))
        assert observed.pending == []


async def test_words_the_disk_refuses_stay_and_can_be_tried_again(
    app: "QApplication", home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_bridge(home) as bridge:
        observed = await an_incident(bridge)
        assert bridge.desk is not None
        with monkeypatch.context() as full:
            full.setattr(bridge.desk, "record", refuse)
            with pytest.raises(NotSaved):
                await observed.write("Failover started", Note("Failover started"))
        [line] = observed.pending
        assert (line.words, line.mark, line.why) == ("Failover started", TruthMark.NOT_SAVED, "The disk is full.")
        assert bridge.truth.refused == "The disk is full."
        observed.retry(line)
        while observed.pending:
            await asyncio.sleep(0.005)
        saved = observed.board.timeline.lines[-1]
        assert (saved.text, saved.occurred_us) == ("Failover started", line.typed_us)
        await until(lambda: not bridge.truth.refused)


def refuse(*_: object, **__: object) -> "Future[list[Entry]]":
    refused: Future[list[Entry]] = Future()
    refused.set_exception(NotSaved("The disk is full."))
    return refused


async def test_models_are_told_when_the_past_was_rewritten(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        observed = await an_incident(bridge)
        refolded: list[None] = []
        observed.refolded.connect(lambda: refolded.append(None))
        raised = await bridge.do(SetSeverity(Severity.SEV1, "-"), observed.incident)
        assert refolded == []
        await bridge.do(Retract(raised[-1].id), observed.incident)
    assert len(refolded) == 1
    assert observed.board.headline.severity.value is Severity.SEV2


async def test_what_is_recorded_while_it_opens_is_not_missed(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        entries = await bridge.do(Declare("Pushes fail"))
        incident = entries[-1].incident
        opening = asyncio.ensure_future(observe(bridge, incident))
        await bridge.do(Note("Failover started"), incident)
        observed = await opening
    assert [line.text for line in observed.board.timeline.lines][-1] == "Failover started"


async def test_going_to_another_incident_and_back_loses_no_word_the_disk_refused(
    app: "QApplication", home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_bridge(home) as bridge:
        observed = await an_incident(bridge)
        assert bridge.desk is not None
        with monkeypatch.context() as full:
            full.setattr(bridge.desk, "record", refuse)
            with pytest.raises(NotSaved):
                await observed.write("Failover started", Note("Failover started"))
        await observe(bridge, (await bridge.do(Declare("Mail is late")))[-1].incident)
        assert bridge.pending.words() == ["Failover started"]
        again = await observe(bridge, observed.incident)
        again.retry(again.pending[0])
        while again.pending:
            await asyncio.sleep(0.005)
        assert again.board.timeline.lines[-1].text == "Failover started"
