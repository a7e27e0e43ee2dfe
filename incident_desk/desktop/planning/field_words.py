"""What the fields of a plan are called in the window, and what stands below them as advice."""

from msgspec import inspect
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_FIELDS = {
    "parts": QT_TRANSLATE_NOOP("PlanFields", "Its parts, in their order"),
    "outside": QT_TRANSLATE_NOOP("PlanFields", "For readers outside: without people and hosts"),
    "name": QT_TRANSLATE_NOOP("PlanFields", "Name"),
    "key": QT_TRANSLATE_NOOP("PlanFields", "Key"),
    "title": QT_TRANSLATE_NOOP("PlanFields", "Title"),
    "short": QT_TRANSLATE_NOOP("PlanFields", "Short"),
    "duties": QT_TRANSLATE_NOOP("PlanFields", "Duty, shown the moment somebody takes the role"),
    "deputy": QT_TRANSLATE_NOOP("PlanFields", "Deputy"),
    "do": QT_TRANSLATE_NOOP("PlanFields", "Step"),
    "within": QT_TRANSLATE_NOOP("PlanFields", "Due"),
    "when": QT_TRANSLATE_NOOP("PlanFields", "When"),
    "role": QT_TRANSLATE_NOOP("PlanFields", "Role"),
    "means": QT_TRANSLATE_NOOP("PlanFields", "What it means for customers, in plain words"),
    "opens": QT_TRANSLATE_NOOP("PlanFields", "Roles it opens"),
    "first_message_within": QT_TRANSLATE_NOOP("PlanFields", "First message"),
    "public_update": QT_TRANSLATE_NOOP("PlanFields", "Customers told every"),
    "internal_update": QT_TRANSLATE_NOOP("PlanFields", "Inside told every"),
    "call_out": QT_TRANSLATE_NOOP("PlanFields", "Time called out every"),
    "restricted": QT_TRANSLATE_NOOP("PlanFields", "Restricted"),
    "days": QT_TRANSLATE_NOOP("PlanFields", "Within days"),
    "counted": QT_TRANSLATE_NOOP("PlanFields", "Days counted"),
    "triggers": QT_TRANSLATE_NOOP("PlanFields", "Any one is enough, one on each line"),
    "unsolved_after": QT_TRANSLATE_NOOP("PlanFields", "Or unsolved after"),
    "in_doubt": QT_TRANSLATE_NOOP("PlanFields", "In doubt"),
    "first_public_message": QT_TRANSLATE_NOOP("PlanFields", "First public message"),
    "scope": QT_TRANSLATE_NOOP("PlanFields", "Who is affected"),
    "public_update_for": QT_TRANSLATE_NOOP("PlanFields", "… so often for"),
    "later_update": QT_TRANSLATE_NOOP("PlanFields", "… later every"),
    "acknowledge": QT_TRANSLATE_NOOP("PlanFields", "Acknowledge a role within"),
    "state_document": QT_TRANSLATE_NOOP("PlanFields", "State document every"),
    "reassessment": QT_TRANSLATE_NOOP("PlanFields", "Think anew every"),
    "contact_check": QT_TRANSLATE_NOOP("PlanFields", "Check contacts every"),
    "after": QT_TRANSLATE_NOOP("PlanFields", "After"),
    "draft_before": QT_TRANSLATE_NOOP("PlanFields", "Draft before the meeting"),
    "follow_ups_high": QT_TRANSLATE_NOOP("PlanFields", "Urgent follow-ups within"),
    "follow_ups_normal": QT_TRANSLATE_NOOP("PlanFields", "Other follow-ups within"),
    "kind": QT_TRANSLATE_NOOP("PlanFields", "Kind"),
    "language": QT_TRANSLATE_NOOP("PlanFields", "Language"),
    "limit": QT_TRANSLATE_NOOP("PlanFields", "Longest text"),
    "public": QT_TRANSLATE_NOOP("PlanFields", "Public"),
    "channels": QT_TRANSLATE_NOOP("PlanFields", "Channels"),
    "by": QT_TRANSLATE_NOOP("PlanFields", "Approved by any of"),
    "needs": QT_TRANSLATE_NOOP("PlanFields", "How many approve"),
    "severities": QT_TRANSLATE_NOOP("PlanFields", "Only for; none means all"),
    "words": QT_TRANSLATE_NOOP("PlanFields", "In words"),
    "text": QT_TRANSLATE_NOOP("PlanFields", "Text; {{ what }} stands for a fact, […] is filled in by hand"),
    "reach": QT_TRANSLATE_NOOP("PlanFields", "Ways to reach them, the first first"),
    "team": QT_TRANSLATE_NOOP("PlanFields", "Team"),
    "checked": QT_TRANSLATE_NOOP("PlanFields", "Last answered a test"),
    "fills": QT_TRANSLATE_NOOP("PlanFields", "Fills the roles"),
    "people": QT_TRANSLATE_NOOP("PlanFields", "Who is called, the first first"),
    "owner": QT_TRANSLATE_NOOP("PlanFields", "Owner"),
    "on_call": QT_TRANSLATE_NOOP("PlanFields", "On call"),
    "used_by": QT_TRANSLATE_NOOP("PlanFields", "Used by"),
    "regions": QT_TRANSLATE_NOOP("PlanFields", "Regions"),
    "feels": QT_TRANSLATE_NOOP("PlanFields", "What they feel"),
    "told_by": QT_TRANSLATE_NOOP("PlanFields", "Told by"),
    "effect": QT_TRANSLATE_NOOP("PlanFields", "What it brings"),
    "risk": QT_TRANSLATE_NOOP("PlanFields", "What could go wrong"),
    "undo": QT_TRANSLATE_NOOP("PlanFields", "How it is undone"),
    "requires": QT_TRANSLATE_NOOP("PlanFields", "What it needs"),
    "takes": QT_TRANSLATE_NOOP("PlanFields", "How long it takes"),
    "precondition": QT_TRANSLATE_NOOP("PlanFields", "Only if"),
    "read_back": QT_TRANSLATE_NOOP("PlanFields", "Read back"),
    "where": QT_TRANSLATE_NOOP("PlanFields", "Where; {number} is that of the incident"),
    "of": QT_TRANSLATE_NOOP("PlanFields", "Whose, if several"),
    "rungs": QT_TRANSLATE_NOOP("PlanFields", "Rungs"),
    "channel": QT_TRANSLATE_NOOP("PlanFields", "Channel"),
    "wait": QT_TRANSLATE_NOOP("PlanFields", "Wait for an answer"),
    "roles": QT_TRANSLATE_NOOP("PlanFields", "For these roles; none means all"),
    "because": QT_TRANSLATE_NOOP("PlanFields", "Because of"),
    "keeps_reach": QT_TRANSLATE_NOOP("PlanFields", "How to reach who reported: kept, once answered, for"),
    "support": QT_TRANSLATE_NOOP("PlanFields", "E-mail of support, which gets isolated reports"),
    "answers_at": QT_TRANSLATE_NOOP("PlanFields", "Address of serve, for one-time links"),
    "covers": QT_TRANSLATE_NOOP("PlanFields", "What belongs to it"),
    "hold": QT_TRANSLATE_NOOP("PlanFields", "Hold"),
    "order": QT_TRANSLATE_NOOP("PlanFields", "What is shown first, in this order"),
    "snooze": QT_TRANSLATE_NOOP("PlanFields", "Put off for"),
    "snooze_at_most": QT_TRANSLATE_NOOP("PlanFields", "… at most for"),
    "urgent": QT_TRANSLATE_NOOP("PlanFields", "Urgent, put off only for a short while"),
    "urgent_at_most": QT_TRANSLATE_NOOP("PlanFields", "… the urgent at most for"),
    "to": QT_TRANSLATE_NOOP("PlanFields", "To whom"),
    "network": QT_TRANSLATE_NOOP("PlanFields", "Network"),
    "audiences": QT_TRANSLATE_NOOP("PlanFields", "Only to; none means all"),
    "in_advance": QT_TRANSLATE_NOOP("PlanFields", "Approved in advance, as these templates make them"),
    "legal": QT_TRANSLATE_NOOP("PlanFields", "And by one of, for the law"),
    "offline": QT_TRANSLATE_NOOP("PlanFields", "While no shared database is in reach"),
    "afterwards": QT_TRANSLATE_NOOP("PlanFields", "Send first, approve after"),
    "first_within": QT_TRANSLATE_NOOP("PlanFields", "First message"),
    "every": QT_TRANSLATE_NOOP("PlanFields", "Then every"),
    "groups": QT_TRANSLATE_NOOP("PlanFields", "Stands for these customers"),
    "languages": QT_TRANSLATE_NOOP("PlanFields", "Told in these languages, like de, fr"),
    "confirms": QT_TRANSLATE_NOOP("PlanFields", "Must confirm that they received it"),
    "confirm_within": QT_TRANSLATE_NOOP("PlanFields", "… each within"),
    "use": QT_TRANSLATE_NOOP("PlanFields", "What to write instead"),
    "why": QT_TRANSLATE_NOOP("PlanFields", "What to think of"),
    "asked": QT_TRANSLATE_NOOP("PlanFields", "When somebody asks"),
    "answer": QT_TRANSLATE_NOOP("PlanFields", "The answer; {{ what }} stands for a fact"),
    "trigger": QT_TRANSLATE_NOOP("PlanFields", "When it has to be told"),
    "recipient": QT_TRANSLATE_NOOP("PlanFields", "To whom"),
    "starts": QT_TRANSLATE_NOOP("PlanFields", "Counted from"),
    "without_delay": QT_TRANSLATE_NOOP("PlanFields", "As soon as it can be"),
    "services": QT_TRANSLATE_NOOP("PlanFields", "Stands by itself where these are hit"),
    "decides": QT_TRANSLATE_NOOP("PlanFields", "Decided by any of"),
    "template": QT_TRANSLATE_NOOP("PlanFields", "Template"),
    "law": QT_TRANSLATE_NOOP("PlanFields", "Where it is written"),
    "stop_within": QT_TRANSLATE_NOOP("PlanFields", "Can be stopped for"),
    "source": QT_TRANSLATE_NOOP("PlanFields", "Source, as desks call it"),
    "query": QT_TRANSLATE_NOOP("PlanFields", "What it is asked"),
    "service": QT_TRANSLATE_NOOP("PlanFields", "Service, or where it says which"),
    "region": QT_TRANSLATE_NOOP("PlanFields", "Region, or where it says which"),
    "unit": QT_TRANSLATE_NOOP("PlanFields", "Unit"),
    "counter": QT_TRANSLATE_NOOP("PlanFields", "A counter that only grows"),
    "next_update_at_least": QT_TRANSLATE_NOOP("PlanFields", "Next update not sooner than"),
    "next_update_at_most": QT_TRANSLATE_NOOP("PlanFields", "… and not later than"),
    "in_alerts": QT_TRANSLATE_NOOP("PlanFields", "What monitors call it"),
    "group_by": QT_TRANSLATE_NOOP("PlanFields", "One line for alerts with the same"),
    "service_labels": QT_TRANSLATE_NOOP("PlanFields", "Labels that name the service, the first first"),
    "severity_labels": QT_TRANSLATE_NOOP("PlanFields", "Labels that say how bad it is"),
    "region_labels": QT_TRANSLATE_NOOP("PlanFields", "Labels that say where"),
    "to_acknowledge": QT_TRANSLATE_NOOP("PlanFields", "Somebody has to take alerts of"),
    "acknowledge_within": QT_TRANSLATE_NOOP("PlanFields", "… within"),
    "storm": QT_TRANSLATE_NOOP("PlanFields", "A storm is more than so many"),
    "storm_within": QT_TRANSLATE_NOOP("PlanFields", "… within"),
    "flaps": QT_TRANSLATE_NOOP("PlanFields", "It flaps if it changes so often"),
    "flaps_within": QT_TRANSLATE_NOOP("PlanFields", "… within"),
    "holds": QT_TRANSLATE_NOOP("PlanFields", "… until it holds for"),
    "each": QT_TRANSLATE_NOOP("PlanFields", "Where in the JSON the list of alerts is, if it is one"),
    "identity": QT_TRANSLATE_NOOP("PlanFields", "Where what tells one alert from others is"),
    "state": QT_TRANSLATE_NOOP("PlanFields", "Where its state is"),
    "over": QT_TRANSLATE_NOOP("PlanFields", "It is over where the state is one of"),
    "summary": QT_TRANSLATE_NOOP("PlanFields", "Where its words are"),
    "severity": QT_TRANSLATE_NOOP("PlanFields", "Where it says how bad it is"),
    "since": QT_TRANSLATE_NOOP("PlanFields", "Where it says since when"),
    "link": QT_TRANSLATE_NOOP("PlanFields", "Where a link to it is"),
    "runbook": QT_TRANSLATE_NOOP("PlanFields", "Where a link to its runbook is"),
}
_HEADS = {
    "to": QT_TRANSLATE_NOOP("PlanFields", "To"),
    "words": QT_TRANSLATE_NOOP("PlanFields", "Words"),
    "duties": QT_TRANSLATE_NOOP("PlanFields", "Duty"),
    "means": QT_TRANSLATE_NOOP("PlanFields", "Means"),
    "by": QT_TRANSLATE_NOOP("PlanFields", "By"),
    "severities": QT_TRANSLATE_NOOP("PlanFields", "Only for"),
    "text": QT_TRANSLATE_NOOP("PlanFields", "Text"),
    "reach": QT_TRANSLATE_NOOP("PlanFields", "Reach"),
    "people": QT_TRANSLATE_NOOP("PlanFields", "People"),
    "roles": QT_TRANSLATE_NOOP("PlanFields", "Roles"),
    "checked": QT_TRANSLATE_NOOP("PlanFields", "Answered"),
    "in_alerts": QT_TRANSLATE_NOOP("PlanFields", "In alerts"),
}
_VALUES = {
    "refused": QT_TRANSLATE_NOOP("PlanFields", "nothing goes out"),
    "witnessed": QT_TRANSLATE_NOOP("PlanFields", "with a second person as witness"),
    "blames": QT_TRANSLATE_NOOP("PlanFields", "blames"),
    "promises": QT_TRANSLATE_NOOP("PlanFields", "promises too much"),
    "leaks": QT_TRANSLATE_NOOP("PlanFields", "leaks"),
    "known": QT_TRANSLATE_NOOP("PlanFields", "when it was known here"),
    "declared": QT_TRANSLATE_NOOP("PlanFields", "the declaration"),
    "began": QT_TRANSLATE_NOOP("PlanFields", "when it began"),
    "yes": QT_TRANSLATE_NOOP("PlanFields", "yes"),
    "no": QT_TRANSLATE_NOOP("PlanFields", "no"),
    "none": QT_TRANSLATE_NOOP("PlanFields", "none"),
    "calendar": QT_TRANSLATE_NOOP("PlanFields", "calendar days"),
    "business": QT_TRANSLATE_NOOP("PlanFields", "business days"),
}


def field_words(name: str) -> str:
    """What a form calls a field."""
    return _tr(str(_FIELDS[name]))


def head_words(name: str) -> str:
    """What a column calls it, where there is less room."""
    return _tr(str(_HEADS.get(name) or _FIELDS[name]))


def value_words(value: str) -> str:
    """A fixed word of the plan in the window's language; a name of a channel or a severity as it is."""
    return _tr(str(_VALUES[value])) if value in _VALUES else value


def aside_words(field: inspect.Field) -> str:
    """Advice below a field; empty for none."""
    if field.encode_name == "checked":
        return _tr("a day, like 2026-03-31")
    if field.encode_name == "because":
        return _tr("a lesson, or the number of an incident")
    if field.encode_name == "limit":
        return _tr("in characters")
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanFields", text)
