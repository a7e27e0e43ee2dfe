"""The record of one night: what two people wrote at two desks."""

from hypothesis import strategies as st

from incident_desk.domain.approving import ApproveMessage, DeclineMessage
from incident_desk.domain.archive import Archive
from incident_desk.domain.call_entries import Answer as CallAnswer
from incident_desk.domain.call_entries import CallAnswered, CallMade, CallSettled, How, Settled
from incident_desk.domain.clocks import Clock, Keep, Snooze
from incident_desk.domain.comparing import Contradict, Match, Settle
from incident_desk.domain.concluding import Conclude, Dissent
from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.course_entries import Outcome, StepEnd
from incident_desk.domain.course_steps import DoStep, ReleaseStep, SettleStep, SkipStep
from incident_desk.domain.courses import Approve, Begin, Decline, End, ExtendCourse, Propose
from incident_desk.domain.decisions import Decide, Object, Revisit
from incident_desk.domain.delivering import EndMessage, SettleMessage, TryMessage
from incident_desk.domain.drawing_causes import AddEffect
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import ChangeFact, ConfirmFact, KeepFact, StateFact, TakeFact, WithdrawFact
from incident_desk.domain.handover_answers import Accept, Withdraw
from incident_desk.domain.handover_answers import Decline as DeclineRole
from incident_desk.domain.handovers import Offer, OfferRoom
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState, State
from incident_desk.domain.investigating import (
    AddEvidence,
    AnswerOpen,
    AskOpen,
    Hypothesis,
    ProposeFactor,
    Rate,
    SetTrust,
)
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_notes import OwnQuestion, SayWhy, TakeNote
from incident_desk.domain.investigations import BreakSeal, ExtendInvestigation, Investigate, Submit
from incident_desk.domain.lending import RoleLent
from incident_desk.domain.links import Add, Relation, Remove
from incident_desk.domain.maintenance import CameOf, Schedule
from incident_desk.domain.message_entries import End as MessageEnd
from incident_desk.domain.message_entries import MessageExplained, MessageRefused
from incident_desk.domain.messages import (
    BeginMessage,
    ChangeMessage,
    ChooseProposal,
    DropMessage,
    ProposeMessage,
)
from incident_desk.domain.places import SetPlace
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_adoption import AdoptPlan
from incident_desk.domain.plan_sections import PlaceKind
from incident_desk.domain.questions import Answer, AskSomebody
from incident_desk.domain.releasing import ReleaseMessage, RetryMessage, SentByHand, StopMessage
from incident_desk.domain.restriction import Appoint, LetGo, NameManager, OnePerson, Oust, Restrict
from incident_desk.domain.review_report import BeginReport, DissentReport, SignReport
from incident_desk.domain.roles import Assign, HandOver, OneRole, OpenRole, Tick, Untick
from incident_desk.domain.severity import Severity
from incident_desk.domain.snoozing import SnoozeNeed, WakeNeed
from incident_desk.domain.splitting import Split
from incident_desk.domain.standing_down import StandDown
from incident_desk.domain.tasks import Drop, Extend, Finish, Give, OneTask, Reassign, Reopen, SayStuck
from incident_desk.domain.timeline import Attach, Mark, Note, NoteSort, Pin
from incident_desk.domain.translations import TranslationKept
from tests.domain.making import INCIDENT, MINUTE_US, PLAN, START_US, Hand, two_desks


def of_incident(hand: Hand) -> list[Entry]:
    return [e for e in hand.entries if e.incident == INCIDENT]


def the_first_hour(ada: Hand, tomas: Hand) -> tuple[Entry, Entry, Entry]:
    """Returns: a note with a password, one that was written late, and the mitigation."""
    ada.declare(services=("shop", "api"))
    tomas.hear(ada)
    ada.do(Assign("incident manager", "me"))
    ada.do(Tick("incident manager", "lead"))
    password = ada.do(Note("The password is hunter2"))[0]
    late = tomas.do(Note("First complaint", NoteSort.DETECTION, occurred_us=START_US - 30 * MINUTE_US))[0]
    tomas.do(SetSeverity(Severity.SEV1, "Everybody is hit"))
    ada.do(SetSeverity(Severity.SEV3, "-"))  # they did not hear each other
    share(ada, tomas)
    ada.do(SetState(State.INVESTIGATING))
    mitigated = tomas.do(SetState(State.MONITORING, "Failed over", occurred_us=START_US + 5 * MINUTE_US))[0]
    ada.hear(tomas)
    tomas.do(SetImpact("EU customers", started_us=START_US - MINUTE_US, services=("shop",)))
    ada.do(SetImpact(started_us=START_US))
    tomas.hear(ada)
    return password, late, mitigated


