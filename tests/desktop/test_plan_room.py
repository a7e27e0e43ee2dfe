"""The plan room, by mouse and by keyboard: one plan as form and as text, what is wrong with it, the way into force."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.planning.draft import KEY
from incident_desk.desktop.planning.fields import ChipsBox, ChoiceBox, LineBox
from incident_desk.desktop.planning.starting import text_of
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.incident import Declare
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_drafts import texts_of
from incident_desk.domain.plan_faults import Path as Place
from incident_desk.domain.severity import Severity
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.planning import Planning, a_plan_room, huge_plan
from tests.domain.making import PLAN
from tests.domain.test_plan_faults import SPOILT

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def line(window: Planning, place: Place) -> QLineEdit:
    box = window.room.part.form.boxes[place]
    assert isinstance(box, LineBox)
    return box.line


def lines_changed(window: Planning) -> list[str]:
    """The lines of the text that the plan in force does not have."""
    before = window.draft.in_force.splitlines()
    return [each.strip() for each in window.draft.text.splitlines() if each not in before]


async def until_text(window: Planning, words: str) -> None:
    """Until the text has these words, and was read."""
    await until(lambda: words in window.draft.text)
    await window.seen()


def on_record(window: Planning) -> list[str]:
    """The drafts of the plan as they lie on the disk."""
    assert window.bridge.desk is not None
    drafts = window.bridge.desk.reading.fold(NO_INCIDENT).board.drafts
    return [text for _, text in texts_of(drafts).values()]


async def wrote(window: Planning, text: str) -> None:
    """Somebody pasted this text over all of it."""
    QGuiApplication.clipboard().setText(text)
    window.room.text.text.setFocus()
    key(Qt.Key.Key_A, CTRL)
    key(Qt.Key.Key_V, CTRL)
    await until(lambda: window.draft.text == text)
    await window.seen()


# ways ----------------------------------------------------------------------------------------------------------------


async def test_the_room_opens_by_key_by_mouse_and_by_word_and_escape_leads_back(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        shell = window.shell
        key(Qt.Key.Key_Escape)
        assert not window.room.isVisible()
        key(Qt.Key.Key_P, CTRL)
        assert window.room.isVisible()
        assert shell.plan.isChecked()
        key(Qt.Key.Key_Escape)
        assert shell.board.isChecked()
        press(shell.plan)
        assert window.room.isVisible()
        incident = (await window.bridge.do(Declare("Pushes fail")))[-1].incident
        window.navigation.go_to(incident)
        await until(lambda: window.navigation.board is not None and window.navigation.board.isVisible())
        type_words("/plan")
        key(Qt.Key.Key_Return)
        assert window.room.isVisible()
        key(Qt.Key.Key_Escape)
        assert window.navigation.board is not None
        assert window.navigation.board.isVisible()


async def test_the_keyboard_goes_from_the_sections_to_the_form_and_the_text(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        assert focused() is window.room.sections.buttons["roles"]
        key(Qt.Key.Key_Down)
        assert focused() is window.room.sections.buttons["severities"]
        await until(lambda: window.room.part.section.key == "severities")
        key(Qt.Key.Key_E, CTRL)
        assert focused() is window.room.text.text
        key(Qt.Key.Key_E, CTRL)
        assert focused() is line(window, ("severities", "SEV1", "name"))


# form and text -------------------------------------------------------------------------------------------------------


async def test_what_is_typed_in_the_form_stands_in_the_text_at_its_place_alone(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        title = line(window, ("roles", 0, "title"))
        QTest.mouseDClick(title, Qt.MouseButton.LeftButton)
        title.selectAll()
        type_words("Lead of the night")
        await until_text(window, "title: Lead of the night")
        assert lines_changed(window) == ["title: Lead of the night"]
        assert focused() is title
        assert title.text() == "Lead of the night"
        assert window.room.sections.buttons["roles"].accessibleDescription() == "1 changed · 7"


async def test_what_is_typed_in_the_text_stands_in_the_form(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await wrote(window, PLAN.replace("title: Incident manager", "title: Lead"))
        assert line(window, ("roles", 0, "title")).text() == "Lead"
        assert window.room.part.head.part.currentText() == "Lead"
        [change] = (await window.seen()).changes
        assert (change.before, change.after) == ("Incident manager", "Lead")


async def test_choices_and_chips_write_the_keys_they_stand_for(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await window.section("severities")
        box = window.room.part.form.boxes["severities", "SEV1", "opens"]
        assert isinstance(box, ChipsBox)
        press(box.chips["sme_database"])
        await until_text(window, "customer_liaison, sme_database]")
        press(box.chips["sme_database"])
        await until(lambda: window.draft.text == PLAN)
        restricted = window.room.part.form.boxes["severities", "SEV1", "restricted"]
        assert isinstance(restricted, ChoiceBox)
        restricted.choice.setFocus()
        key(Qt.Key.Key_Up)
        await until_text(window, "restricted: true")
        assert "seen by named people only" in window.room.forecast.told.text()


async def test_a_step_is_added_typed_moved_and_taken_out(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        rows = window.room.part.rows
        count = rows.model.rowCount()
        press(rows.add)
        await until(lambda: rows.model.rowCount() == count + 1)
        await window.seen()
        rows.table.setFocus()
        rows.table.setCurrentIndex(rows.model.index(count, 0))
        key(Qt.Key.Key_F2)
        type_words("Name who is missing")
        key(Qt.Key.Key_Return)
        await until_text(window, "do: Name who is missing")
        rows.table.setFocus()
        key(Qt.Key.Key_Up, ALT)
        await until(lambda: rows.model.index(count - 1, 0).data() == "Name who is missing")
        await window.seen()
        rows.table.setFocus()
        key(Qt.Key.Key_Delete)
        await until(lambda: window.draft.text == PLAN)


async def test_a_step_carries_the_lesson_it_comes_from_and_leads_to_its_incident(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        incident = (await window.bridge.do(Declare("The backup was empty", Severity.SEV1)))[-1].incident
        await until(lambda: window.bridge.headlines)
        number = window.bridge.headlines[0].headline.number
        rows = window.room.part.rows
        rows.table.setFocus()
        rows.table.setCurrentIndex(rows.model.index(1, 3))
        assert not rows.reason.isVisible()
        key(Qt.Key.Key_F2)
        type_words(f"{number}, a copy nobody restored")
        key(Qt.Key.Key_Return)
        await until_text(window, f'because: "{number}, a copy nobody restored"')
        assert any(f"because {number}" in change.after for change in (await window.seen()).changes)
        await until(rows.reason.isVisible)
        assert rows.reason.text() == f"Because of {number}, a copy nobody restored: The backup was empty"
        press(rows.to_reason)
        await until(lambda: window.navigation.shown is not None and window.navigation.shown.incident == incident)


async def test_all_parts_of_a_section_stand_side_by_side_and_can_be_typed_in(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await window.section("channels")
        table = window.room.part.all.table
        assert table.isVisible()
        table.setFocus()
        table.setCurrentIndex(table.model().index(1, 0))
        key(Qt.Key.Key_F2)
        type_words("Page of the house")
        key(Qt.Key.Key_Return)
        await until_text(window, "Page of the house")
        press(window.room.part.head.form)
        assert line(window, ("channels", 1, "title")).text() == "Page of the house"


async def test_a_section_with_nothing_in_it_says_so_and_offers_the_first(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await window.section("contacts")
        assert window.room.part.nothing.isVisible()
        press(window.room.part.first_add)
        await until_text(window, "contacts: [{key: new_1, name: New 1, reach: []}]")
        assert not window.room.part.nothing.isVisible()
        type_words("Kim Sato")  # its form has the keyboard, and the name it was given is selected
        key(Qt.Key.Key_Tab)
        await until_text(window, "contacts: [{key: new_1, name: Kim Sato, reach: []}]")


async def test_rows_are_a_model_as_qt_wants_it(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        model = window.room.part.rows.model
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
        await wrote(window, PLAN.replace("Say by name that you lead", "Say that you lead"))
        await wrote(window, window.draft.text.replace("      - {key: severity", "      # {key: severity", 1))


# what is wrong -------------------------------------------------------------------------------------------------------


async def test_a_mistake_is_told_with_its_place_and_mended_with_a_press(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        text, faults, publishing = window.room.text, window.room.text.faults, window.room.text.publishing
        await wrote(window, PLAN.replace("call_out: 10 min", "call_out: 10 minuten"))
        number = 1 + next(n for n, each in enumerate(window.draft.text.splitlines()) if "minuten" in each)
        assert faults.place.text() == f"Line {number}, column 13"
        assert faults.words.text().startswith("A span of time is expected")
        assert window.room.sections.buttons["cadences"].accessibleDescription() == "1 mistake"
        assert (publishing.publish.isEnabled(), publishing.why_not()) == (False, "1 mistake is to be mended first.")
        await window.section("cadences")
        box = window.room.part.form.boxes["cadences", "call_out"]
        assert box.fault.text().startswith("a span of time is expected")
        assert faults.mend.text() == "Write “10 min”"
        press(faults.mend)
        await until(lambda: window.draft.text == PLAN)
        await window.seen()
        assert not faults.isVisible()
        assert text.text.wrong_lines() == set()


async def test_forty_four_mistakes_are_gone_through_by_a_key(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await wrote(window, SPOILT)
        faults = window.room.text.faults
        assert (window.room.text.publishing.text.accessibleName()) == "Text: 44 mistakes to mend first"
        places: set[str] = set()
        for _ in range(44):
            key(Qt.Key.Key_F8)
            places.add(faults.place.text())
            assert window.room.text.text.line() == int(faults.place.text().split()[1].rstrip(","))
        assert len(places) == 44
        assert window.room.part.isVisible()
        for section in window.room.sections.buttons:
            await window.section(section)


@pytest.mark.parametrize("text", ["", "name: [", "\tname: x", "- a\n- b", "a: &a [x]\nb: [*a, *a]", "{" * 3000])
async def test_a_text_that_is_no_plan_is_told_and_kept(app: QApplication, home: Path, text: str) -> None:
    async with a_plan_room(home) as window:
        window.draft.replace(text)
        seen = await window.seen()
        assert seen.faults
        assert window.room.text.faults.isVisible()
        if seen.outline is None:
            assert window.room.unreadable.isVisible()
            assert not window.room.part.isVisible()
        assert window.draft.text == text


async def test_a_plan_of_two_hundred_roles_is_shown_and_changed(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await wrote(window, huge_plan(200))
        assert window.draft.last is not None
        assert window.draft.last.plan is not None
        press(window.room.part.head.all)
        table = window.room.part.all.table
        assert table.model().rowCount() == 200
        table.setCurrentIndex(table.model().index(199, 0))
        press(window.room.part.head.form)
        title = line(window, ("roles", 199, "title"))
        title.selectAll()
        QTest.keyClicks(title, "The last one")
        await until_text(window, "title: The last one")


async def test_what_is_too_large_is_refused_in_words(app: QApplication, home: Path, tmp_path: Path) -> None:
    large, odd, none = tmp_path / "large.yaml", tmp_path / "odd.yaml", tmp_path / "none.yaml"
    large.write_bytes(b"x" * 10 * 1024 * 1024)
    odd.write_bytes(b"name: \xff")
    told = {
        large: "a plan has at most 40 KiB, this file has 10 MiB",
        odd: "this is no text in UTF-8; byte 6 is the first that is not",
        none: "No such file or directory",
    }
    for file, words in told.items():
        with pytest.raises(BadInput, match=words):
            text_of(file)
    async with a_plan_room(home) as window:
        window.bridge.soon(window.room.starting.take(large), window.room.starting.refused.emit)
        await until(window.room.text.said.isVisible)
        assert "this file has 10 MiB" in window.room.text.said.text()
        data = QMimeData()
        data.setText("x" * 50_000)
        window.room.text.text.insertFromMimeData(data)
        assert "40 KiB" in window.room.text.said.text()
        assert window.draft.text == PLAN


# the forecast --------------------------------------------------------------------------------------------------------


async def test_what_would_happen_is_drawn_for_each_severity_and_for_the_draft(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        forecast = window.room.forecast
        assert forecast.view.accessibleName().startswith("Roles opened: 0 s 5 called: Incident manager")
        press(forecast.buttons[Severity.SEV4])
        assert "Customers told: –" in forecast.view.accessibleName()
        press(forecast.buttons[Severity.SEV1])
        before = forecast.view.accessibleName()
        await wrote(window, PLAN.replace("first_message_within: 5 min", "first_message_within: 3 min", 1))
        assert "Customers told: 3 min holding statement" in forecast.view.accessibleName() != before
        await wrote(window, "name: [")
        assert forecast.note.text() == "as of the last text without a mistake"
        assert "Customers told: 3 min" in forecast.view.accessibleName()


# versions ------------------------------------------------------------------------------------------------------------


@pytest.mark.by_keys("plan.use", "draft.change")
async def test_a_version_is_published_by_keyboard_with_its_reason(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        publishing = window.room.text.publishing
        await wrote(window, PLAN.replace("name: Default plan", "name: Ours"))
        assert not publishing.publish.isEnabled()
        assert publishing.reason_not.text() == "Say why: whoever reads the record later will ask."
        publishing.reason.setFocus()
        type_words("Fitted to our house")
        key(Qt.Key.Key_Return)
        await until(lambda: len(window.plans.published) == 1)
        assert window.plans.current.name == "Ours"
        assert window.plans.published[0].reason == "Fitted to our house"
        await until(lambda: window.room.versions.rows[0].shown.line == "Fitted to our house")
        await until(lambda: publishing.reason.text() == "")
        await window.seen()
        await until(lambda: publishing.reason_not.text().startswith("Published: it is in force from now on."))
        await wrote(window, window.draft.text.replace("name: Ours", "name: Ours too"))
        await wrote(window, window.draft.in_force)
        assert publishing.reason_not.text() == "This is the plan in force; change something first."


async def test_a_version_is_published_by_mouse_and_compared_with_one_before(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await window.bridge.do(Use(PLAN.replace("name: Default plan", "name: First"), "one"))
        await until(lambda: "name: First" in window.draft.text)
        await wrote(window, window.draft.text.replace("name: First", "name: Second"))
        window.room.text.publishing.reason.setFocus()
        type_words("two")
        press(window.room.text.publishing.publish)
        await until(lambda: len(window.room.versions.rows) == 2)
        await until(window.room.differences.isHidden)
        press(window.room.versions.rows[1])
        await until(window.room.differences.isVisible)
        assert window.room.against.text().startswith("Draft against version ")
        [change] = (await window.seen()).changes
        assert (change.place, change.before, change.after) == ("Name", "First", "Second")


async def test_a_draft_is_there_again_after_a_kill_and_after_a_restart(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await wrote(window, "name: half a pl")
        window.room.text.publishing.reason.setFocus()
        type_words("because")
        # a kill would leave what is on the disk now
        await until(lambda: '"reason":"because"' in WindowState(home).text(KEY))
        await until(lambda: on_record(window) == ["name: half a pl"])
    async with a_plan_room(home) as window:
        await until(lambda: window.draft.text == "name: half a pl")
        await window.seen()
        assert window.room.text.text.toPlainText() == "name: half a pl"
        assert window.room.text.publishing.reason.text() == "because"
        press(window.room.text.publishing.give_up)
        await until(lambda: window.draft.text == PLAN)
        await window.seen()
        press(window.room.text.undo)
        await until(lambda: window.draft.text == "name: half a pl")


async def test_a_version_that_comes_meanwhile_is_told_and_looked_at_first(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        publishing = window.room.text.publishing
        await wrote(window, PLAN.replace("name: Default plan", "name: Mine"))
        publishing.reason.setFocus()
        type_words("mine")
        await window.bridge.do(Use(PLAN.replace("name: Default plan", "name: Theirs"), "theirs"))
        await until(lambda: "another version" in publishing.reason_not.text())
        assert "“theirs”" in publishing.reason_not.text()
        assert "name: Mine" in window.draft.text
        assert not publishing.publish.isEnabled()
        press(publishing.look)
        await until(publishing.publish.isEnabled)
        [change] = (await window.seen()).changes
        assert (change.before, change.after) == ("Theirs", "Mine")
        press(publishing.publish)
        await until(lambda: window.plans.current.name == "Mine")


async def test_a_draft_that_nobody_began_follows_what_is_published(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await window.bridge.do(Use(PLAN.replace("name: Default plan", "name: Theirs"), "theirs"))
        await until(lambda: "name: Theirs" in window.room.text.text.toPlainText())
        await window.seen()
        assert not window.draft.is_begun


async def test_a_ready_plan_becomes_the_draft_and_what_was_there_comes_back(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        await until(lambda: "utility" in window.room.starting.buttons)
        await wrote(window, PLAN.replace("name: Default plan", "name: Mine"))
        press(window.room.starting.buttons["utility"])
        await until(lambda: window.draft.text == ready_plans()["utility"])
        await window.seen()
        assert "comes back with the arrow" in window.room.text.said.text()
        press(window.room.text.undo)
        await until(lambda: "name: Mine" in window.draft.text)


async def test_in_a_narrow_window_form_and_text_take_turns(app: QApplication, home: Path) -> None:
    async with a_plan_room(home, (1000, 600)) as window:
        room = window.room
        assert (room.part.isVisible(), room.text.isVisible()) == (True, False)
        press(room.turn)
        assert (room.part.isVisible(), room.text.isVisible()) == (False, True)
        assert isinstance(focused(), QPlainTextEdit)
        key(Qt.Key.Key_E, CTRL)
        assert (room.part.isVisible(), room.text.isVisible()) == (True, False)
