"""Who holds which role, whether they said so, and how far their checklist is."""

import pytest

from incident_desk.domain.corrections import Retract
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.people import Name
from incident_desk.domain.roles import Assign, HandOver, Holding, OneRole, OpenRole, Release, Tick, Untick
from incident_desk.domain.showing import shown
from tests.domain.making import Hand, two_desks


@pytest.fixture
def ada() -> Hand:
    hand, tomas = two_desks()
    hand.hear(tomas)
    hand.declare()
    return hand


def manager(hand: Hand) -> Holding:
    return hand.board().roles.held["incident_manager"]


def test_a_declaration_opens_the_roles_of_the_plan_in_its_order(ada: Hand) -> None:
    planned = ada.organisation.plans.current.roles_for(ada.board().headline.severity.value)
    assert [h.title for h in ada.board().roles.held.values()] == [r.title for r in planned]
    assert planned


def test_who_takes_a_role_has_acknowledged_it_who_is_given_one_has_not(ada: Hand) -> None:
    ada.do(Assign("incident manager", "me"))
    assert manager(ada).acknowledged_us is not None
    ada.do(Assign("scribe", "Tomas"))
    scribe = ada.board().roles.held["scribe"]
    assert scribe.holder.value is not None
    assert (scribe.holder.value.name, scribe.acknowledged_us) == ("Tomas", None)
    ada.do(OneRole("scribe"))
    assert ada.board().roles.held["scribe"].acknowledged_us is not None
    with pytest.raises(RuleError, match="acknowledged Scribe already"):
        ada.do(OneRole("scribe"))


def test_somebody_the_record_does_not_know_can_hold_a_role(ada: Hand) -> None:
    ada.do(Assign("scribe", "  Zoë  from the vendor "))
    holder = ada.board().roles.held["scribe"].holder.value
    assert holder is not None
    assert (holder.name, holder.person) == ("Zoë from the vendor", None)


def test_an_at_before_a_name_is_not_part_of_it(ada: Hand) -> None:
    ada.do(Assign("scribe", "@Zoë"))
    holder = ada.board().roles.held["scribe"].holder.value
    assert holder is not None
    assert holder.name == "Zoë"


def test_a_person_stays_the_same_under_a_new_name(ada: Hand) -> None:
    ada.do(Assign("scribe", "me"))
    ada.do(Name("Ada Lovelace"))
    with pytest.raises(RuleError, match="Ada Lovelace holds Scribe already"):
        ada.do(Assign("scribe", "Ada Lovelace"))
    with pytest.raises(RuleError, match="holds Scribe already"):
        ada.do(HandOver("scribe", "me"))
    assert [role["holder"] for role in shown(ada.board(), ada.organisation.people)["roles"] if role["holder"]] == [
        "Ada Lovelace"
    ]
    ada.do(Assign("scribe", "a guest"))
    holder = ada.board().roles.held["scribe"].holder.value
    assert holder is not None
    assert holder.now(ada.organisation.people) == holder


def test_a_handover_tells_both_and_its_note_goes_with_the_next_holder(ada: Hand) -> None:
    ada.do(Assign("incident manager", "me"))
    handed = ada.do(HandOver("incident manager", "Tomas", "Two promises run"))[-1]
    assert manager(ada).handover == "Two promises run"
    assert manager(ada).acknowledged_us is None
    said = ada.board().timeline.line(handed.id).english
    assert said == "Incident manager handed over from Ada to Tomas: Two promises run"
    ada.do(Assign("incident manager", "Bo"))
    assert manager(ada).handover == ""


def test_what_nobody_holds_cannot_be_handed_over_acknowledged_or_released(ada: Hand) -> None:
    for fields in (HandOver("scribe", "Tomas"), OneRole("scribe"), Release("scribe")):
        with pytest.raises(RuleError, match="Nobody holds Scribe yet"):
            ada.do(fields)


def test_a_released_role_is_free(ada: Hand) -> None:
    ada.do(Assign("incident manager", "me"))
    ada.do(Release("incident manager"))
    assert (manager(ada).holder.value, manager(ada).since_us, manager(ada).acknowledged_us) == (None, None, None)


def test_an_assignment_that_was_taken_back_leaves_the_role_with_who_had_it(ada: Hand) -> None:
    first = ada.do(Assign("incident manager", "me"))[-1]
    second = ada.do(Assign("incident manager", "Tomas"))[-1]
    ada.do(OneRole("incident manager"))
    ada.do(Retract(second.id))
    holder = manager(ada).holder
    assert holder.value is not None
    assert (holder.value.person, holder.is_conflicted) == (ada.person, False)
    assert (manager(ada).since_us, manager(ada).acknowledged_us) == (first.occurred_us, first.occurred_us)


