"""What is pressed and chosen."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.gallery.specimen import Look, Section, Specimen
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.conflict_chip import ConflictChip
from incident_desk.desktop.parts.filters import FilterChips, FilterShown
from incident_desk.desktop.parts.flow import Flow
from incident_desk.desktop.parts.key_cap import KeyCap
from incident_desk.desktop.parts.press_chip import PressChip
from incident_desk.desktop.parts.rail_button import RailButton
from incident_desk.desktop.parts.section_button import SectionButton
from incident_desk.desktop.parts.severity_row import SeverityRow
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.severity import Severity

STATES = ("rest", "hover", "focus", "off")
KINDS = (
    ("primary", "Update", "pen-line"),
    ("plain", "Preview", ""),
    ("small", "Propose", "plus"),
    ("ghost", "Hand over", "arrow-left-right"),
    ("danger", "Declare", "siren"),
)
FILTERS = (("all", "All", 48), ("decisions", "Decisions", 6), ("actions", "Actions", 11), ("messages", "Messages", 4))


def in_states(part: str, make: Callable[[], QWidget], what: str = "", width_px: int = 0) -> tuple[Specimen, ...]:
    """A part at rest, under the mouse, and with the keyboard."""
    prefix = f"{what}-" if what else ""
    return tuple(Specimen(part, f"{prefix}{look.value}", make, width_px, look) for look in Look)


def held(part: QWidget) -> QWidget:
    """For a part that shows itself when it has something to say: alone it would be a window."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(part)
    return holder


def _buttons() -> tuple[Specimen, ...]:
    made: list[Specimen] = []
    for kind, words, symbol in KINDS:

        def make(kind: str = kind, words: str = words, symbol: str = symbol) -> QWidget:
            return Button(words, symbol, kind)

        def off(make: Callable[[], QWidget] = make) -> QWidget:
            button = make()
            button.setEnabled(False)
            return button

        made += [*in_states("button", make, kind), Specimen("button", f"{kind}-off", off)]
    return tuple(made)


def _icon_button() -> QWidget:
    return IconButton("search", "Search the record")


def _choice() -> QWidget:
    choice = Choice()
    choice.addItems(["60 times", "300 times"])
    return choice


def _filters() -> QWidget:
    chips = FilterChips("More filters")
    chips.show_filters([FilterShown(key, word, count) for key, word, count in FILTERS], "all")
    return chips


def _toggle(word: str, *, is_on: bool = False, key: str = "") -> Callable[[], QWidget]:
    def make() -> QWidget:
        chip = ToggleChip(word, key)
        chip.setChecked(is_on)
        return chip

    return make


def _flow() -> QWidget:
    holder = QWidget()
    flow = Flow(holder)
    for word in ("Git over SSH", "Website", "Sign-in", "Public API", "Data storage", "Background jobs"):
        flow.addWidget(_toggle(word, is_on=word == "Data storage")())
    return holder


def _locking() -> QWidget:
    button = RailButton("lock", "Lock", "rail")
    button.say("Locks in 8 s", is_urgent=True)
    return button


def _counted() -> QWidget:
    button = RailButton("users", "Is it us?", "rail")
    button.show_count(22)
    return button


def _rail(word: str, symbol: str, *, is_here: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        button = RailButton(symbol, word, "rail")
        button.setCheckable(True)
        button.setChecked(is_here)
        return button

    return make


def _section(word: str, symbol: str, note: tuple[str, ...], *, is_here: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        button = SectionButton(symbol, word, "section")
        button.show_note(*note)
        button.setChecked(is_here)
        return button

    return make


def _severity_row(severity: Severity, word: str, means: str, *, is_on: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = SeverityRow(severity, word, means)
        row.setChecked(is_on)
        return row

    return make


def _conflict() -> QWidget:
    holder = held(chip := ConflictChip())
    chip.say("also: Database down", "Database primary emptied; Database down")
    return holder


def _clock(words: str, symbol: str, tone: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        holder = held(chip := PressChip(symbol, tone))
        chip.say(words)
        return holder

    return make


SEVERE = _severity_row(Severity.SEV1, "Critical", "Most customers cannot use it, or data is being lost")
CHOSEN = _severity_row(Severity.SEV2, "Major", "Something important is broken for many customers", is_on=True)

BUTTONS = Section("Buttons", _buttons(), per_row=4, heads=STATES, gap_px=12)
ICON_BUTTONS = Section("Icon buttons and keys", (
    *in_states("button", _icon_button, "icon"),
    Specimen("key_cap", "one", lambda: KeyCap("1")),
    Specimen("key_cap", "several", lambda: KeyCap("Ctrl+Enter")),
), per_row=5)  # fmt: skip
CHOICES = Section("One of several", in_states("choice", _choice, width_px=140), per_row=3)
TOGGLES = Section("On and off", (
    *in_states("toggle_chip", _toggle("Sign-in", key="4"), "off"),
    Specimen("toggle_chip", "on", _toggle("Data storage", is_on=True)),
), per_row=4)  # fmt: skip
FLOW = Section("Chips that flow like words", (Specimen("flow", "two lines", _flow, 453),))
SEVERITY_ROWS = Section("Severity by consequence", (
    *in_states("severity_row", SEVERE, "sev1", 475),
    Specimen("severity_row", "sev2-chosen", CHOSEN, 475),
    Specimen("severity_row", "sev2-chosen-focus", CHOSEN, 475, Look.FOCUS),
))  # fmt: skip
FILTERED = Section("Filters; those without room go behind the dots", (
    Specimen("filters", "room for all", _filters, 420),
    Specimen("filters", "narrow", _filters, 240),
))  # fmt: skip
CONFLICTS = Section("Two desks changed it", in_states("conflict_chip", _conflict), per_row=3)
CLOCKS = Section("Clocks of the plan", (
    *in_states("press_chip", _clock("Call-out in 4 min", "clock", "sev4"), "quiet"),
    Specimen("press_chip", "due", _clock("Internal update 3 min late", "clock-alert", "warn")),
    Specimen("press_chip", "missed", _clock("Call-out missed 2×, due now", "clock-alert", "bad")),
), per_row=3)  # fmt: skip
RAIL = Section("Rail", (
    Specimen("rail_button", "here", _rail("Board", "layout-dashboard", is_here=True), 89, ground="canvas"),
    Specimen("rail_button", "counted", _counted, 89, ground="canvas"),
    Specimen("rail_button", "urgent", _locking, 89, ground="canvas"),
    *(Specimen("rail_button", look.value, _rail("Settings", "settings", is_here=False), 89, look, "canvas")
      for look in Look),
), per_row=4, gap_px=4)  # fmt: skip
SECTIONS = Section("Sections of a room", (
    Specimen("section_button", "here", _section("Shared record", "server", ("212 wait",), is_here=True), 336),
    *(Specimen("section_button", note[0], _section("Channels", "megaphone", note, is_here=False), 336)
      for note in (("1 mistake", "bad", "6"), ("2 changed", "accent", "9"))),
    *(Specimen("section_button", look.value, _section("This disk", "hard-drive", ("",), is_here=False), 336, look)
      for look in Look),
), per_row=2, gap_px=4)  # fmt: skip
