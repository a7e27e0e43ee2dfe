"""The kinds of things that need somebody, in the order in which they are shown where the plan says nothing else."""

import enum


class NeedKind(enum.StrEnum):
    """What a need is about.

    `approval`: a word of whoever leads, or of whom the plan names for a message, without which others wait. `call`:
    somebody who has to be reached. `notification`: the law asks to be told. `enquiry`: somebody outside asks.
    `fact`: two that cannot both hold, or one of which two desks said two things. `handover`: a role that is
    offered. `promise`: an audience is to hear from us. `message`: it was let go and is not out. `investigation`:
    its time is over, all others of its round are in, or its members have a difference to settle or a question to
    answer. `maintenance`: it is past its end. `role`: nobody has it, its holder does not answer, or works in
    another incident as well. `step`: a line of a checklist.
    """

    APPROVAL = "approval"
    CALL = "call"
    HANDOVER = "handover"
    FACT = "fact"
    NOTIFICATION = "notification"
    ENQUIRY = "enquiry"
    COURSE = "course"
    MAINTENANCE = "maintenance"
    INVESTIGATION = "investigation"
    ROLE = "role"
    PROMISE = "promise"
    MESSAGE = "message"
    QUESTION = "question"
    TASK = "task"
    CLOCK = "clock"
    DECISION = "decision"
    STEP = "step"


def in_order(first: tuple[NeedKind, ...]) -> tuple[NeedKind, ...]:
    """All kinds: those that a plan names, as it names them, then the others."""
    return tuple(dict.fromkeys((*first, *NeedKind)))
