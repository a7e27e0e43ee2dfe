"""Something the window has to say before it can go on, and what can be done about it."""

import asyncio
from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.label import Label


class Way(msgspec.Struct, frozen=True):
    """One thing that can be done: its name, the words on its button, and how the button looks."""

    name: str
    words: str
    kind: str = "plain"


class NoticeDialog(Dialog):
    """Paragraphs and ways on. `chosen` waits for one; closing it is the last."""

    WIDTH_PX = 640

    def __init__(
        self,
        window: QWidget,
        name: str,
        title: str,
        paragraphs: Sequence[str],
        ways: Sequence[Way],
        *,
        tone: str = "sev1",
    ) -> None:
        super().__init__(window, name, "octagon-alert" if tone == "sev1" else "circle-alert", title, tone)
        self._answer: asyncio.Future[str] | None = None
        self._ways = ways
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        for paragraph in paragraphs:
            column.addWidget(Label(paragraph, 13, wraps=True))
        column.addStretch(1)
        self.foot.addStretch(1)
        self.buttons = [self.add_button(way.name, way.words, partial(self._take, way.name), way.kind) for way in ways]

    def first(self) -> QWidget:
        """The way that is meant to be taken: a hasty Enter must not throw anything away."""
        kinds = [way.kind for way in self._ways]
        return self.buttons[kinds.index("primary") if "primary" in kinds else 0]

    async def chosen(self) -> str:
        """Show it. Returns: the name of the way that was taken."""
        self._answer = asyncio.get_running_loop().create_future()
        self.open()
        return await self._answer

    def _take(self, name: str, _checked: bool = False) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(name)
        self.accept()

    def reject(self) -> None:
        """Closing it is the last way: the one that does nothing."""
        self._take(self._ways[-1].name)
