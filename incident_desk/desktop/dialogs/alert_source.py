"""A monitor is let in: its name and shape, then its token, which is told this once, and whether it is heard."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.alert_words import kind_word, source_words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.several_lines import SeveralLines
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.domain.alert_entries import SourceKind
from incident_desk.domain.alerts import AddSource
from incident_desk.domain.errors import DeskError
from incident_desk.domain.spans import read_span

KINDS = tuple(each for each in SourceKind if each is not SourceKind.WATCH)


class AlertSourceDialog(Dialog):
    """Stays once the monitor is let in, until somebody closes it: the token is kept nowhere."""

    WIDTH_PX = 660

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window, "alert_source_dialog", "plug", _tr("Let a monitor send alerts"))
        self._bridge = bridge
        self._called = ""
        self.name = form_field("alert_source_name", _tr("What it is called here, like Prometheus eu-1"))
        self.kind, self.mapping = Choice(), Choice()
        self.every = form_field("alert_source_every", _tr("How often it says something at least, like 5m or 24h"))
        self.fault = Label("", 12, 500, "bad", "alert_source_fault", wraps=True)
        self.fault.hide()
        self._set_up_choices()
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(24, 18, 24, 18)
        self._column.setSpacing(8)
        self.form = self._form()
        self._column.addWidget(self.form)
        self._column.addWidget(self.fault)
        self.heard = StepRow(_tr("Heard"))
        self.heard.setObjectName("alert_source_heard")
        self.told: SeveralLines | None = None
        self.promise("lock", _tr("Only a hash of its token is kept, and on every desk"))
        self.copy = self.add_button("alert_source_copy", _tr("Copy"), self._copy, "plain", "copy")
        self.copy.hide()
        self.go = self.add_button("alert_source_go", _tr("Let it in"), self._let_in, "primary", "plug")
        self.add_key("Ctrl+Return", self._let_in)
        self._show()

    def _set_up_choices(self) -> None:
        for kind in KINDS:
            self.kind.addItem(kind_word(kind), kind.value)
        for each in self._bridge.organisation.plans.current.alert_mappings:
            self.mapping.addItem(each.key, each.key)
        for field, name, words in (
            (self.kind, "alert_source_kind", _tr("The shape in which it sends")),
            (self.mapping, "alert_source_mapping", _tr("What of the plan reads its JSON")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
        self.kind.currentIndexChanged.connect(self._show)

    def _form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._mapping_head = SectionHead(_tr("Read by"))
        for head, field in (
            (SectionHead(_tr("Name")), self.name),
            (SectionHead(_tr("It sends as")), self.kind),
            (self._mapping_head, self.mapping),
            (SectionHead(_tr("It should speak every")), self.every),
        ):
            column.addWidget(head)
            column.addWidget(field)
        for field in (self.name, self.every):
            field.returnPressed.connect(self._let_in)
            field.textChanged.connect(self._show)
        return form

    def first(self) -> QWidget:
        return self.name

    def _show(self) -> None:
        is_json = self.kind.currentData() == SourceKind.JSON.value
        for part in (self._mapping_head, self.mapping):
            part.setVisible(is_json)
        self.go.setEnabled(bool(self.name.text().strip()) and (not is_json or self.mapping.count() > 0))
        if is_json and not self.mapping.count():
            self._complain(_tr("The plan has no alert_mappings yet: say there how its JSON is read."))
        else:
            self._complain("")

    def _complain(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    # letting it in ----------------------------------------------------------------------------------------------------

    def _let_in(self) -> None:
        if self.go.isEnabled() and self.go.isVisible() and not self.is_busy:
            self.is_busy = True
            self.go.setEnabled(False)
            self._bridge.soon(self._let_in_now())

    async def _let_in_now(self) -> None:
        from incident_desk.desk.tokens import new_token

        token, digest = new_token()
        kind = SourceKind(self.kind.currentData())
        try:
            every_s = read_span(self.every.text()) if self.every.text().strip() else None
            mapping = self.mapping.currentText() if kind is SourceKind.JSON else ""
            await self._bridge.do(AddSource(self.name.text(), digest, kind, every_s, mapping))
        except DeskError as e:
            self._complain(str(e))
            self.go.setEnabled(True)
        else:
            self._called = " ".join(self.name.text().split())
            self._tell(kind, token)
        finally:
            self.is_busy = False

    def _tell(self, kind: SourceKind, token: str) -> None:
        """What to put into the monitor; from now on it may speak."""
        from incident_desk.intake.alerts.pointing import ANYWHERE, pointed

        self.form.hide()
        self.go.hide()
        told = SeveralLines(pointed(kind, token, self._bridge.intake.address or ANYWHERE), "alert_source_told")
        told.setAccessibleName(_tr("What to put into the settings of the monitor"))
        self.told = told
        self._column.addWidget(SectionHead(_tr("{name} may send now; put this into it").format(name=self._called)))
        self._column.addWidget(told)
        self._column.addWidget(Label(_tr("The token is told this once."), 12, 500, "warn"))
        if not self._bridge.intake.address:
            where = _tr(
                "This desk itself takes no alerts: turn that on in Settings, Alerts, or run “incident-desk serve”."
            )
            self._column.addWidget(Label(where, 12, 400, "text2", wraps=True))
        self._column.addWidget(self.heard)
        self.copy.show()
        self.copy.setFocus()
        self._bridge.alerts.changed.connect(self._show_heard)
        self._show_heard()
        self.fit()

    def _show_heard(self) -> None:
        view = self._bridge.alerts.view
        source = next((each for each in view.sources if each.name == self._called), None)
        if source is None or source.last_us is None:
            self.heard.show_step("circle-dashed", "text3", _tr("Nothing yet; it is said here once it speaks"))
        else:
            self.heard.show_step("circle-check", "ok", source_words(source, view.at_us)[0])

    def _copy(self) -> None:
        if self.told is not None:
            QGuiApplication.clipboard().setText(self.told.toPlainText())


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertSourceDialog", text)
