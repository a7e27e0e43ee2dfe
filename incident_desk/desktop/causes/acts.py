"""What is done to a cause map: added, linked, unlinked, taken back, and undone as long as nobody built on it."""

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.causes.shown import BoxShown, MapShown
from incident_desk.desktop.causes.view import CauseMapView
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.cause_map import EffectAdded
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Restore, Retract
from incident_desk.domain.drawing_causes import AddEffect, LinkCause, UnlinkCause
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import kind_named

EFFECT = kind_named(EffectAdded)


class MapActs(QObject):
    """For one incident at a time. `refused` carries why something was not done; `added` the effect that is new.

    `correct_asked` carries an effect whose words somebody wants to mend.
    """

    refused = Signal(str)
    added = Signal(str)
    correct_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._undo: list[Fields] = []
        self._turn = asyncio.Lock()
        """One after the other: an undo is of the last act, also of one that is not on the disk yet."""

    def about(self, observed: ObservedIncident) -> None:
        """Of this incident from now on."""
        if self._observed is None or self._observed.incident != observed.incident:
            self._undo.clear()
        self._observed = observed

    def add(self, words: str, cause: str, *, is_harm: bool) -> None:
        """An effect of that box, or of none yet."""
        self._do(AddEffect(words, cause, is_harm))

    def link(self, cause: str, effect: str) -> None:
        self._do(LinkCause(cause, effect), UnlinkCause(cause, effect))

    def unlink(self, cause: str, effect: str) -> None:
        self._do(UnlinkCause(cause, effect), LinkCause(cause, effect))

    def take_back(self, effect: str) -> None:
        """An effect that somebody added."""
        self._do(Retract(EntryId(effect)), Restore(EntryId(effect)))

    def undo(self) -> None:
        """The last that was done here."""
        if self._observed is not None:
            self._bridge.soon(self._undone(self._observed), self.refused.emit)

    async def _undone(self, observed: ObservedIncident) -> None:
        async with self._turn:
            if not self._undo:
                self.refused.emit(_tr("There is nothing to undo here"))
                return
            await self._bridge.do(self._undo.pop(), observed.incident)
            self.refused.emit("")

    def _do(self, fields: Fields, back: Fields | None = None) -> None:
        if self._observed is not None:
            self._bridge.soon(self._done(fields, back, self._observed), self.refused.emit)

    async def _done(self, fields: Fields, back: Fields | None, observed: ObservedIncident) -> None:
        async with self._turn:
            entries: list[Entry] = await self._bridge.do(fields, observed.incident)
            effect = next((each for each in entries if each.kind == EFFECT), None)
            back = Retract(effect.id) if effect is not None else back
            if back is not None:
                self._undo.append(back)
        self.refused.emit("")
        if effect is not None:
            self.added.emit(effect.id)

    # menus ------------------------------------------------------------------------------------------------------------

    def delete(self, shown: MapShown, key: str, at: QPoint, parent: QWidget) -> None:
        """Take an arrow of that box away, or the box itself if it is a loose effect; where there are several, ask."""
        box = shown.box(key)
        if box is None:
            return
        ways = self._ways(shown, box)
        if len(ways) == 1:
            ways[0][1]()
        elif ways:
            _menu(ways, parent).popup(at)
        else:
            self.refused.emit(_tr("Nothing leads to or from this factor"))

    def _ways(self, shown: MapShown, box: BoxShown) -> list[tuple[str, Callable[[], None]]]:
        """What can be taken away there."""
        ways: list[tuple[str, Callable[[], None]]] = [
            (_tr("Unlink from {words}").format(words=each.words), partial(self.unlink, each.key, box.key))
            for each in shown.causes(box.key)
        ]
        ways += [
            (_tr("Unlink {words}").format(words=each.words), partial(self.unlink, box.key, each.key))
            for each in shown.effects(box.key)
        ]
        if box.is_effect:
            ways.append((_tr("Take this effect back"), partial(self.take_back, box.key)))
        return ways

    def menu(self, view: CauseMapView) -> QMenu | None:
        """Everything that can be done at the box with the keyboard; None without one."""
        box = view.shown.box(view.here)
        if box is None:
            return None
        ways: list[tuple[str, Callable[[], None]]] = [
            (_tr("Add an effect"), partial(view.effect_asked.emit, box.key, False)),
            (_tr("Add a harm"), partial(view.effect_asked.emit, box.key, True)),
            (_tr("Link from here"), partial(view.begin_link, box.key)),
            *self._ways(view.shown, box),
        ]
        if box.is_effect:
            ways.append((_tr("Correct its words"), partial(self.correct_asked.emit, box.key)))
        return _menu(ways, view)


def _menu(ways: list[tuple[str, Callable[[], None]]], parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for words, act in ways:
        menu.addAction(words.replace("&", "&&")).triggered.connect(act)
    return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("CauseMap", text)
