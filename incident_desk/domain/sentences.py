"""What the desk says by itself: fixed English templates that the window translates, with plain values put in."""

import enum

import msgspec


class LineSort(enum.StrEnum):
    """The sorts of timeline lines; the filters, icons and labels go by them."""

    NOTE = "note"
    DETECTION = "detection"
    ACTION = "action"
    DECISION = "decision"
    HYPOTHESIS = "hypothesis"
    FINDING = "finding"
    MESSAGE = "message"
    INTERNAL_MESSAGE = "internal message"
    STATE = "state"
    SEVERITY = "severity"
    ROLE = "role"
    IMPACT = "impact"
    ATTACHMENT = "attachment"
    LINK = "link"
    ERASURE = "erasure"
    NEWER = "newer"


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A template with named places, and what goes into them."""

    template: str
    values: dict[str, str] = {}

    @property
    def english(self) -> str:
        return self.filled(self.template)

    def filled(self, template: str) -> str:
        """The values put into `template`, which is this sentence's own or its translation."""
        for name, value in self.values.items():
            template = template.replace("{" + name + "}", value)
        return template
