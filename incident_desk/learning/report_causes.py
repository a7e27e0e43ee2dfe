"""What contributed to an incident, for the draft of its report: the cause map, what investigations found, what was
said since."""

from collections.abc import Iterator

from incident_desk.domain.board import Board
from incident_desk.domain.cause_map import Drawn, drawn
from incident_desk.domain.concluding import identified, word_for_word
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.showing_comparison import box_words
from incident_desk.learning.report_words import one_line, point, sentence


def factors(board: Board, plan: Plan, people: People) -> Iterator[str]:
    """Each factor with what came of it, then those who see it otherwise."""
    found = drawn(board.cause_map, board.investigations, board.comparison, board.timeline)
    yield from _drawn(found, board)
    if not found.boxes:
        yield from _said(board)
    if board.history.entry is not None:
        for factor in board.history.factors:
            yield point(sentence(one_line(factor), board.history.entry))
    for each in identified(board.investigations, board.comparison):
        for answer in board.comparison.answers(each):
            if not answer.is_agreeing and (why := word_for_word(answer, board.timeline)):
                yield point(sentence(f"{one_line(people.name(answer.person))} dissents: {one_line(why)}", answer.entry))


def _drawn(found: Drawn, board: Board) -> Iterator[str]:
    words = {box.id: one_line(box_words(box, board)) for box in found.boxes}
    for box in found.boxes:
        said = words[box.id]
        if box.effect is not None or not said:
            continue
        by = len(box.found_by)
        apart = f", found by {by} investigations apart" if by > 1 else ""
        came = [words[each] for each in found.effects(box.id) if words.get(each)]
        led = f", which led to: {'; '.join(came)}" if came else ""
        yield point(sentence(f"{_open(said)}{apart}{led}", *box.factors))
    for cause, effect in found.arrows:
        box = next(each for each in found.boxes if each.id == cause)
        if box.effect is not None and words[cause] and words[effect]:
            yield point(sentence(f"{_open(words[cause])}, which led to: {words[effect]}", cause, effect))


def _said(board: Board) -> Iterator[str]:
    """Where nobody drew anything: what was found, as it was said."""
    for line in board.timeline.lines:
        if line.sort is LineSort.FINDING and line.text and not line.is_retracted:
            yield point(sentence(one_line(line.text), line.entry))


def _open(words: str) -> str:
    """Without its full stop: more follows."""
    return words.rstrip(". ")
