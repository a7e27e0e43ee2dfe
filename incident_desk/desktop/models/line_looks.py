"""What each sort of line looks like: its icon, its word and its tone; and the filters that the sorts fall under."""

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from incident_desk.domain.sentences import LineSort


class Look(msgspec.Struct, frozen=True):
    """`word` is marked for translation; Qt's types call that an object."""

    symbol: str
    word: object
    tone: str = "text2"

    @property
    def label(self) -> str:
        """The word in the reader's language."""
        return QCoreApplication.translate("LineSort", str(self.word))


LOOKS = {
    LineSort.NOTE: Look("notebook-pen", QT_TRANSLATE_NOOP("LineSort", "Note"), "text3"),
    LineSort.DETECTION: Look("bell-ring", QT_TRANSLATE_NOOP("LineSort", "Detection"), "warn"),
    LineSort.ACTION: Look("wrench", QT_TRANSLATE_NOOP("LineSort", "Action")),
    LineSort.DECISION: Look("gavel", QT_TRANSLATE_NOOP("LineSort", "Decision"), "accent"),
    LineSort.OBJECTION: Look("octagon-alert", QT_TRANSLATE_NOOP("LineSort", "Objection"), "warn"),
    LineSort.QUESTION: Look("message-square", QT_TRANSLATE_NOOP("LineSort", "Question")),
    LineSort.HYPOTHESIS: Look("lightbulb", QT_TRANSLATE_NOOP("LineSort", "Hypothesis")),
    LineSort.EVIDENCE: Look("file-text", QT_TRANSLATE_NOOP("LineSort", "Evidence")),
    LineSort.INVESTIGATION: Look("flask-conical", QT_TRANSLATE_NOOP("LineSort", "Inquiry")),
    LineSort.FINDING: Look("file-search", QT_TRANSLATE_NOOP("LineSort", "Finding")),
    LineSort.FACT: Look("circle-check", QT_TRANSLATE_NOOP("LineSort", "Fact"), "ok"),
    LineSort.MESSAGE: Look("megaphone", QT_TRANSLATE_NOOP("LineSort", "Message"), "ok"),
    LineSort.INTERNAL_MESSAGE: Look("messages-square", QT_TRANSLATE_NOOP("LineSort", "Internal")),
    LineSort.APPROVAL: Look("megaphone", QT_TRANSLATE_NOOP("LineSort", "Message"), "text3"),
    LineSort.STATE: Look("activity", QT_TRANSLATE_NOOP("LineSort", "State"), "text"),
    LineSort.SEVERITY: Look("gauge", QT_TRANSLATE_NOOP("LineSort", "Severity"), "text"),
    LineSort.ROLE: Look("user-check", QT_TRANSLATE_NOOP("LineSort", "Role")),
    LineSort.TASK: Look("clipboard-list", QT_TRANSLATE_NOOP("LineSort", "Task")),
    LineSort.COURSE: Look("route", QT_TRANSLATE_NOOP("LineSort", "Course")),
    LineSort.CLOCK: Look("clock", QT_TRANSLATE_NOOP("LineSort", "Clock")),
    LineSort.IMPACT: Look("users", QT_TRANSLATE_NOOP("LineSort", "Impact"), "sev2"),
    LineSort.ATTACHMENT: Look("paperclip", QT_TRANSLATE_NOOP("LineSort", "File")),
    LineSort.ACCESS: Look("lock", QT_TRANSLATE_NOOP("LineSort", "Access")),
    LineSort.MAINTENANCE: Look("calendar-clock", QT_TRANSLATE_NOOP("LineSort", "Planned")),
    LineSort.LINK: Look("link", QT_TRANSLATE_NOOP("LineSort", "Link")),
    LineSort.LESSON: Look("lightbulb", QT_TRANSLATE_NOOP("LineSort", "Lesson"), "accent"),
    LineSort.ERASURE: Look("eraser", QT_TRANSLATE_NOOP("LineSort", "Erased"), "text3"),
    LineSort.NEWER: Look("circle-question-mark", QT_TRANSLATE_NOOP("LineSort", "Newer"), "text3"),
}

ALL = "all"


class Filter(msgspec.Struct, frozen=True):
    """One filter: its key, its word, and the sorts that pass it."""

    key: str
    word: object
    sorts: frozenset[LineSort]

    @property
    def label(self) -> str:
        """The word in the reader's language."""
        return QCoreApplication.translate("LineSort", str(self.word))


FILTERS = (
    Filter(ALL, QT_TRANSLATE_NOOP("LineSort", "All"), frozenset(LineSort)),
    Filter("decisions", QT_TRANSLATE_NOOP("LineSort", "Decisions"), frozenset({LineSort.DECISION, LineSort.OBJECTION})),
    Filter("actions", QT_TRANSLATE_NOOP("LineSort", "Actions"), frozenset({LineSort.ACTION})),
    Filter("findings", QT_TRANSLATE_NOOP("LineSort", "Findings"), frozenset({LineSort.FINDING, LineSort.HYPOTHESIS})),
    Filter("facts", QT_TRANSLATE_NOOP("LineSort", "Facts"), frozenset({LineSort.FACT})),
    Filter(
        "investigations",
        QT_TRANSLATE_NOOP("LineSort", "Investigations"),
        frozenset({LineSort.INVESTIGATION, LineSort.EVIDENCE}),
    ),
    Filter(
        "messages",
        QT_TRANSLATE_NOOP("LineSort", "Messages"),
        frozenset({LineSort.MESSAGE, LineSort.INTERNAL_MESSAGE, LineSort.APPROVAL}),
    ),
    Filter("detections", QT_TRANSLATE_NOOP("LineSort", "Detections"), frozenset({LineSort.DETECTION})),
    Filter(
        "states",
        QT_TRANSLATE_NOOP("LineSort", "States"),
        frozenset({LineSort.STATE, LineSort.SEVERITY, LineSort.IMPACT}),
    ),
    Filter("roles", QT_TRANSLATE_NOOP("LineSort", "Roles"), frozenset({LineSort.ROLE})),
    Filter("tasks", QT_TRANSLATE_NOOP("LineSort", "Tasks"), frozenset({LineSort.TASK})),
    Filter("courses", QT_TRANSLATE_NOOP("LineSort", "Courses"), frozenset({LineSort.COURSE})),
    Filter("questions", QT_TRANSLATE_NOOP("LineSort", "Questions"), frozenset({LineSort.QUESTION})),
    Filter("notes", QT_TRANSLATE_NOOP("LineSort", "Notes"), frozenset({LineSort.NOTE})),
    Filter("files", QT_TRANSLATE_NOOP("LineSort", "Files"), frozenset({LineSort.ATTACHMENT})),
)
"""In this order; what has no filter of its own is shown under all."""


def filter_named(key: str) -> Filter:
    """The filter with this key; the one for all if there is none."""
    return next((f for f in FILTERS if f.key == key), FILTERS[0])