def the_second_hour(ada: Hand, tomas: Hand, password: Entry, late: Entry, mitigated: Entry) -> None:
    """Everything that can be done to a line afterwards."""
    ada.do(Correct(late.id, "First complaint, by phone", START_US - 20 * MINUTE_US, "asked again"))
    tomas.do(Correct(late.id, reason="misread", occurred_us=START_US - 25 * MINUTE_US))
    wrong = tomas.do(Note("It is the network"))[0]
    tomas.do(Object(tomas.do(Note("Fail back at noon", NoteSort.DECISION))[0].id, "Too early"))
    tomas.do(Retract(wrong.id))
    decided = tomas.do(Decide("Restore", "it is whole", "the dump", False, 1800, objection="Too slow", objector="Kim"))
    tried = tomas.say(CallMade(decided[0].id, 0, "Kim", "mail", "Mail", "Scribe"))[0]
    tomas.say(CallSettled(decided[0].id, tried.id, 0, Settled.SENT, "Kim", "Mail"))
    tomas.say(CallAnswered(decided[0].id, CallAnswer.DECLINED, How.LINK, "Kim", "Scribe"))
    tomas.do(SetPlace(PlaceKind.BRIDGE, "https://meet.example.org/7"))
    tomas.do(Answer(tomas.do(AskSomebody("@Kim", "Is it whole?"))[0].id, "yes", speaker="Kim"))
    tomas.do(TakeFact(late.id, FactField.WHAT))
    tomas.do(StateFact(FactField.BACK, "Back by noon", is_confirmed=True))
    tomas.do(ConfirmFact("1"))
    tomas.do(ChangeFact("2", "Back by ten", is_confirmed=True))
    tomas.do(StateFact(FactField.BACK, "Back by nine", is_confirmed=True))
    tomas.do(KeepFact("4"))
    tomas.do(WithdrawFact("1", "It was the second"))
    tomas.do(Revisit(decided[0].id, "the copy failed", is_standing=False))
    ada.hear(tomas)
    ada.do(Restore(wrong.id))
    ada.do(Pin(late.id))
    tomas.do(Mark(password.id))
    tomas.do(OpenRole("SME Networking"))
    handed = ada.do(HandOver("incident manager", "Tomas", "All quiet"))[0]
    ada.say(RoleLent("incident_manager", "Incident manager", "Tomas", IncidentId("another"), "INC-2", handed.id))
    share(ada, tomas)
    ada.do(Attach("d" * 64, "graph.png", 12))
    ada.do(Ask(password.id, "a password"))
    tomas.hear(ada)
    tomas.do(OneRole("incident manager"))
    tomas.do(Untick("incident manager", "lead"))
    tomas.do(Confirm(password.id))
    tomas.do(Correct(mitigated.id, occurred_us=START_US + 7 * MINUTE_US))
    ada.hear(tomas)


def the_tasks(ada: Hand, tomas: Hand) -> None:
    """Given, taken, handed on and ended; one of them at two desks at once."""
    ada.do(Give("@Tomas", 900, "Read the logs"))
    tomas.hear(ada)
    number = str(tomas.board().tasks.all[-1].number)
    tomas.do(OneTask(number))
    tomas.do(SayStuck(number, "No password"))
    ada.do(Reassign(number, "@Sofia", 600))
    share(ada, tomas)
    ada.do(Extend(number, 600))
    tomas.do(Finish(number, "The disk was full"))
    share(ada, tomas)
    ada.do(Reopen(number))
    ada.do(Drop(number))
    tomas.hear(ada)


