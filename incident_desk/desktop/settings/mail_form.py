"""Settings, channels: a mail account as people know it, so that nobody has to write an address for it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.parts.button import Button


class MailForm(QWidget):
    """Server, sender, user and password; `keep` is pressed, also by Enter in any of them, once they stand there."""

    def __init__(self, name: str, channel: str) -> None:
        super().__init__()
        self.server = form_field(f"{name}_server", _tr("Mail server, like smtp.example.org:465"))
        self.sent_from = form_field(f"{name}_sender", _tr("From, like desk@example.org"))
        self.user = form_field(f"{name}_user", _tr("User; none if the server asks for none"))
        self.password = form_field(f"{name}_password", _tr("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = Button(_tr("Keep"), "save", "small", f"{name}_keep_mail")
        self.keep.setAccessibleName(_tr("Keep the mail account: {channel}").format(channel=channel))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, field in enumerate(self._fields):
            grid.addWidget(field, at // 2, at % 2)
            field.returnPressed.connect(self.keep.click)
        grid.addWidget(self.keep, 1, 2)

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.server, self.sent_from, self.user, self.password

    def address(self) -> str:
        """What apprise takes for it. Raises: BadInput."""
        from incident_desk.outreach.mail import account

        return account(self.server.text(), self.sent_from.text(), self.user.text(), self.password.text())

    def clear(self) -> None:
        """It is kept."""
        for field in self._fields:
            field.clear()


def _tr(text: str) -> str:
    return QCoreApplication.translate("MailForm", text)
