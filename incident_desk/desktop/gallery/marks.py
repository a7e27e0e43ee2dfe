"""Signs: how bad, how safe, what kind."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.gallery.buttons import held, in_states
from incident_desk.desktop.gallery.specimen import Section, Specimen
from incident_desk.desktop.parts.answer_bars import AnswerBars
from incident_desk.desktop.parts.answer_line import AnswerLine
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.not_saved import NotSaved
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.severity_button import SeverityButton
from incident_desk.desktop.parts.severity_chip import SeverityChip
from incident_desk.desktop.parts.severity_shape import SeverityShape
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.parts.truth_mark import TruthMarkLabel
from incident_desk.domain.severity import Severity

WORDS = {Severity.SEV1: "Critical", Severity.SEV2: "Major", Severity.SEV3: "Minor", Severity.SEV4: "Watch"}
TRUTH = {
    "saved": ("hard-drive", "ok", "Saved here", "On this disk, every word"),
    "shared": ("cloud-check", "ok", "Saved here · shared 2 s ago", "4 desks see this"),
    "sharing": ("refresh-cw", "text2", "Saved here · sharing", "3 entries on the way"),
    "catching up": ("refresh-cw", "text2", "Saved here · catching up, 61 %", "12\u202f200 of 20\u202f000 · 8 s left"),
    "not shared": ("cloud-off", "warn", "Saved here · not shared for 4 min", "12 entries wait; work goes on"),
    "not connected": ("hard-drive", "warn", "Not connected since 00:40", "This desk keeps the whole record"),
    "conflict": ("git-merge", "accent", "Two desks changed the title", "Both kept; choose one"),
    "read only": ("lock", "warn", "Reading only", "Nothing can be written to this record"),
    "clock": ("clock", "warn", "The clock was set back by 1 h", "Saved here; the order of the record holds"),
    "refused": ("octagon-alert", "bad", "This disk refused the last save", "Copy the text, then free some space"),
    "damaged": ("octagon-alert", "bad", "2 faults in the record", "Page 14 does not match its checksum"),
}
CHIPS = {
    "early warning": ("Early warning", "diamond", "warn"),
    "same issue": ("Same issue", "circle-check", "ok"),
    "drill": ("Drill", "flask-conical", "accent"),
    "open": ("Open", "circle", "sev4"),
    "bad": ("Not saved", "octagon-alert", "bad"),
    "demo": ("Demo", "play", "accent"),
}


def _answers(silent: int) -> Callable[[], QWidget]:
    def make() -> QWidget:
        bars = AnswerBars()
        values = [None if at >= 60 - silent else 14.0 + at * 7 % 11 for at in range(60)]
        told = f"no answer for {silent} min; work goes on here" if silent else "20 ms in the last minute"
        bars.show_answers(values, [value is None for value in values], 50, ("00:00", "00:30", "now"), told)
        return bars

    return make


def _truth(symbol: str, tone: str, line: str, detail: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        mark = TruthMarkLabel()
        mark.show_words(symbol, tone, line, detail)
        return mark

    return make


def _solid(severity: Severity | None) -> Callable[[], QWidget]:
    return lambda: SeverityChip(severity=severity, word=WORDS[severity] if severity else "")


def _soft(severity: Severity) -> Callable[[], QWidget]:
    return lambda: SeverityChip(is_solid=False, severity=severity, word=WORDS[severity])


def _short() -> QWidget:
    chip = SeverityChip(severity=Severity.SEV1, word="Critical")
    chip.set_short(True)
    return chip


def _button(severity: Severity | None) -> Callable[[], QWidget]:
    def make() -> QWidget:
        button = SeverityButton()
        button.set_severity(severity, WORDS[severity] if severity else "")
        return button

    return make


def _chip(words: str, symbol: str, tone: str) -> Callable[[], QWidget]:
    return lambda: Chip(words, symbol, tone)


def _glyph(glyph: TruthGlyph) -> Callable[[], QWidget]:
    def make() -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Picture(symbol=glyph.symbol, ink=glyph.tone, side_px=14))
        row.addWidget(Label(glyph.words, 12, 400, "text2"))
        return holder

    return make


def _message(words: str, symbol: str, tone: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        holder = held(line := MessageLine())
        line.say(words, symbol, tone)
        return holder

    return make


def _answer(way: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        holder = held(line := AnswerLine())
        if way:
            line.offer("Written. It says 19:30, two hours ago", "circle-check", "ok", way, bool)
        else:
            line.say(FAULT)
        return holder

    return make


def _step(symbol: str, tone: str, said: str, aside: str = "") -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = StepRow("Door (port)")
        row.show_step(symbol, tone, said, aside)
        return row

    return make


def _not_saved() -> QWidget:
    holder = held(line := NotSaved())
    line.show_count(2, 1, "the disk is full")
    return holder


def _shape(severity: Severity | None) -> Callable[[], QWidget]:
    return lambda: SeverityShape(severity, 18)


FAULT = "No command “evidance”. Did you mean /evidence? Your text is kept."

TRUTH_MARKS = Section(
    "Truth mark", tuple(Specimen("truth_mark", state, _truth(*look), 300) for state, look in TRUTH.items())
)
GLYPHS = Section(
    "Truth glyphs of a line",
    tuple(Specimen("truth_glyph", glyph.name.lower(), _glyph(glyph)) for glyph in TruthGlyph),
)
SEVERITIES = Section("Severity: shape, number and word, never colour alone", (
    *in_states("severity_button", _button(Severity.SEV1), "sev1"),
    Specimen("severity_button", "none", _button(None)),
), per_row=3)  # fmt: skip
SOLID_CHIPS = Section("In the header", (
    *(Specimen("severity_chip", f"{s.lower()}-solid", _solid(s)) for s in Severity),
    Specimen("severity_chip", "none", _solid(None)),
    Specimen("severity_chip", "short", _short),
), per_row=3)  # fmt: skip
SOFT_CHIPS = Section(
    "Elsewhere", tuple(Specimen("severity_chip", f"{s.lower()}-soft", _soft(s)) for s in Severity), per_row=4
)
SHAPES = Section(
    "Shapes",
    tuple(Specimen("severity_shape", s.lower() if s else "none", _shape(s)) for s in (*Severity, None)),
    per_row=5,
)
SMALL_CHIPS = Section("Chips", tuple(Specimen("chip", state, _chip(*look)) for state, look in CHIPS.items()), per_row=6)
MESSAGES = Section("Below what was typed", (
    Specimen("message_line", "fault", _message(FAULT, "octagon-alert", "bad"), 453),
    Specimen("message_line", "note", _message("Kept as a draft", "info", "text2"), 453),
    Specimen("answer_line", "fault", _answer(""), 453),
    Specimen("answer_line", "with a way on", _answer("Undo"), 453),
))  # fmt: skip
STEPS = Section("A step of a way", (
    Specimen("step_row", "open", _step("circle-check", "ok", "record.example.org answers at port 5432", "11 ms"), 453),
    Specimen("step_row", "closed", _step("octagon-alert", "bad", "Nothing listens there", "4 ms"), 453),
    Specimen("step_row", "not reached", _step("circle-dashed", "text3", "not reached"), 453),
))  # fmt: skip
ANSWERS = Section("Answers of an hour", (
    Specimen("answer_bars", "with a silence", _answers(34), 485),
    Specimen("answer_bars", "whole", _answers(0), 485),
    Specimen("answer_bars", "nothing yet", AnswerBars, 485),
))  # fmt: skip
UNSAVED = Section("What the disk did not take", (Specimen("not_saved", "lines and a file", _not_saved, 485),))
