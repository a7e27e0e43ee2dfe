"""How the message that is written at stands, by the plan: whose yes it takes, and what may go out."""

from collections.abc import Callable, Mapping

from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.domain.approvals import Asked, asked, stages
from incident_desk.domain.ids import PersonId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Proposal, Stage
from incident_desk.domain.translations import Translation, translations


def stages_of(work: MessageWork) -> Mapping[str, Stage]:
    """Of each variant."""
    message = work.message
    if message is None or work.observed is None:
        return {}
    return stages(work.observed.board, work.plan, message)


def stands_of(work: MessageWork) -> Mapping[str, Asked]:
    """How what is proposed stands on each channel; empty while nothing is."""
    message = work.message
    if message is None or work.observed is None or message.proposal is None:
        return {}
    return asked(work.observed.board, work.plan, message.proposal)


def rules_of(work: MessageWork) -> Mapping[str, Asked]:
    """What the plan asks for on each channel if the words were proposed as they are drafted now; words of a template
    that are approved in advance, and were left as they are, need nobody."""
    message = work.message
    if message is None or work.observed is None:
        return {}
    as_drafted = Proposal(
        entry=message.id,
        digest="",
        at_us=message.begun_us,
        texts=work.texts,
        audiences=message.audiences,
        facts=message.facts,
        template=message.template,
        next_update_us=message.next_update_us,
        not_after_us=None,
        authors=[],
    )
    return asked(work.observed.board, work.plan, as_drafted)


def needs_nobody(work: MessageWork) -> bool:
    """Whether the plan lets it go out without a yes."""
    return all(each.is_met for each in rules_of(work).values())


def is_to_be_proposed(work: MessageWork) -> bool:
    """Whether nothing is proposed that says what the drafts say."""
    message = work.message
    if message is None:
        return False
    proposal = message.proposal
    return proposal is None or proposal.declined is not None or any(map(work.is_changed, message.keys))


def may_go_first(work: MessageWork) -> list[str]:
    """The channels by which the plan lets it go before anybody has said yes, and by which it waits."""
    message = work.message
    if message is None:
        return []
    stands = rules_of(work) if is_to_be_proposed(work) else stands_of(work)
    gone = {channel_of(key) for key, way in message.ways.items() if way.release is not None}
    return [key for key, each in stands.items() if each.rule.is_afterwards and not each.is_met and key not in gone]


def may_witness(work: MessageWork) -> list[str]:
    """The channels by which a second person may let it go while the shared database is away, and by which it waits."""
    message = work.message
    if message is None:
        return []
    stands = rules_of(work) if is_to_be_proposed(work) else stands_of(work)
    gone = {channel_of(key) for key, way in message.ways.items() if way.release is not None}
    return [key for key, each in stands.items() if each.rule.is_witnessed and key not in gone]


def witnesses(work: MessageWork, me: PersonId, may_approve: Callable[[PersonId], bool]) -> dict[PersonId, str]:
    """Who can be the second person, with their role: a holder of one that counts, who neither sends it nor wrote it."""
    message, observed = work.message, work.observed
    if message is None or observed is None:
        return {}
    stands = rules_of(work) if is_to_be_proposed(work) else stands_of(work)
    without = {me, *(message.proposal.authors if message.proposal and not is_to_be_proposed(work) else ())}
    named = dict.fromkeys(key for each in stands.values() if each.rule.is_witnessed for key in _roles(each))
    found: dict[PersonId, str] = {}
    for key in named:
        holder = observed.board.roles.held[key].holder.value if key in observed.board.roles.held else None
        if holder is not None and holder.person and holder.person not in without and may_approve(holder.person):
            name = holder.now(observed.organisation.people).name
            found.setdefault(holder.person, f"{name}, {observed.plan.role_title(key).lower()}")
    return found


def _roles(stands: Asked) -> tuple[str, ...]:
    return (*stands.rule.roles, *stands.rule.next_roles)


def may_send(work: MessageWork) -> list[str]:
    """The channels by which it may go out now."""
    found = [channel_of(key) for key, stage in stages_of(work).items() if stage is Stage.APPROVED]
    return list(dict.fromkeys(found))


def translations_of(work: MessageWork) -> list[Translation]:
    """Those that the plan asks for and those that were begun, and how each stands."""
    message, observed = work.message, work.observed
    if message is None or observed is None:
        return []
    board = observed.board
    return translations(work.plan, board.headline.severity.value, message, board.drafts, work.text_of)


def original_of(work: MessageWork) -> str:
    """The variant that the one that is shown is a translation of; empty where it is none."""
    message, channel = work.message, channel_of(work.key)
    return channel if message is not None and channel != work.key and channel in message.variants else ""
