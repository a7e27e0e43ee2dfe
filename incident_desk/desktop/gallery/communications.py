"""What shows the words that leave the room, and the promises about them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.buttons import in_states
from incident_desk.desktop.gallery.specimen import Look, Section, Specimen
from incident_desk.desktop.parts.audience_row import AudienceRow, AudienceShown
from incident_desk.desktop.parts.channel_tab import ChannelTab, ChannelTabShown
from incident_desk.desktop.parts.check_row import CheckRow, CheckShown
from incident_desk.desktop.parts.large_print import LargePrint
from incident_desk.desktop.parts.limit_bar import LimitBar, LimitShown
from incident_desk.desktop.parts.message_lanes import Lane, LaneMark, LanesShown, MessageLanes
from incident_desk.desktop.parts.promise_marks import Mark, PromiseMarks
from incident_desk.desktop.parts.promise_ring import Near, PromiseRing, RingShown
from incident_desk.desktop.parts.qr_squares import QrSquares
from incident_desk.desktop.parts.sent_row import SentRow, SentShown
from incident_desk.outreach.qr_code import squares

RINGS = {
    "far": RingShown("27:10", "left", 0.9, Near.FAR, "27 minutes left"),
    "soon": RingShown("03:40", "left", 0.12, Near.SOON, "3 minutes left"),
    "late": RingShown("+02:10", "late", 0, Near.LATE, "2 minutes late"),
    "none": RingShown(word="none"),
}
KEPT = (Mark.KEPT, Mark.KEPT, Mark.KEPT, Mark.PROMISED)
AUDIENCES = {
    "kept": AudienceShown("customers", "Customers", "every 30 min", "Website, Social", KEPT, "next 01:05",
                          ring=RINGS["far"]),
    "missed": AudienceShown("executives", "Executives", "every 30 min", "E-mail",
                            (Mark.KEPT, Mark.MISSED, Mark.KEPT, Mark.PROMISED), "00:10 missed by 4 min", "bad",
                            RINGS["soon"]),
    "late": AudienceShown("staff", "Staff", "every 60 min", "Internal", (Mark.KEPT, Mark.LATE), "due 00:56", "bad",
                          RINGS["late"]),
    "silent": AudienceShown("wards", "Wards and clinics", "every 30 min", "Radio", KEPT, "next 01:05",
                            last="00:35: Records are down, use the paper forms", silent="silent: Theatres, Clinics"),
    "never": AudienceShown("partners", "Paying partners", "when we know", "E-mail", (), "not told yet", "text2"),
}  # fmt: skip
TABS = {
    "draft": ChannelTabShown("website", "Website", "pencil-line", "text3", "draft"),
    "asked": ChannelTabShown("email", "E-mail", "hourglass", "warn", "approval asked"),
    "approved": ChannelTabShown("chat", "Internal", "check", "ok", "approved"),
    "sent": ChannelTabShown("chat", "Internal", "check-check", "ok", "sent 00:35"),
    "failed": ChannelTabShown("sms", "SMS", "octagon-alert", "bad", "not delivered"),
}
CHECKS = {
    "ok": CheckShown("reading", "Reading level", "Grade 7, plain"),
    "note": CheckShown("blame", "No blame", "names a person", "triangle-alert", "warn", "Use “data was removed”"),
    "fault": CheckShown("facts", "Facts", "contradicts “Repositories are safe”", "octagon-alert", "bad"),
    "open": CheckShown("approval", "Approval", "not asked", "circle-dashed", "text3"),
}
SENT = SentShown("3", "00:35", "Website 3: repositories and wikis are not affected", "globe")
LIMITS = {
    "within": LimitShown("219 of 280", "spoken 16 s", 219 / 280),
    "over": LimitShown("21 over 280", "spoken 21 s", 1.0, "bad"),
    "none": LimitShown("377 characters, no limit here", "read in 28 s · spoken 34 s"),
}
HOUR_US = 3_600_000_000
LANES = LanesShown((
    Lane("globe", "Website", (LaneMark("1", HOUR_US // 2, "1", "ok"), LaneMark("2", HOUR_US, "2", "ok"),
                              LaneMark("3", HOUR_US * 9 // 4, "3"))),
    Lane("mail", "E-mail", (LaneMark("4", HOUR_US * 7 // 6, "1", "bad", "4 min late"),)),
    Lane("voicemail", "Voicemail"),
), 0, 5 * HOUR_US // 2, tuple((at * HOUR_US // 2, f"2{at}:00") for at in range(6)), 2 * HOUR_US, "now 24:00",
)  # fmt: skip


def _ring(shown: RingShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        ring = PromiseRing()
        ring.show_ring(shown)
        return ring

    return make


def _marks() -> QWidget:
    marks = PromiseMarks()
    marks.show_marks((Mark.KEPT, Mark.MISSED, Mark.LATE, Mark.PROMISED))
    return marks


def _audience(shown: AudienceShown, *, is_here: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = AudienceRow()
        row.show_audience(shown)
        row.setChecked(is_here)
        return row

    return make


def _tab(shown: ChannelTabShown, *, is_here: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        tab = ChannelTab()
        tab.show_tab(shown)
        tab.setChecked(is_here)
        return tab

    return make


def _check(shown: CheckShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = CheckRow()
        row.show_check(shown)
        return row

    return make


def _limit(shown: LimitShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        bar = LimitBar()
        bar.show_limit(shown)
        return bar

    return make


def _sent(shown: SentShown, *, is_tall: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = SentRow(is_tall=is_tall)
        row.show_sent(shown)
        return row

    return make


def _lanes() -> QWidget:
    lanes = MessageLanes()
    lanes.show_lanes(LANES)
    return lanes


def _numbered(number: str, aside: str, tone: str) -> Callable[[], QWidget]:
    return _sent(
        SentShown(number, "00:35:08", "We are restoring from a copy", "globe", number, aside, tone), is_tall=True
    )


def _large() -> QWidget:
    words = LargePrint()
    words.show_words("Pushes fail. Your repositories are safe.")
    words.setMinimumHeight(220)
    return words


def _code() -> QWidget:
    code = QrSquares()
    code.show_squares(squares("Pushes fail. Your repositories are safe."))
    return code


PROMISES = Section("Promise ring", (
    *(Specimen("promise_ring", state, _ring(shown)) for state, shown in RINGS.items()),
    Specimen("promise_marks", "all", _marks),
), per_row=5, gap_px=12)  # fmt: skip
WHO_HEARS = Section("Who must hear", (
    *(Specimen("audience_row", state, _audience(shown), 336) for state, shown in AUDIENCES.items()),
    Specimen("audience_row", "here", _audience(AUDIENCES["kept"], is_here=True), 336),
    *(Specimen("audience_row", look.value, _audience(AUDIENCES["kept"]), 336, look)
      for look in (Look.HOVER, Look.FOCUS)),
), gap_px=0)  # fmt: skip
CHANNELS = Section("Channels, each with its own state", (
    *(Specimen("channel_tab", state, _tab(shown)) for state, shown in TABS.items()),
    Specimen("channel_tab", "here", _tab(TABS["draft"], is_here=True)),
    *in_states("channel_tab", _tab(TABS["approved"]), "approved"),
), per_row=4, gap_px=4)  # fmt: skip
CHECKED = Section("Checks", tuple(
    Specimen("check_row", state, _check(shown), 453) for state, shown in CHECKS.items()
), gap_px=0)  # fmt: skip
LENGTHS = Section("Length counter", tuple(
    Specimen("limit_bar", state, _limit(shown), 453) for state, shown in LIMITS.items()
))  # fmt: skip
SENT_ROWS = Section("Sent", (
    *in_states("sent_row", _sent(SENT), width_px=453),
    Specimen("sent_row", "numbered", _numbered("3", "approved in 40 s", "ok"), 453),
    Specimen("sent_row", "failed", _numbered("4", "not delivered", "bad"), 453),
), gap_px=0)  # fmt: skip
BY_CHANNEL = Section("Messages by channel", (
    Specimen("message_lanes", "several", _lanes, 492),
    Specimen("message_lanes", "focus", _lanes, 492, Look.FOCUS),
))  # fmt: skip
CHANNEL_DOWN = Section("A channel that is down", (
    Specimen("large_print", "words", _large, 492),
    Specimen("qr_squares", "words", _code, 220),
))  # fmt: skip
