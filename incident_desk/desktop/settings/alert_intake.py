"""Settings, alerts: whether monitors tell this desk beside its window, where, and how that stands."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.saving import chosen_folder
from incident_desk.domain.errors import DeskError

LISTEN = "127.0.0.1:8737"


class AlertIntakePage(QWidget):
    """Nothing takes effect before it is kept: it is checked first, and what was typed stays."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._intake = bridge.intake
        about = _tr(
            "Monitors that were let in may tell this desk while its window is open: Prometheus, Alertmanager, Grafana,"
            " PagerDuty events and others over HTTP, and whatever lies in a folder. “incident-desk serve” does the same"
            " without a window, and takes e-mail, too."
        )
        self.about = Label(about, 13, 400, "text2", "alert_intake_about", wraps=True)
        self.listen = form_field("alert_intake_listen", _tr("Where to answer, like {at}").format(at=LISTEN))
        self.certificate = form_field("alert_intake_certificate", _tr("Its certificate and chain, PEM"))
        self.key = form_field("alert_intake_key", _tr("Its key, PEM without a password"))
        self.folder = form_field("alert_intake_folder", _tr("A folder, with one in it for each source"))
        self.choose = Button(_tr("Choose…"), "folder", "small", "alert_intake_choose")
        self.keep = Button(_tr("Take alerts here"), "save", "primary", "alert_intake_keep")
        self.end = Button(_tr("Take none here"), "circle-minus", "small", "alert_intake_end")
        self.rooms = Button(_tr("Let monitors in"), "bell-ring", "small", "alert_intake_room")
        self.told = Label("", 12, 500, "bad", "alert_intake_told", wraps=True)
        self.state = StepRow(_tr("Alerts"))
        self.state.setObjectName("alert_intake_state")
        self._lay_out()
        self.choose.clicked.connect(lambda: bridge.soon(self._choose()))
        self.keep.clicked.connect(self._keep)
        self.end.clicked.connect(lambda: self._use("", "", "", ""))
        self.rooms.clicked.connect(bridge.alerts_asked)
        for field in self.fields:
            field.returnPressed.connect(self.keep.click)
            field.textChanged.connect(self._show_buttons)
        self._intake.changed.connect(self._show)
        self._fill()
        self._show()

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        return (self.listen, self.certificate, self.key, self.folder)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.about)
        column.addWidget(Line())
        for words, parts in (
            (_tr("Over HTTP at"), (self.listen,)),
            (_tr("With TLS"), (self.certificate, self.key)),
            (_tr("From files in"), (self.folder, self.choose)),
        ):
            named, row = QVBoxLayout(), QHBoxLayout()
            named.setSpacing(5)
            row.setSpacing(8)
            named.addWidget(Label(words, 13, 600))
            for part in parts:
                row.addWidget(part, int(part is not self.choose))
            named.addLayout(row)
            column.addLayout(named)
        acts, stands = QHBoxLayout(), QHBoxLayout()
        acts.addStretch(1)
        for button in (self.end, self.keep):
            acts.addWidget(button)
        stands.addWidget(self.state, 1)
        stands.addWidget(self.rooms)
        column.addLayout(acts)
        column.addWidget(self.told)
        column.addWidget(Line())
        column.addLayout(stands)
        column.addStretch(1)

    # what is done -----------------------------------------------------------------------------------------------------

    async def _choose(self) -> None:
        if (chosen := await chosen_folder(self.window(), _tr("A folder for what monitors leave"))) is not None:
            self.folder.setText(str(chosen))

    def _keep(self) -> None:
        typed = tuple(field.text().strip() for field in self.fields)
        if not self.listen.text().strip() and not self.folder.text().strip():
            self._complain(_tr("Say where to answer, or in which folder files are left."))
            self.listen.setFocus()
        else:
            self._use(*typed)

    def _use(self, listen: str, certificate: str, key: str, folder: str) -> None:
        self._bridge.soon(self._used(listen, certificate, key, folder))

    async def _used(self, listen: str, certificate: str, key: str, folder: str) -> None:
        try:
            await self._intake.use(listen, certificate, key, folder)
        except DeskError as e:
            self._complain(str(e))
        else:
            self._complain("")
            self._fill()

    def _complain(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    # what is shown ----------------------------------------------------------------------------------------------------

    @property
    def _kept(self) -> tuple[str, ...]:
        kept = self._intake.intake
        return (kept.listen, kept.certificate, kept.key, kept.folder) if kept is not None else ("",) * 4

    def _fill(self) -> None:
        for field, text in zip(self.fields, self._kept, strict=True):
            field.setText(text)
        self._complain("")

    def _show(self) -> None:
        if not any(field.text() for field in self.fields):
            self._fill()
        self._show_buttons()
        self.state.show_step(*self._state())

    def _show_buttons(self) -> None:
        desk, kept = self._bridge.desk, self._intake.intake
        may = desk is not None and not desk.is_apart
        is_new = tuple(field.text().strip() for field in self.fields) != self._kept
        for each in (*self.fields, self.choose):
            each.setEnabled(may)
        self.keep.setEnabled(may and (is_new or bool(self._intake.trouble)))
        self.end.setEnabled(may and kept is not None and kept.is_on)

    def _state(self) -> tuple[str, str, str]:
        desk, intake = self._bridge.desk, self._intake
        if desk is None or desk.is_apart:
            return "circle-minus", "text3", _tr("A demo, or a record that is only read, takes none")
        if intake.intake is None or not intake.intake.is_on:
            return "circle-dashed", "text3", _tr("Not taken at this desk")
        if intake.trouble:
            return "octagon-alert", "bad", intake.trouble
        if not intake.address:
            return "circle-dashed", "text3", _tr("Being opened")
        if intake.intake.is_open_to_others:
            open_ = _tr("Taken at {address}; without a certificate everybody on the way can read the tokens")
            return "triangle-alert", "warn", open_.format(address=intake.address)
        return "circle-check", "ok", _tr("Taken at {address}").format(address=intake.address)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertIntakeSettings", text)
