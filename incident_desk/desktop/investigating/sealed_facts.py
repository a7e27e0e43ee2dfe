"""What everybody may know of an investigation that is sealed to them, fact by fact."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_words import box_left_words, left_words, people_words
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.words import counted
from incident_desk.domain.investigation_list import Investigation, Stage

Facts = list[tuple[str, str]]


def sealed_facts(found: Investigation, observed: ObservedIncident, bridge: Bridge) -> Facts:
    """Who, since when, for how long, when somebody worked on it last, when it opens, and on which desks it lies."""

    def clock(us: int) -> str:
        return clock_near(us, bridge.now_us(), bridge.zone)

    names = people_words(found, observed.organisation.people)
    known = counted(len(found.known), _tr("1 fact known to all"), _tr("{count} facts known to all"))
    opened = _tr("{clock} by {name}, with {known}") if found.known else _tr("{clock} by {name}")
    last = clock(found.alive_us) if found.alive_us is not None else _tr("nothing written yet")
    told = [
        (_tr("Works on it"), f"{found.team}: {names}" if found.team not in ("", names) else names),
        (_tr("Opened"), opened.format(clock=clock(found.opened_us), name=bridge.name(found.opened_by), known=known)),
        (_tr("Time box"), box_left_words(found, bridge.now_us())),
        (_tr("Last activity"), last),
        (_tr("Opens"), _opens(found, observed, bridge)),
        (_tr("Lies on"), _lies_on(bridge)),
    ]
    if found.submitted_us is not None:
        told[2] = (_tr("Submitted"), _tr("{clock}, final").format(clock=clock(found.submitted_us)))
    return told


def may_words(observed: ObservedIncident, bridge: Bridge) -> str:
    """What can be done about the seal, and by whom."""
    managers = observed.board.restriction.managers
    if bridge.me in managers:
        return _tr(
            "You can give it more time, let somebody in, or break the seal with a reason. All of that is recorded."
        )
    names = ", ".join(bridge.name(each) for each in managers) or _tr("Whoever manages the incident")
    told = _tr("{names} can give it more time, let somebody in, or break the seal with a reason that everybody reads.")
    return told.format(names=names)


def _opens(found: Investigation, observed: ObservedIncident, bridge: Bridge) -> str:
    """With the last of its round; which of that are in, and which are not."""
    investigations = observed.board.investigations
    round_ = investigations.of_round(found.round)
    if len(round_) == 1:
        return _tr("to everybody when {name} submits it").format(name=bridge.name(found.lead))
    waiting = [each for each in round_ if investigations.stage(each) is Stage.SEALED]
    left = {each.id: left_words(each, bridge.now_us()) for each in waiting}
    named = [
        f"{investigations.label(each)} ({left[each.id]})" if left[each.id] else investigations.label(each)
        for each in waiting
    ]
    count = len(round_) - len(waiting)
    told = _tr("to everybody with the last of {all}: {count} in, {names} not yet")
    return told.format(
        all=", ".join(map(investigations.label, round_)), count=count, names=_tr(" and ").join(filter(None, named))
    )


def _lies_on(bridge: Bridge) -> str:
    """Where the words of it are, as far as this desk can know."""
    state = bridge.sharing.state
    if state is None:
        return _tr("this desk: without a shared record the seal is a courtesy, for whoever sits here has its disk")
    if not state.is_connected:
        return _tr("the desks of its members and the shared database, which this desk cannot reach now")
    desks = counted(state.desks, _tr("1 desk is in touch now"), _tr("{count} desks are in touch now"))
    return _tr("the desks of its members and the shared database; {desks}").format(desks=desks)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SealedPage", text)
