"""What could come next in the command line: words of the registry, and the names that their fields take."""

import re
from collections.abc import Callable, Iterable

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.elsewhere_words import also_words
from incident_desk.desktop.fact_words import fact_words, field_question
from incident_desk.desktop.fact_words import state_word as fact_state_word
from incident_desk.desktop.half_line import FREE, Half, half_of
from incident_desk.desktop.need_words import NeedWords, situation
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.words import severity_word, state_word
from incident_desk.domain.board import Board
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.ids import NO_INCIDENT, PersonId
from incident_desk.domain.incident import State
from incident_desk.domain.links import Relation
from incident_desk.domain.needs import needs
from incident_desk.domain.severity import Severity
from incident_desk.domain.situation import Ask
from incident_desk.domain.snoozing import address
from incident_desk.domain.texts import SlashWord, slash_words
from incident_desk.domain.timeline import NoteSort

BY_OTHER_WAYS = (State.MERGED, State.FALSE_ALARM)
"""No word moves there: the one comes of a link, the other of standing down."""
_SPOKEN_TO = re.compile(r"@((?:[^\W\d_].*)?)", re.DOTALL)
"""Digits begin a moment."""
NAME_LETTERS = 3
"""In the middle of somebody's words, the name of a field is offered after so many of its letters."""


class Suggestion(msgspec.Struct, frozen=True):
    """One way on: the whole line if it is taken, the part that is offered, and what it means."""

    line: str
    offered: str
    meaning: str = ""


class Offered(msgspec.Struct, frozen=True):
    """A value for a field, and what it means."""

    value: str
    meaning: str = ""


class Scene(msgspec.Struct, frozen=True):
    """What values are drawn from."""

    observed: ObservedIncident
    headlines: list[Board]
    me: str
    at: tuple[PersonId, int] = (PersonId(""), 0)
    """Who is at the desk, and when."""


Offer = Callable[[Scene, Half], Iterable[Offered]]


def suggestions(line: str, scene: Scene) -> list[Suggestion]:
    """The ways on from here, the likeliest first; none for plain words."""
    half = half_of(line)
    if half is None:
        return _spoken_to(line, scene)
    if half.word is None:
        return _words(half.typed.lower())
    name, equals, typed = half.typed.partition("=")
    if equals and name in half.named:
        return _values(half, name, typed, scene, f"{name}=")
    return [*_values(half, half.field, half.typed, scene), *_names(half)]


def _spoken_to(line: str, scene: Scene) -> list[Suggestion]:
    """Whom "@To" may be about to ask: a role, or anybody but whoever types. The duty log asks nobody."""
    found = _SPOKEN_TO.fullmatch(line)
    if found is None or scene.observed.incident == NO_INCIDENT:
        return []
    wanted = found[1].casefold()
    asking = Half("", found[1])
    offered = [each for each in (*_people(scene, asking), *_roles(scene, asking)) if each.value != scene.me]
    near = [each for each in offered if each.value.casefold().startswith(wanted)]
    return [Suggestion(f"@{each.value} ", f"@{each.value}", each.meaning) for each in near]


def meaning(word: SlashWord) -> str:
    """The registry's line of help, with what the word itself fills in."""
    said = QCoreApplication.translate("commands", word.command.help)
    preset = ", ".join(QCoreApplication.translate("commands", value) for value in word.preset.values())
    return f"{said}: {preset}" if preset else said


def _words(typed: str) -> list[Suggestion]:
    found = sorted(slash_words().items(), key=lambda item: (not item[0].startswith(typed), item[0]))
    return [Suggestion(f"/{word} ", f"/{word}", meaning(meant)) for word, meant in found if typed in word]


def _values(half: Half, field: str, typed: str, scene: Scene, before: str = "") -> list[Suggestion]:
    """Values that go on with what is typed, or hold it further inside; a list goes on with its last part."""
    offer = _OFFERS.get(field) or (_truths if field.startswith("is_") or field == "approximate" else None)
    if offer is None:
        return []
    kept, comma, typed = typed.rpartition(",") if field in ("services", "regions") else ("", "", typed)
    wanted = typed.strip('" ').removeprefix("@").casefold()
    found = [o for o in offer(scene, half) if wanted in f"{o.value} {o.meaning}".casefold()]
    found.sort(key=lambda o: not o.value.casefold().startswith(wanted))
    is_bare = half.is_last and not before
    return [
        Suggestion(
            f"{half.kept}{before}{kept}{comma}{o.value if is_bare else f'{_quoted(o.value)} '}", o.value, o.meaning
        )
        for o in found
    ]


def _names(half: Half) -> list[Suggestion]:
    """Fields that can be named here."""
    typed = half.typed.casefold()
    if not typed or (half.field in FREE and len(typed) < NAME_LETTERS):
        return []
    names = [name for name in half.named if name != half.field and name.startswith(typed)]
    return [Suggestion(f"{half.kept}{name}=", f"{name}=") for name in names]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


# what each field takes -----------------------------------------------------------------------------------------------


def _roles(scene: Scene, half: Half) -> Iterable[Offered]:
    held = scene.observed.board.roles.held
    if half.word is not None and half.word.command.name == "role.open":
        yield from (Offered(role.title, role.duties) for role in scene.observed.plan.roles if role.key not in held)
        return
    for holding in held.values():
        holder = holding.holder.value
        yield Offered(holding.title, holder.name if holder else _tr("nobody yet"))