def the_messages(ada: Hand, tomas: Hand) -> None:
    """Written, changed, proposed and approved, let go, stopped, failed and sent; two proposals at once. Tomas leads."""
    texts = {"status_page": "Writing fails.", "social": "Writing fails."}
    ada.do(BeginMessage("Writing fails", texts=texts, audiences=("customers",)))
    ada.do(BeginMessage("Not needed", channels=("inside",)))
    ada.do(DropMessage("2"))
    share(ada, tomas)
    ada.do(ChangeMessage("1", channels=("status_page", "social", "email", "inside")))
    ada.do(ProposeMessage("1", {**texts, "email": "Writing fails."}))
    share(ada, tomas)
    tomas.do(DeclineMessage("1", "say what works"))
    tomas.do(ProposeMessage("1", {"status_page": "Reading works."}))
    ada.do(ProposeMessage("1", dict.fromkeys(("status_page", "social", "email"), "Reading works.")))
    share(ada, tomas)
    rival = tomas.board().messages.all[0].rivals[-1]
    ada.do(ChooseProposal("1", rival.entry))
    ada.do(ProposeMessage("1", dict.fromkeys(("status_page", "social", "email"), "Reading works again.")))
    tomas.hear(ada)
    tomas.do(ApproveMessage("1"))
    ada.hear(tomas)
    ada.do(ReleaseMessage("1"))
    ada.do(StopMessage("1", "not on the page", channels=("email",)))
    ada.do(TryMessage("1", "social"))
    ada.do(EndMessage("1", "social", MessageEnd.FAILED, "the service refused it"))
    ada.do(RetryMessage("1"))
    ada.do(TryMessage("1", "social", is_again=True))
    ada.do(SettleMessage("1", "social", "Reading works."))
    ada.do(SentByHand("1", "status_page"))
    message = ada.board().messages.all[0]
    ada.say(TranslationKept(message.id, message.number, "social", "Social posts"))
    ada.say(MessageRefused(message.id, message.number, "social", "Social posts", "social"))
    share(ada, tomas)
    tomas.say(MessageExplained(message.id, message.number, "social", "Social posts", "social", "Tomas", "Bo was asked"))
    share(ada, tomas)


def the_courses(ada: Hand, tomas: Hand) -> None:
    """Proposed, declined, approved, carried out step by step with a hold, and rolled back. Tomas leads by now."""
    ada.do(Propose("Fail over", steps="@Ada 5m Stop the writers; Promote (hold); Look", box_s=1200))
    ada.do(Propose("Wait"))
    ada.do(SnoozeNeed("course-2", 600, "the vendor calls back"))
    tomas.hear(ada)
    tomas.do(SnoozeNeed("course-1", 300))
    ada.do(WakeNeed("course-2"))
    tomas.hear(ada)
    tomas.do(Decline("2", "it gets worse"))
    tomas.do(Approve("1", "nothing else helps"))
    tomas.do(Begin("1"))
    ada.hear(tomas)
    ada.do(DoStep("1", 1))
    ada.do(ExtendCourse("1", 600, "slow"))
    ada.do(Keep(Clock.CALL_OUT, "an hour by now"))
    ada.do(Snooze(Clock.CALL_OUT, 3600, "on the phone"))
    tomas.do(SkipStep("1", 1, "nobody writes"))
    tomas.hear(ada)
    tomas.do(SettleStep("1", 1, StepEnd.DONE))
    tomas.do(ReleaseStep("1", 2))
    tomas.do(DoStep("1", 2))
    tomas.do(SkipStep("1", 3, "no time"))
    tomas.do(End("1", Outcome.ROLLED_BACK, "it was worse"))
    ada.hear(tomas)


def the_next_shift(ada: Hand, tomas: Hand) -> None:
    """Roles offered, accepted, declined and taken back; one of them offered at two desks at once."""
    ada.do(OpenRole("scribe"))
    ada.do(Assign("scribe", "me"))
    share(ada, tomas)
    ada.do(Offer("scribe", "Tomas", "All is written down", "Nobody reads it"))
    tomas.do(Offer("scribe", "Kim"))
    share(ada, tomas)
    tomas.do(DeclineRole("scribe", "I go home", person="Tomas"))
    ada.do(Withdraw("scribe", person="Kim"))
    ada.hear(tomas)
    ada.do(OfferRoom("mine: Tomas"))
    tomas.hear(ada)
    tomas.do(Accept("scribe"))
    ada.do(Withdraw("scribe"))
    share(ada, tomas)


