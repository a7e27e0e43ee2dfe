"""Where everything stands on the wall: of an incident in thirds, and while nothing is open."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from incident_desk.desktop.parts.painted_words import LEADING, lines_fitting
from incident_desk.desktop.parts.severity_shape import paint_shape
from incident_desk.desktop.theme import colour, mono
from incident_desk.desktop.wall.scaled import (
    EDGE,
    FIGURES,
    GAP,
    HEAD_H,
    ROW,
    ROW_H,
    SMALL,
    STRONG,
    TITLE,
    WIDE,
    Scaled,
    fitting,
)
from incident_desk.desktop.wall.shown import CalmWall, WallClock, WallPart, WallRow, WallShown
from incident_desk.domain.severity import Severity

TOP_H, CLOCKS_H, OTHER_H = 204, 232, 76
SEVERITY_W, SHAPE = 356, 72
ROLE_H, COURSE_H, LINE_H = 93, 66, 70
LEAST_FIGURES: Final = 60
OTHERS_MOST, COLUMNS = 4, 2


def paint_wall(painter: QPainter, box: QRect, shown: WallShown | CalmWall) -> None:
    """All of it, into a box of any size."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, colour("pane"))
    scaled = Scaled(painter, box.width() / WIDE)
    if isinstance(shown, WallShown):
        _IncidentPainter(scaled, box).paint(shown)
    else:
        _paint_calm(scaled, box, shown)


def running(box: QRect, shown: WallShown | CalmWall) -> QRect:
    """The part in which figures run."""
    scale = box.width() / WIDE
    if isinstance(shown, WallShown):
        return QRect(box.left(), box.top() + round(TOP_H * scale), box.width(), round(CLOCKS_H * scale))
    return QRect(box.left(), box.top(), box.width(), round((TOP_H + CLOCKS_H) * scale))


