"""What is known of one on-call list: who is on call in the coming days, gaps, and where that comes from."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop import on_call_words as words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.on_call import Rota, Shift, list_called
from incident_desk.domain.on_call_now import AHEAD_US, gaps, lists_now, stretches

SHOWN_MOST = 60
TIMES_PX = 240


class OnCallListDialog(Dialog):
    """Nothing is changed here: a list is imported anew, or the plan is."""

    WIDTH_PX = 640

    def __init__(self, bridge: Bridge, key: str, window: QWidget) -> None:
        organisation, self._now_us = bridge.organisation, bridge.now_us()
        plan = organisation.plans.current
        listed = list_called(plan, key)
        super().__init__(window, "on_call_list_dialog", "phone-call", listed.title)
        self._bridge = bridge
        now = next(each for each in lists_now(plan, organisation.on_call, self._now_us) if each.list == listed.key)
        self.meta.setText(words.age_words(now, self._now_us))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(6)
        fills = ", ".join(role.title for key in listed.fills if (role := plan.role(key)) is not None)
        column.addWidget(Label(self.tr("Fills: {roles}").format(roles=fills or self.tr("no role")), 13, wraps=True))
        rota = organisation.on_call.rota(listed.key)
        if rota is None:
            told = self.tr("By the plan it is, the first first: {names}. Import shifts to know who it is when.")
            names = ", ".join(now.names) or self.tr("nobody")
            column.addWidget(Label(told.replace("{names}", names), 13, 400, "text2", wraps=True))
        else:
            self._lay_out_shifts(column, rota)
        column.addStretch(1)
        self.promise("info", self._source(rota))
        self.go = self.add_button("on_call_list_close", self.tr("Close"), self.accept)

    def _lay_out_shifts(self, column: QVBoxLayout, rota: Rota) -> None:
        organisation = self._bridge.organisation
        column.addSpacing(8)
        column.addWidget(SectionHead(self.tr("The next two weeks"), ""))
        missing = [
            Shift(gap.start_us, gap.end_us or self._now_us + AHEAD_US, "")
            for gap in gaps(organisation.plans.current, organisation.on_call, self._now_us)
            if gap.list == rota.body.list
        ]
        running = stretches(organisation.plans.current, rota, (self._now_us, self._now_us + AHEAD_US))
        for each in sorted([*running, *missing])[:SHOWN_MOST]:
            column.addLayout(self._row(each))

    def _row(self, shift: Shift) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        times = Elided(words.shift_words(shift, self._now_us, self._bridge.zone), 13, 400, "text2")
        times.setFixedWidth(TIMES_PX)
        row.addWidget(times)
        row.addWidget(Elided(shift.name or self.tr("nobody"), 13, 600, "text" if shift.name else "warn"), 1)
        return row

    def _source(self, rota: Rota | None) -> str:
        if rota is None:
            return self.tr("Nothing was imported for it")
        told = self.tr("From {file}, read by {name}; times without a zone were read as those of {zone}")
        by = self._bridge.name(rota.by)
        return told.format(file=rota.body.file, name=by, zone=rota.body.zone)

    def first(self) -> QWidget:
        return self.go
