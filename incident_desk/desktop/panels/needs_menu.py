"""What can be done with a line of what needs somebody: go there, put it off for a while, see it again."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from incident_desk.desktop.task_words import box_words
from incident_desk.domain.lending import Lend
from incident_desk.domain.plan_sections import Attention
from incident_desk.domain.situation import Ask, Need

SPANS_S: Final = (300, 600, 900, 1800, 3600)

Act = Callable[[], object]


def spans_s(needs: Sequence[Need], attention: Attention) -> list[int]:
    """For how long these may be put off, the shortest first; the plan's own span is among them."""
    most_s = min(attention.at_most_s(need.kind) for need in needs)
    return sorted({min(attention.snooze_s, most_s), *(span for span in SPANS_S if span <= most_s)})


def fill(menu: QMenu, go: Act, spans: Sequence[int], put_off: Callable[[int], object], say_why: Act) -> None:
    """The menu of a line that is shown."""
    menu.clear()
    _add(menu, "need_go", _tr("Go to it"), go)
    for span_s in spans:
        words = _tr("Put off for {span}").format(span=box_words(span_s))
        _add(menu, f"need_put_off_{span_s}", words, lambda span_s=span_s: put_off(span_s))
    if spans:
        _add(menu, "need_say_why", _tr("Put off, and say why…"), say_why)


def lends(needs: Sequence[Need]) -> bool:
    """Whether these are about people who work in other incidents as well: that is not put off."""
    return bool(needs) and needs[0].ask is Ask.LEND


def add_lending(menu: QMenu, needs: Sequence[Need], do: Callable[[Lend], object]) -> None:
    """What can be done about those besides."""

    def lend() -> None:
        for need in needs:
            do(Lend(need.about, need.turn.partition(".")[0]))

    _add(menu, "need_lend", _tr("That is fine: they work in both"), lend)


def fill_put_off(menu: QMenu, go: Act, wake: Act) -> None:
    """The menu of a line that was put off."""
    menu.clear()
    _add(menu, "need_go", _tr("Go to it"), go)
    _add(menu, "need_wake", _tr("See it again now"), wake)


def _add(menu: QMenu, name: str, words: str, act: Act) -> None:
    action = QAction(words, menu)
    action.setObjectName(name)
    action.triggered.connect(lambda _=False: act())
    menu.addAction(action)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NeedsMenu", text)