def test_an_acknowledgement_does_not_count_for_somebody_else() -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(Assign("incident manager", "Bo"))
    tomas.hear(ada)
    ada.do(Assign("incident manager", "Zoë"))
    tomas.do(OneRole("incident manager"))  # for Bo: Tomas has not heard that it went to Zoë
    ada.hear(tomas)
    assert manager(ada).acknowledged_us is None
    ada.do(OneRole("incident manager"))
    assert manager(ada).acknowledged_us is not None


# roles by name -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["incident_manager", "Incident Manager", "im", "IM", "incident", "inc", " incident  m"]
)
def test_a_role_is_found_by_key_title_initials_or_a_start(ada: Hand, text: str) -> None:
    assert ada.board().roles.find(text).key == "incident_manager"


@pytest.mark.parametrize("text", ["", " ", "nobody", "manager"])
def test_what_is_no_role_says_which_there_are(ada: Hand, text: str) -> None:
    with pytest.raises(NotFound, match="is no role of this incident. There are: Incident manager, "):
        ada.board().roles.find(text)


def test_a_start_that_several_have_is_not_enough(ada: Hand) -> None:
    ada.do(OpenRole("SME Networking"))
    ada.do(OpenRole("SME Databases"))
    with pytest.raises(NotFound, match="is several roles"):
        ada.board().roles.find("sme")


def test_a_role_of_several_words_is_understood_without_quotes(ada: Hand) -> None:
    ada.do(Assign("incident", "manager Ada Lovelace"))
    assert [s.value.name for s in manager(ada).holder.settings if s.value] == ["Ada Lovelace"]
    ada.do(HandOver("incident", "manager", "Tomas two promises run"))
    assert [s.value.name for s in manager(ada).holder.settings if s.value] == ["Tomas"]
    assert manager(ada).handover == "two promises run"


def test_a_role_can_be_added_from_the_plan_or_by_a_title_of_its_own(ada: Hand) -> None:
    opened = set(ada.board().roles.held)
    planned = next(r for r in ada.organisation.plans.current.roles if r.key not in opened)
    ada.do(OpenRole(planned.title.upper()))
    ada.do(OpenRole("SME  Networking"))
    assert {planned.key: planned.title, "sme_networking": "SME Networking"}.items() <= {
        h.key: h.title for h in ada.board().roles.held.values()
    }.items()
    with pytest.raises(RuleError, match="is open already"):
        ada.do(OpenRole("sme networking"))
    for title in ("", "x" * 61):
        with pytest.raises(RuleError, match="1 to 60 characters"):
            ada.do(OpenRole(title))


# checklists ----------------------------------------------------------------------------------------------------------


def first_step(hand: Hand) -> tuple[str, str]:
    role = hand.organisation.plans.version(hand.board().headline.plan).role("incident_manager")
    assert role is not None
    return role.checklist[0].key, role.checklist[0].do


def test_a_line_is_ticked_by_its_key_or_the_start_of_its_words_and_unticked(ada: Hand) -> None:
    key, do = first_step(ada)
    ada.do(Tick("im", key))
    assert manager(ada).done == {key: (ada.person, ada.clock.now_us)}
    with pytest.raises(RuleError, match="is done already"):
        ada.do(Tick("im", do[:-3]))
    ada.do(Untick("im", do.upper()))
    assert manager(ada).done == {}
    with pytest.raises(RuleError, match="not done yet"):
        ada.do(Untick("im", key))


@pytest.mark.parametrize("step", ["", "no such step"])
def test_what_is_on_no_checklist_cannot_be_ticked(ada: Hand, step: str) -> None:
    with pytest.raises(NotFound, match="no line of the checklist"):
        ada.do(Tick("im", step))


def test_several_experts_share_a_field_and_each_has_a_role(ada: Hand) -> None:
    ada.do(OpenRole("SME Networking"))
    with pytest.raises(RuleError, match="SME Networking is open already"):
        ada.do(OpenRole("SME Networking"))  # nobody holds it yet
    for name in ("Kim", "Bo", "Zoë"):
        role = list(ada.board().roles.held)[-1]
        ada.do(Assign(role, name))
        ada.do(OpenRole("sme_networking"))
    titles = [holding.title for holding in ada.board().roles.held.values()][-4:]
    assert titles == ["SME Networking", "SME Networking 2", "SME Networking 3", "SME Networking 4"]
    ada.do(Tick("SME Networking 2", "Test the path"))  # it has the checklist of its field
    ada.do(Assign("incident_manager", "Kim"))
    with pytest.raises(RuleError, match="Incident manager is open already"):
        ada.do(OpenRole("incident_manager"))
