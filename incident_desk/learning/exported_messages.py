"""What was said to others, in an export: each text as it went out, when, who said yes, what was promised to whom."""

from collections.abc import Iterator

from incident_desk.domain.board import Board
from incident_desk.domain.message_list import Message, Sent, Stage, Variant
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promises import Round, Standing, standings
from incident_desk.learning.plain_markdown import as_written, on_one_line, table
from incident_desk.learning.plain_times import clock, moment

WORD: dict[Stage, str] = {
    Stage.DRAFT: "never asked for",
    Stage.ASKED: "waits for a yes",
    Stage.APPROVED: "approved",
    Stage.DECLINED: "declined",
    Stage.RELEASED: "let go, not out",
    Stage.FAILED: "could not be sent",
    Stage.STOPPED: "stopped",
    Stage.LAPSED: "held back, its time was over",
}


def messages(board: Board, people: People) -> str:
    """Every message in the order of the record; empty where none was written."""
    said = [_message(each, board, people) for each in board.messages.all]
    return "\n\n".join(["## Messages", *said]) if said else ""


def _message(message: Message, board: Board, people: People) -> str:
    title = on_one_line(message.title or "(the words were erased)")
    lines = [f"- {said}" for said in _about(message, board, people)]
    texts = [_variant(each, message, people) for each in message.variants.values()]
    return "\n\n".join([f"### Message {board.messages.label(message)}: {title}", "\n".join(lines), *texts])


def _about(message: Message, board: Board, people: People) -> Iterator[str]:
    yield f"Begun by {on_one_line(people.name(message.by))} on {moment(message.begun_us)}"
    for other, what in ((message.corrects, "Puts right"), (message.again, "Written anew in the place of")):
        if other is not None and (found := board.messages.of.get(other)) is not None:
            yield f"{what} message {board.messages.label(found)}"
    if message.audiences:
        yield f"For {on_one_line(', '.join(message.audiences))}"
    if facts := [board.facts.label(board.facts.of[each]) for each in message.facts if each in board.facts.of]:
        yield f"Stands on {'fact' if len(facts) == 1 else 'facts'} {', '.join(facts)}"
    if (proposal := message.proposal) is None:
        return
    authors = ", ".join(on_one_line(people.name(each)) for each in proposal.authors)
    yield f"Proposed by {authors} on {moment(proposal.at_us)}"
    for each in proposal.approved.values():
        yield f"Approved by {on_one_line(each.name)} ({on_one_line(each.role)}) on {moment(each.at_us)}"
    if (no := proposal.declined) is not None:
        yield f"Declined by {on_one_line(no.name)} on {moment(no.at_us)}"


def _variant(variant: Variant, message: Message, people: People) -> str:
    sent = variant.way.sent
    name = on_one_line(variant.key)
    if sent is None:
        head = f"**{name}** — {WORD.get(variant.stage, variant.stage)}"
        return f"{head}:\n\n{as_written(variant.text)}" if variant.text else head
    said = [f"sent {moment(sent.sent_us)} by {on_one_line(people.name(sent.by))}", *_how(sent, message, people)]
    return f"**{name}**, the {_nth(sent.number)} — {'; '.join(said)}:\n\n{as_written(sent.text or '(erased)')}"


def _how(sent: Sent, message: Message, people: People) -> Iterator[str]:
    way = message.ways[sent.variant]
    if sent.by_hand:
        yield "by hand"
    if sent.receipt:
        yield f"receipt: {on_one_line(sent.receipt)}"
    if sent.may_be_double:
        yield "it may have arrived twice"
    if way.release is not None and way.release.is_before_approval:
        yield "before it was approved"
    if way.release is not None and way.release.witness:
        witness = on_one_line(people.name(way.release.witness))
        yield f"witnessed by {witness} without the shared database ({on_one_line(way.release.how)})"
    if way.is_unaccepted:
        yield "WITHOUT ACCEPTANCE: the shared database refused it afterwards"
    if sent.next_update_us is not None:
        yield f"promises the next update by {moment(sent.next_update_us)}"


def _nth(number: int) -> str:
    tens, rest = divmod(number, 10)
    ending = "th" if tens % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(rest, "th")
    return f"{number}{ending}"


def promises(board: Board, plan: Plan) -> str:
    """Whom the plan wants told, and how well that was kept; empty where nothing was ever written to anybody."""
    if not (board.messages.all or board.promises.told):
        return ""
    rows = [_standing(each) for each in standings(board, plan)]
    heads = ("Audience", "By", "Kept", "Missed", "Last told", "Promised", "Silent")
    return "## Who was told, and promises\n\n" + table(heads, rows) if rows else ""


def _standing(standing: Standing) -> tuple[str, ...]:
    return (
        on_one_line(standing.title),
        on_one_line(", ".join(standing.channels)),
        str(standing.kept),
        str(standing.missed),
        moment(standing.last_us) if standing.last_us is not None else "never",
        "; ".join(map(_round, standing.rounds)) or "nothing yet",
        on_one_line(", ".join(standing.silent)),
    )


def _round(one: Round) -> str:
    if one.is_kept:
        return f"{clock(one.due_us)} kept"
    late = f"{one.late_us // MINUTE_US} min late" if one.by is not None else "missed"
    return f"{clock(one.due_us)} {late}"
