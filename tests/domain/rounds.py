"""People at desks who look into one question apart from each other, and what each of them gets to hear."""

from incident_desk.domain.investigating import AddEvidence, ProposeFactor
from incident_desk.domain.investigation_entries import Part
from incident_desk.domain.investigations import Investigate, Submit
from tests.domain.making import Clock, Hand


def room() -> tuple[Hand, Hand, Hand, Hand]:
    """Ada manages the incident; Tomas, Sofia and Kim look into it. They hear each other."""
    clock = Clock()
    hands = tuple(Hand(name, 70_000 + at, clock) for at, name in enumerate(("Ada", "Tomas", "Sofia", "Kim")))
    ada, tomas, sofia, kim = hands
    ada.declare()
    for hand in hands:
        hand.hear(*hands)
    return ada, tomas, sofia, kim


def tell(*hands: Hand) -> None:
    """As a shared database does: what is open goes to all, what is sealed to its members and to whoever opened it."""
    for hand in hands:
        for other in hands:
            sealed = {
                each.stream
                for each in other.board().investigations.all
                if not other.board().investigations.may_read(each, hand.person)
            }
            known = {entry.id for entry in hand.entries}
            hand.take_in([e for e in other.entries if e.stream not in sealed and e.id not in known])


def three_opened() -> tuple[Hand, Hand, Hand, Hand]:
    """Ada manages; Tomas leads A, Sofia B and Kim C. All of them are open, and everybody has heard everything."""
    ada, tomas, sofia, kim = room()
    ada.do(Investigate(text="Why? | Tomas (Which copy?) | Sofia (Why did replication stop?) | Kim (Can we recover?)"))
    tell(ada, tomas, sofia, kim)
    tomas.do(AddEvidence("The bucket is empty", source="S3"))
    for text, part in (
        ("No backup was ever restored in a test", Part.CONDITION),
        ("Backup alert mail was rejected", Part.CONDITION),
        ("pg_dump 9.2 against server 9.6", Part.CONDITION),
    ):
        tomas.do(ProposeFactor(text, part, evidence="E1"))
    sofia.do(ProposeFactor("Restoring a backup was never tested", Part.CONDITION))
    sofia.do(ProposeFactor("Account delete raised the writes", Part.TRIGGER, "load"))
    kim.do(AddEvidence("The bucket is  EMPTY"))
    kim.do(ProposeFactor("Restore had no owner and no drill", Part.CONDITION, evidence="E1"))
    kim.do(ProposeFactor("Spam wave raised the writes", Part.TRIGGER, "load"))
    for hand, letter in ((tomas, "A"), (sofia, "B"), (kim, "C")):
        hand.do(Submit(letter, 80, f"{letter} is sure"))
    for hand in (ada, tomas, sofia, kim):
        hand.hear(ada, tomas, sofia, kim)
    return ada, tomas, sofia, kim
