"""The cause map with what belongs to it: the line for a new effect, what the keys do, and what was refused."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.causes.acts import MapActs
from incident_desk.desktop.causes.shown import map_shown
from incident_desk.desktop.causes.view import CauseMapView
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.key_hints import KeyHints
from incident_desk.desktop.parts.label import Label

LEAST_PX, MOST_PX, SHARE = 132, 340, 0.45
"""The least and the most of a column that the map takes; where the window is high, so much of that."""


class CauseMapSheet(QWidget):
    """Narrow in a column, or whole and layered. `correct_asked` carries an effect whose words are to be mended."""

    correct_asked = Signal(str)

    def __init__(self, bridge: Bridge, name: str, *, is_whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_whole = is_whole
        self._is_harm = False
        self._cause = ""
        self.acts = MapActs(bridge, self)
        self.view = CauseMapView(name, is_layered=is_whole)
        self.line = AddLine(f"{name}_line", _tr("What came of it"), self.view)
        self.add = Button(_tr("Add an effect"), "plus", "small", f"{name}_add")
        self.empty = Empty(
            "workflow", _tr("Nothing on the map yet"), _tr("Name what happened; then what led to it."), self.add
        )
        self.keys = KeyHints(_keys(is_whole=is_whole))
        self.count = Label("", 12, 400, "text2")
        self.told = Label("", 12, 500, "warn", f"{name}_told", wraps=True)
        self.room = _Scroll(self.view, f"{name}_scroll", is_whole=is_whole)
        bridge.rights.rule(self.add)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.keys, 1)
        foot.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.empty)
        column.addWidget(self.room, 1)
        column.addWidget(self.line)
        column.addWidget(self.told)
        column.addLayout(foot)
        self.told.hide()

    def _connect(self) -> None:
        view, acts = self.view, self.acts
        view.effect_asked.connect(self.begin)
        view.link_asked.connect(acts.link)
        view.unlink_asked.connect(acts.unlink)
        view.delete_asked.connect(self._delete)
        view.menu_asked.connect(self._open_menu)
        view.undo_asked.connect(acts.undo)
        view.told.connect(self._tell)
        view.moved.connect(self._see)
        acts.refused.connect(self._tell)
        acts.added.connect(self._added)
        acts.correct_asked.connect(self.correct_asked)
        self.line.typed.connect(self._add)
        self.add.clicked.connect(lambda: self.begin("", is_harm=False))

    def show_map(self, observed: ObservedIncident) -> None:
        """Show the map of this incident as it is now."""
        self.acts.about(observed)
        shown, before = map_shown(observed.board, is_whole=self._is_whole), self.view.shown.circles
        self.view.show_map(shown)
        self.empty.setVisible(not shown.boxes)
        self.room.setVisible(bool(shown.boxes))
        self.keys.setVisible(bool(shown.boxes))
        self.room.fit()
        part = _tr("{shown} of {all} shown").format(shown=len(shown.boxes), all=shown.all)
        self.count.setText(part if len(shown.boxes) < shown.all else "")
        if shown.circles != before and not self.view.start:
            self._tell("")

    def begin(self, cause: str, is_harm: bool) -> None:
        """Open the line for what came of that box, or of none."""
        self._cause, self._is_harm = cause, is_harm
        box = self.view.shown.box(cause)
        said = _tr("What was felt outside of “{words}”") if is_harm else _tr("What came of “{words}”")
        words = said.format(words=box.words) if box else _tr("What came of it")
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)
        self.line.begin()

    def _add(self, words: str) -> None:
        self.line.leave()
        self.acts.add(words, self._cause, is_harm=self._is_harm)

    def _added(self, effect: str) -> None:
        """A refusal leaves the words where they were typed, for the next time that the line is opened."""
        self.line.clear()
        self.view.go_to(effect)

    def _delete(self, key: str) -> None:
        self.acts.delete(self.view.shown, key, self.view.below(), self.view)

    def _open_menu(self, at: QPoint) -> None:
        if (menu := self.acts.menu(self.view)) is not None:
            menu.popup(at)

    def _tell(self, words: str) -> None:
        circles = "\n".join(self.view.shown.circles)
        self.told.setText(words or circles)
        self.told.setVisible(bool(words or circles))

    def _see(self) -> None:
        """The box with the keyboard is in sight."""
        if place := self.view.placing.places.get(self.view.here):
            x, y = place.middle
            self.room.ensureVisible(round(x), round(y), round(place.width / 2) + 8, 40)


class _Scroll(QScrollArea):
    """Room for the map: as high as it is, up to a bound in a column."""

    def __init__(self, view: CauseMapView, name: str, *, is_whole: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self._view, self._is_whole = view, is_whole
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(view)
        if not is_whole:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Take the room the map asks for now."""
        if not self._is_whole:
            most = max(MOST_PX, round(self.window().height() * SHARE))
            self.setFixedHeight(min(most, max(LEAST_PX, self._view.sizeHint().height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)


def _keys(*, is_whole: bool) -> list[tuple[str, str]]:
    keys = [("← →", _tr("walk")), ("Enter", _tr("add an effect")), ("L", _tr("link"))]
    more = [("H", _tr("add a harm")), ("Del", _tr("unlink")), ("Ctrl+Z", _tr("undo"))]
    return [*keys, *more] if is_whole else keys


def _tr(text: str) -> str:
    return QCoreApplication.translate("CauseMap", text)
