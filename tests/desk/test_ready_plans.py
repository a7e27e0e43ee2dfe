"""Each plan that comes with the program carries a whole incident, from the declaration to the review."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.resources import ready_plans
from incident_desk.domain.commands import Fields
from incident_desk.domain.course_list import Stand
from incident_desk.domain.course_steps import DoStep, ReleaseStep
from incident_desk.domain.courses import Approve, Begin, End, Outcome, Propose
from incident_desk.domain.incident import Declare, SetSeverity, SetState, State
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_text import examine, read_plan
from incident_desk.domain.roles import Assign, HandOver, OneRole, OpenRole, Tick
from incident_desk.domain.severity import Severity
from incident_desk.learning.exports import as_markdown

READY = ready_plans()


def test_there_are_three_beside_the_default_and_they_speak_of_different_businesses() -> None:
    assert list(READY) == ["default", "hospital-it", "online-service", "utility"]
    plans = [read_plan(text) for text in READY.values()]
    assert len({frozenset(role.title for role in plan.roles) for plan in plans}) == len(plans)
    leads = [plan.roles_for(Severity.SEV1)[0].title for plan in plans]
    assert leads == ["Incident manager", "Hospital incident commander", "Incident commander", "Incident commander"]
    names = [set(plan.service_names) for plan in plans[1:]]
    assert all(not (a & b) for a, b in pairwise(names))


@pytest.mark.parametrize("name", READY)
def test_nothing_is_wrong_with_a_ready_plan_and_its_words_fit_the_panels(name: str) -> None:
    assert examine(READY[name]).faults == ()
    plan = read_plan(READY[name])
    assert [step.do for role in plan.roles for step in role.checklist if len(step.do) > 50] == []
    assert "published" in READY[name].partition("\nname:")[0] or name == "default"


@pytest.mark.parametrize("name", READY)
def test_a_whole_incident_runs_on_it(tmp_path: Path, name: str) -> None:
    plan = read_plan(READY[name])
    with Desk.open(tmp_path / "home") as desk:
        desk.record(Use(READY[name], "fitted to our business")).result()
        incident = desk.record(Declare("It fails", Severity.SEV3, plan.service_names[:1])).result()[-1].incident

        def do(*commands: Fields) -> None:
            for command in commands:
                desk.record(command, incident).result()

        do(SetSeverity(Severity.SEV1, "it spreads"))
        _staff(plan, do)
        for state in (State.INVESTIGATING, State.MITIGATING, State.MONITORING, State.RESOLVED, State.REVIEWED):
            do(SetState(state))
        board = desk.reading.fold(incident).board
        told = as_markdown(board, desk.reading.organisation())
    assert board.headline.plan == plan.digest
    assert set(board.roles.held) == {role.key for role in plan.roles}
    for role in plan.roles:
        held = board.roles.held[role.key]
        assert held.acknowledged_us is not None
        assert set(held.done) == {step.key for step in plan.checklist(role.key)}
    assert board.headline.state is State.REVIEWED
    assert plan.name in told


@pytest.mark.parametrize("name", READY)
def test_every_runbook_of_it_is_carried_out_to_its_end_through_every_gate(tmp_path: Path, name: str) -> None:
    plan = read_plan(READY[name])
    lead = plan.roles_for(Severity.SEV1)[0].key
    assert len(plan.runbooks) >= 3
    with Desk.open(tmp_path / "home") as desk:
        desk.record(Use(READY[name], "fitted to our business")).result()
        incident = desk.record(Declare("It fails", Severity.SEV1)).result()[-1].incident

        def do(*commands: Fields) -> None:
            for command in commands:
                desk.record(command, incident).result()

        for role in plan.roles:
            if role not in plan.roles_for(Severity.SEV1):
                do(OpenRole(role.key))
            do(Assign(role.key, "me" if role.key == lead else role.short))
        for number, book in enumerate(plan.runbooks, 1):
            course = str(number)
            do(Propose(runbook=book.key), Approve(course, "nothing else helps"), Begin(course))
            for at, step in enumerate(book.steps, 1):
                do(*([ReleaseStep(course, at)] if step.hold else []))
                do(DoStep(course, at, "done", read_back_by="Kim" if step.read_back else "", is_met=True))
            do(End(course, Outcome.WORKED, "as it should be"))
        board = desk.reading.fold(incident).board
    assert [course.stand for course in board.courses.all] == [Stand.WORKED] * len(plan.runbooks)
    asked = [step.do for book in plan.runbooks for step in book.steps]
    assert [(task.words(board.timeline), task.is_open) for task in board.tasks.all][-len(asked) :] == [
        (do, False) for do in asked
    ]
    for book in plan.runbooks:
        assert all((book.effect, book.risk, book.undo, book.requires, book.takes_s))
        assert all(step.role and step.within_s for step in book.steps)
        assert any(step.hold for step in book.steps)


def _staff(plan: Plan, do: Callable[..., None]) -> None:
    """Every role is given, acknowledged, ticked to its end and handed over to the next shift."""
    opened = plan.roles_for(Severity.SEV1)
    for role in plan.roles:
        if role not in opened:
            do(OpenRole(role.key))
        do(Assign(role.key, "First"), OneRole(role.key))
        do(*(Tick(role.key, step.key) for step in plan.checklist(role.key)))
        do(HandOver(role.key, "Second", "all is told"))
        do(OneRole(role.key))
