"""What the fact sheet needs: that a contradiction is settled, and what told a withdrawn fact is put right."""

from collections.abc import Iterable, Iterator

from incident_desk.domain.fact_list import Fact
from incident_desk.domain.fact_uses import to_correct
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.situation import Ask, Need, Situation, Urgency


def fact_needs(at: Situation) -> Iterator[Need]:
    """A contradiction is loud from the first moment: whatever goes out may carry the wrong half of it."""
    for each in at.facts.contradictions:
        turn = ",".join(fact.id for fact in each.facts)
        is_mine = _is_mine(each.facts, at)
        yield Need(NeedKind.FACT, Ask.SETTLE, each.facts[-1].id, each.since_us, Urgency.LATE, is_mine, turn)
    for fact in at.facts.all:
        if fact.is_disputed:
            settings = fact.said.settings
            since_us = max(each.occurred_us for each in settings)
            turn = ",".join(each.entry for each in settings)
            is_mine = _is_mine([fact], at)
            yield Need(NeedKind.FACT, Ask.SETTLE, fact.id, since_us, Urgency.WAITS, is_mine, turn)
        for told in to_correct(fact, at.facts, at.messages):
            is_mine = _is_mine([fact], at) or told.message.by == at.me
            about = told.message.id
            yield Need(NeedKind.FACT, Ask.CORRECT, fact.id, told.since_us, Urgency.LATE, is_mine, about)


def _is_mine(between: Iterable[Fact], at: Situation) -> bool:
    """For whoever leads, and for those who said it: what messages draw on must not say two things."""
    return at.is_for_me or at.me in {each.by for fact in between for each in fact.said.settings}