def _people(scene: Scene, half: Half) -> Iterable[Offered]:
    names = [name for _, name in scene.observed.organisation.people.all()]
    if half.field == "person":
        yield Offered("me", scene.me)
    held = (holding.holder.value for holding in scene.observed.board.roles.held.values())
    for name in dict.fromkeys([*names, *(holder.name for holder in held if holder)]):
        yield Offered(name, also_words(scene.observed.also(name)))
    if half.word is not None and half.word.command.name in ("task.give", "task.reassign"):
        yield from _roles(scene, half)


def _tasks(scene: Scene, half: Half) -> Iterable[Offered]:
    board = scene.observed.board
    is_ended = half.word is not None and half.word.command.name == "task.reopen"
    for task in reversed(board.tasks.all):
        if task.is_open != is_ended:
            yield Offered(board.tasks.label(task), task.words(board.timeline))


def _courses(scene: Scene, half: Half) -> Iterable[Offered]:
    board = scene.observed.board
    for course in reversed(board.courses.all):
        yield Offered(board.courses.label(course), f"{course.stand}: {course.what(board.timeline)}")


def _questions(scene: Scene, half: Half) -> Iterable[Offered]:
    board = scene.observed.board
    for question in board.questions.open:
        yield Offered(board.questions.label(question), board.timeline.line(question.id).text)


def _facts(scene: Scene, half: Half) -> Iterable[Offered]:
    facts = scene.observed.board.facts
    for fact in reversed(facts.all):
        yield Offered(facts.label(fact), f"{fact_state_word(fact.state)}: {fact_words(fact)}")


def _fields(scene: Scene, half: Half) -> Iterable[Offered]:
    return (Offered(field, field_question(field)) for field in FactField)


def _needs(scene: Scene, half: Half) -> Iterable[Offered]:
    observed, (me, now_us) = scene.observed, scene.at
    board = observed.board
    if half.word is not None and half.word.command.name == "need.wake":
        yield from (Offered(each.what) for each in board.snoozes.standing(me, now_us).values())
        return
    at = situation(observed, me, now_us)
    words = NeedWords(observed, at)
    for need in needs(at):
        if need.ask is Ask.LEND:
            continue  # it is said to be fine, and not put off
        yield Offered(address(need, at), words.lines([need])[0].shown.words)


def _runbooks(scene: Scene, half: Half) -> Iterable[Offered]:
    return (Offered(book.key, book.title) for book in scene.observed.plan.runbooks)


def _boxes(scene: Scene, half: Half) -> Iterable[Offered]:
    return map(Offered, ("5m", "10m", "15m", "30m", "1h"))


def _severities(scene: Scene, half: Half) -> Iterable[Offered]:
    for severity in Severity:
        meant = scene.observed.plan.severities.get(severity)
        yield Offered(severity[-1], f"{severity_word(severity)} {meant.name}: {meant.means}" if meant else "")


def _states(scene: Scene, half: Half) -> Iterable[Offered]:
    return (Offered(state, state_word(state)) for state in State if state not in BY_OTHER_WAYS)


def _incidents(scene: Scene, half: Half) -> Iterable[Offered]:
    for board in scene.headlines:
        if board.incident != scene.observed.incident:
            yield Offered(board.headline.number, board.headline.title.value or "")


def _services(scene: Scene, half: Half) -> Iterable[Offered]:
    affected = scene.observed.board.impact.services.value or ()
    return map(Offered, dict.fromkeys([*scene.observed.plan.service_names, *affected]))


def _regions(scene: Scene, half: Half) -> Iterable[Offered]:
    return (Offered(region.title) for region in scene.observed.plan.regions)


def _maintenance(scene: Scene, half: Half) -> Iterable[Offered]:
    """What goes on, the nearest first; an incident may have come of one that is over."""
    maintenances, (_, now_us) = scene.observed.organisation.maintenances, scene.at
    found = maintenances.near(now_us, None)
    if half.word is not None and half.word.command.name == "incident.came_of":
        found = [*found, *(one for one in reversed(maintenances.all) if one not in found)]
    return (Offered(maintenances.label(one), one.title.value or "") for one in found)


def _to_come(scene: Scene, half: Half) -> Iterable[Offered]:
    return map(Offered, ("in 30 min", "in 1 h", "in 2 h", "22:00"))


def _steps(scene: Scene, half: Half) -> Iterable[Offered]:
    held = scene.observed.board.roles.held
    wanted = scene.observed.board.roles.called(half.given.get("role", ""))
    for role in scene.observed.plan.roles:
        if role.key in held and wanted in (None, held[role.key]):
            yield from (Offered(step.key, step.do) for step in role.checklist)


def _moments(scene: Scene, half: Half) -> Iterable[Offered]:
    return map(Offered, ("now", "5 min ago", "30 min ago", "1 h ago"))


def _truths(scene: Scene, half: Half) -> Iterable[Offered]:
    return map(Offered, ("yes", "no"))


_OFFERS: dict[str, Offer] = {
    "role": _roles,
    "person": _people,
    "speaker": _people,
    "severity": _severities,
    "state": _states,
    "relation": lambda scene, half: map(Offered, Relation),
    "note_sort": lambda scene, half: map(Offered, NoteSort),
    "other": _incidents,
    "services": _services,
    "regions": _regions,
    "maintenance": _maintenance,
    "from_at": _to_come,
    "until_at": _to_come,
    "step": _steps,
    "task": _tasks,
    "box": _boxes,
    "course": _courses,
    "runbook": _runbooks,
    "question": _questions,
    "fact": _facts,
    "field": _fields,
    "need": _needs,
    "read_back_by": _people,
    "occurred_at": _moments,
    "started_at": _moments,
    "ended_at": _moments,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Completion", text)
