"""The plan on paper: everything somebody needs without a screen, and text that stays text."""

import re
from html.parser import HTMLParser

import pytest

from incident_desk.desk.resources import ready_plans
from incident_desk.domain.ids import PersonId
from incident_desk.domain.moments import from_us
from incident_desk.domain.plan import Version
from incident_desk.domain.plan_editing import with_value
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.reaching import SayReached
from incident_desk.learning.plan_pack import packed
from tests.domain.making import DAY_US, PLAN, START_US, Hand
from tests.domain.test_on_call import desks, shifts

__all__ = ["desks"]

ONLINE = ready_plans()["online-service"]


class Words(HTMLParser):
    """What stands on the pages, and which tags make them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.mark.parametrize("name", ready_plans())
def test_every_role_step_contact_service_and_template_is_on_paper(name: str) -> None:
    plan = read_plan(ready_plans()[name])
    said = Words(packed(plan, None, "", START_US).html).text
    wanted = [role.title for role in plan.roles]
    wanted += [step.do for role in plan.roles for step in role.checklist]
    wanted += [contact.name for contact in plan.contacts]
    wanted += [way for contact in plan.contacts for way in contact.reach]
    wanted += [service.name for service in plan.services]
    wanted += [" ".join(template.text.split()) for template in plan.templates]
    wanted += [consequence.means for consequence in plan.severities.values()]
    wanted += ["Log", "Decisions", "Tasks", "Messages sent", "Handover", "Who does what"]
    wanted += [each.title for each in plan.audiences] + [" ".join(each.answer.split()) for each in plan.if_asked]
    wanted += [" ".join(each.trigger.split()) for each in plan.notifications]
    wanted += [words for each in plan.wording for words in each.words]
    wanted += [" ".join(each.text.split()) for template in plan.templates for each in template.translations]
    wanted += [
        words for each in plan.runbooks for words in (each.title, each.effect, each.risk, each.undo, each.requires)
    ]
    wanted += [words for each in plan.runbooks for step in each.steps for words in (step.do, step.precondition)]
    wanted += ["A course of action", *(f"Runbook: {each.title}" for each in plan.runbooks)]
    wanted += ["Who says yes", "What the law asks", "A message", "Who else asks", "Told by law"]
    assert [words for words in wanted if words not in said] == []


def test_hostile_words_stay_words() -> None:
    evil = '<img src="http://example.org/x.png"><script>alert(1)</script>'
    text = with_value(with_value(ONLINE, ("name",), evil), ("roles", 0, "title"), evil)
    text = with_value(with_value(text, ("contacts", 0, "name"), evil), ("services", 0, "owner"), evil)
    pack = packed(read_plan(text), None, "", START_US)
    page = Words(pack.html)
    assert not page.tags & {"img", "script", "a", "iframe", "object"}
    assert evil in page.text


def test_a_contact_whom_nobody_tried_for_a_quarter_is_marked() -> None:
    text = with_value(ONLINE, ("contacts", 0, "checked"), "2019-01-10", is_bare=True)
    text = with_value(text, ("contacts", 1, "checked"), "2018-06-01", is_bare=True)
    said = Words(packed(read_plan(text), None, "", START_US).html).text
    assert "2019-01-10 " in said
    assert "2019-01-10: try it again" not in said
    assert "2018-06-01: try it again" in said
    assert "never: try it" in said


def test_the_pages_say_which_version_they_are_of() -> None:
    version = Version(PLAN, "Quarterly review", PersonId("a"), START_US - DAY_US)
    pack = packed(read_plan(PLAN), version, "Ada", START_US)
    assert "Published 2019-01-19 by Ada: Quarterly review." in Words(pack.html).text
    assert pack.foot == f"Default plan · version {version.digest[:8]} · printed 2019-01-20"
    assert "This plan names nobody yet" in Words(pack.html).text


def test_imported_lists_are_on_paper_with_their_age_shifts_and_gaps(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(shifts(ada, ("Kim", -1, 8), ("Bo", 10, 30)))
    ada.do(SayReached("Bo"))

    def said() -> str:
        organisation = ada.organisation
        on_call, reaching = organisation.on_call, organisation.reaching
        pack = packed(organisation.plans.current, None, "", ada.clock(), on_call=on_call, reaching=reaching)
        return Words(pack.html).text

    day = from_us(ada.clock()).date().isoformat()
    assert f"a.ics, read {day}" in said()
    assert "by the plan" in said()
    assert re.search(r"Kim until .*, then nobody", said())
    assert "Network: the next two weeks, in the time of UTC" in said()
    assert said().count("NOBODY") == 2
    assert f"+47 3 {day}" in said()
    ada.clock.pass_(31 * 24 * 60)
    assert "31 days old: read it again" in said()