class _IncidentPainter:
    def __init__(self, scaled: Scaled, box: QRect) -> None:
        self._scaled = scaled
        self._box = box

    def paint(self, shown: WallShown) -> None:
        scaled, box = self._scaled, self._box
        head = scaled.strip(box, 0, TOP_H)
        self._severity(QRect(head.left(), head.top(), scaled.px(SEVERITY_W), head.height()), shown)
        self._title(head.adjusted(scaled.px(SEVERITY_W), 0, 0, 0), shown)
        scaled.under(head)
        clocks = scaled.strip(box, TOP_H, CLOCKS_H)
        scaled.painter.fillRect(clocks, colour("canvas"))
        third = clocks.width() // 3
        for at, clock in enumerate(shown.clocks):
            part = QRect(clocks.left() + at * third, clocks.top(), third, clocks.height())
            self._clock(part, clock)
            if at:
                scaled.beside(part)
        scaled.under(clocks)
        others = fitting(shown.others, OTHERS_MOST)
        height = scaled.px(OTHER_H) * -(-len(others) // COLUMNS)
        below = QRect(box.left(), clocks.bottom() + 1, box.width(), box.bottom() - clocks.bottom() - height)
        self._below(below, shown)
        self._others(QRect(box.left(), below.bottom() + 1, box.width(), height), others)

    def _others(self, box: QRect, others: list[WallRow]) -> None:
        """What else is open, the next to the right; one alone has the whole width."""
        scaled = self._scaled
        scaled.painter.fillRect(box, colour("canvas"))
        wide = box.width() // min(COLUMNS, max(1, len(others)))
        for at, row in enumerate(others):
            down, right = divmod(at, COLUMNS)
            top = box.top() + down * scaled.px(OTHER_H)
            part = QRect(box.left() + right * wide, top, wide, scaled.px(OTHER_H))
            scaled.under(part.translated(0, -part.height()))
            if right:
                scaled.beside(part)
            scaled.row(part.adjusted(scaled.px(EDGE), 0, -scaled.px(EDGE), 0), row)

    def _severity(self, box: QRect, shown: WallShown) -> None:
        """The worst is filled; each has its shape, so that nobody has to tell colours apart."""
        scaled = self._scaled
        is_filled = shown.severity is Severity.SEV1
        scaled.painter.fillRect(box, colour("sev1fill" if is_filled else "card"))
        ink = "onfill" if is_filled else "text"
        token = shown.severity.lower() if shown.severity else "edge"
        side = scaled.px(SHAPE)
        shape = QRectF(box.left() + scaled.px(EDGE), box.top() + scaled.px(38), side, side)
        paint_shape(scaled.painter, shape, shown.severity, colour("onfill" if is_filled else token))
        name, word = shown.severity_words
        left = EDGE + SHAPE + GAP
        scaled.words(scaled.strip(box, 30, 48, left, 8), name, scaled.strong(ROW), ink)
        scaled.words(scaled.strip(box, 78, 44, left, 8), word, scaled.face(SMALL), ink)
        scaled.words(scaled.strip(box, 132, 50, EDGE, 8), shown.number, mono(max(1, scaled.px(SMALL))), ink)

    def _title(self, box: QRect, shown: WallShown) -> None:
        """Large where it fits, in two lines where it does not: it is what people come to read."""
        scaled = self._scaled
        room_px = scaled.strip(box, 0, 0, EDGE, EDGE).width()
        fitting_in = (face for face in map(scaled.strong, (TITLE, STRONG)) if scaled.wide(shown.title, face) <= room_px)
        face = next(fitting_in, None)
        lines = [shown.title] if face else lines_fitting(shown.title, scaled.strong(ROW), room_px, 2)
        line_h = 96 / len(lines)
        for at, line in enumerate(lines):
            words = scaled.strip(box, 20 + at * line_h, line_h, EDGE, EDGE)
            scaled.words(words, line, face or scaled.strong(ROW), "text")
        foot = scaled.strip(box, 128, 56, EDGE, EDGE)
        strong = scaled.strong(ROW)
        scaled.words(foot, shown.state, strong, "text")
        rest = foot.adjusted(min(foot.width(), scaled.wide(shown.state, strong) + scaled.px(20)), 0, 0, 0)
        scaled.words(rest, f"·  {shown.truth}", scaled.face(SMALL), shown.truth_tone)

    def _clock(self, box: QRect, clock: WallClock) -> None:
        scaled = self._scaled
        scaled.words(scaled.strip(box, 18, 52, EDGE, EDGE), clock.caption, scaled.face(SMALL))
        figures = scaled.strip(box, 70, 114, EDGE, EDGE)
        small = scaled.face(STRONG)
        small_w = scaled.wide(clock.small, small) + scaled.px(10)
        face = self._largest(clock.figures, figures.width() - small_w)
        painter = scaled.painter
        painter.setFont(face)
        painter.setPen(colour(clock.tone))
        painter.drawText(figures.left(), figures.bottom(), clock.figures)
        left = figures.left() + (scaled.wide(clock.figures, face) + scaled.px(10) if clock.figures else 0)
        painter.setFont(small)
        painter.setPen(colour("text3"))
        room = max(0, figures.right() - left + 1)
        rest = QFontMetrics(small).elidedText(clock.small, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, figures.bottom(), rest)
        if clock.share is not None:
            scaled.bar(scaled.strip(box, 206, 10, EDGE, EDGE), clock.share, clock.share_tone)

    def _largest(self, figures: str, room_px: int) -> QFont:
        """The largest letters, up to those of the looks, in which the figures fit."""
        sizes = range(FIGURES, LEAST_FIGURES, -4)
        faces = (self._scaled.strong(size) for size in sizes)
        found = next((face for face in faces if self._scaled.wide(figures, face) <= room_px), None)
        return found or self._scaled.strong(LEAST_FIGURES)

    def _below(self, box: QRect, shown: WallShown) -> None:
        """Roles in the first third; beside them what is done, and below that what came last."""
        scaled, third = self._scaled, box.width() // 3
        scaled.part(QRect(box.left(), box.top(), third, box.height()), shown.roles, ROLE_H, is_named=True)
        right = QRect(box.left() + third, box.top(), box.width() - third, box.height())
        height = self._doing_h(right.height(), shown.doing, shown.lines)
        doing = QRect(right.left(), right.top(), right.width(), height)
        scaled.part(doing, shown.doing, COURSE_H)
        scaled.under(doing)
        scaled.part(
            QRect(right.left(), doing.bottom() + 1, right.width(), right.height() - height), shown.lines, LINE_H
        )
        scaled.beside(right)

    def _doing_h(self, room_px: int, doing: WallPart, lines: WallPart) -> int:
        """As high as the courses are many; the lines give way to two of them, and those beyond to the lines."""
        rows = max(1, len(doing.rows))
        wanted = self._scaled.px(HEAD_H + GAP + rows * COURSE_H)
        least = self._scaled.px(HEAD_H + GAP + min(rows, 2) * ROW_H)
        rest = room_px - self._scaled.px(HEAD_H + max(1, len(lines.rows)) * ROW_H)
        return min(wanted, max(least, rest))


def _paint_calm(scaled: Scaled, box: QRect, shown: CalmWall) -> None:
    """What time it is, that nothing is open, who would be called, what was last."""
    head = scaled.strip(box, 0, TOP_H + CLOCKS_H)
    scaled.painter.fillRect(head, colour("canvas"))
    half = WIDE / 2
    scaled.words(scaled.strip(head, 40, 52, EDGE, half), shown.day, scaled.face(SMALL))
    scaled.painter.setFont(scaled.strong(2 * FIGURES))
    scaled.painter.setPen(colour("text"))
    scaled.painter.drawText(scaled.strip(head, 96, 300, EDGE, half), LEADING, shown.clock)
    title = scaled.strip(head, 130, 90, half)
    scaled.icon(title, "circle-check", "ok", TITLE)
    scaled.words(scaled.strip(head, 130, 90, half + TITLE + 24, EDGE), shown.title, scaled.strong(TITLE), "text")
    truth = scaled.strip(head, 226, 60, half + TITLE + 24, EDGE)
    scaled.words(truth, shown.truth, scaled.face(SMALL), shown.truth_tone)
    scaled.under(head)
    rest = QRect(box.left(), head.bottom() + 1, box.width(), box.bottom() - head.bottom())
    third = rest.width() // 3
    scaled.part(QRect(rest.left(), rest.top(), third, rest.height()), shown.on_call, ROLE_H, is_named=True)
    last = QRect(rest.left() + third, rest.top(), rest.width() - third, rest.height())
    scaled.part(last, shown.last, LINE_H)
    scaled.beside(last)