def the_investigations(ada: Hand, tomas: Hand) -> None:
    """Two apart, one rated at two desks at once and submitted, the other opened before it was in."""
    ada.do(Investigate(2700, "Why did it stop? | Ada | Tomas"))
    share(ada, tomas)
    ada.do(Hypothesis("A bulk delete"))
    evidence = ada.do(AddEvidence("for H1 Lag rose"))[0]
    tomas.do(Hypothesis("A full disk"))
    tomas.do(AddEvidence("The disk was idle", trust=Trust.LOW))
    share(ada, tomas)
    ada.do(Rate("E1", "H1", Rating.NEUTRAL, investigation="A"))
    ada.do(SetTrust("E1", Trust.MEDIUM))
    ada.do(Correct(evidence.id, "Lag rose with every batch"))
    ada.do(AskOpen("Who began it?", "Tomas"))
    ada.do(AnswerOpen("Q1", "a script"))
    ada.do(ProposeFactor("No limit on writes", evidence="E1"))
    ada.do(TakeNote("max_wal_senders is fine"))
    ada.do(SayWhy("E1", "H1", "each step begins with a batch"))
    ada.do(OwnQuestion("Q1", "me"))
    tomas.do(ExtendInvestigation("B", 600))
    ada.do(Submit("A", 70, "The delete", leading="H1"))
    share(ada, tomas)
    ada.do(BreakSeal("B", "we must go on"))
    tomas.do(Hypothesis("Not the disk", investigation="B"))
    tomas.do(ProposeFactor("Writes know no limit", investigation="B"))
    tomas.do(ProposeFactor("The disk is small", investigation="B"))
    share(ada, tomas)
    ada.do(Match("A:F1", "B:F1"))
    tomas.do(Contradict("A:F1", "B:F2"))
    share(ada, tomas)
    ada.do(Settle("A:F1", "B:F2", "the log of the jobs", "A:F1"))
    ada.do(AddEffect("Replication stopped", "A:F1", is_harm=True))
    ada.do(Conclude(70, "The delete"))
    share(ada, tomas)
    tomas.do(Dissent("Nobody looked at the disk"))
    share(ada, tomas)


def the_end(ada: Hand, tomas: Hand) -> None:
    """What another version wrote, a false alarm that was none, a duplicate, and a resolution that was too early."""
    ada.write_raw("holograph.shown", b'{"of":"a later version"}')
    ada.write_raw("state.set", b'{"state":"somewhere"}')
    tomas.do(StandDown("It was a test page"))
    ada.do(Assign("communications manager", "Sofia"))  # not hearing of it
    share(ada, tomas)
    tomas.do(Undo())
    ada.hear(tomas)
    other = ada.declare_another()
    linked = ada.do(Add(Relation.DUPLICATE_OF, other))[0]
    ada.do(Remove(linked.id))
    ada.do(Schedule("Payments database", START_US, START_US + MINUTE_US, ("payments",)))
    ada.do(CameOf("MNT-1"))
    ada.do(Give("@Kim", 900, "Read the mail logs"))
    ada.do(Split("Mail is late, too", tasks=("Read the mail",), leaving=("communications manager",)))
    ada.do(Use(PLAN.replace("  - Website\n", "  - Website\n  - Maps\n")))
    ada.do(AdoptPlan())
    tomas.do(Retitle("Checkout fails in the EU"))
    ada.clock.pass_(90)  # and nobody keeps a clock
    ada.do(SetState(State.RESOLVED))
    ada.hear(tomas)
    ada.do(Undo())
    ada.do(SetState(State.RESOLVED))
    ada.do(Archive("2026"))
    ada.do(SetState(State.MONITORING))
    tomas.hear(ada)


def the_morning(ada: Hand, tomas: Hand) -> None:
    """An insider may be one of them: it is restricted, and a manager shut out, let in, let go and named once more."""
    ada.do(Restrict(("Tomas",), "an insider may be involved"))
    tomas.hear(ada)
    tomas.do(Oust(INCIDENT, "Ada"))
    tomas.do(Oust(INCIDENT, "Ada", confirm=True))
    tomas.do(OnePerson("Ada"))
    tomas.do(LetGo("Ada"))
    tomas.do(Appoint(INCIDENT, "Ada"))
    tomas.do(NameManager("Ada"))
    ada.hear(tomas)
    ada.do(BeginReport("It failed.\n"))
    tomas.hear(ada)
    tomas.do(DissentReport("It says too little"))
    ada.do(SignReport())
    share(ada, tomas)


def share(ada: Hand, tomas: Hand) -> None:
    """Each learns what the other knows."""
    ada.hear(tomas)
    tomas.hear(ada)


def record_of_a_night() -> list[Entry]:
    """Every kind, and everything done to a line, by two people who did not always hear each other at once."""
    ada, tomas = two_desks()
    the_second_hour(ada, tomas, *the_first_hour(ada, tomas))
    the_tasks(ada, tomas)
    the_messages(ada, tomas)
    the_courses(ada, tomas)
    the_next_shift(ada, tomas)
    the_investigations(ada, tomas)
    the_end(ada, tomas)
    the_morning(ada, tomas)
    assert {e.id for e in ada.entries} == {e.id for e in tomas.entries}
    return of_incident(ada)


NIGHT = record_of_a_night()


def in_order(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: e.order)


def orders(count: int) -> st.SearchStrategy[list[int]]:
    """Any order of so many things; their places are drawn, because a failure shows what was drawn."""
    return st.permutations(range(count))
