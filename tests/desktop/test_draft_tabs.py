"""The tabs of a draft, and the rows of what is wrong with it: as much as can be read, and nothing wrong left out."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.drafting.tabs import ChannelTabs, shares
from incident_desk.desktop.parts.channel_tab import HEIGHT_PX, ChannelTabShown
from tests.desktop.conftest import until
from tests.desktop.test_drafting import a_pane

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize(
    ("wanted", "width", "expected"),
    [([50, 70], 140, [60, 80]), ([50, 150, 140], 250, [50, 100, 100]), ([90, 90, 90], 90, [30, 30, 30])],
)
def test_what_is_missing_is_taken_from_the_widest(wanted: list[int], width: int, expected: list[int]) -> None:
    assert shares(wanted, width) == expected


def test_drafts_give_their_signs_before_names_are_cut_and_forty_stand_in_rows(app: "QApplication") -> None:
    names = ("Website", "Social media", "Voicemail", "Internal")
    around = QWidget()
    tabs = ChannelTabs(around)
    tabs.resize(340, tabs.height())
    tabs.show_tabs([ChannelTabShown(name, name) for name in names], "Website")
    assert [tab.sizeHint().width() <= tab.width() for tab in tabs.tabs] == [True] * 4
    assert tabs.height() == HEIGHT_PX
    tabs.show_tabs([ChannelTabShown(str(n), f"Channel number {n}") for n in range(40)], "7")
    assert tabs.height() == 10 * HEIGHT_PX
    assert all(tabs.rect().contains(tab.geometry()) for tab in tabs.tabs)
    assert len({tab.pos().toTuple() for tab in tabs.tabs}) == 40
    around.deleteLater()


async def test_what_is_clear_is_folded_and_one_press_away(app: "QApplication", home: "Path") -> None:
    async with a_pane(home) as pane:
        await pane.begin("status_page")
        checks = pane.panel.checks
        await until(checks.more.isVisible)
        folded = sum(row.isVisible() for row in checks.rows)
        found = pane.panel.editor.checking.last
        assert found is not None
        assert checks.more.text() == f"{len(found.checks) - folded} more, all clear"
        checks.more.click()
        await until(lambda: sum(row.isVisible() for row in checks.rows) > folded)
        assert checks.more.text() == "Fewer"
