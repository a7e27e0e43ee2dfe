"""The timeline as Qt's views see it: newest on top, days told apart, and told precisely what changes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_looks import FILTERS, LOOKS
from incident_desk.desktop.models.line_table import BEHIND
from incident_desk.desktop.models.pinned import PinnedModel
from incident_desk.desktop.models.shown_lines import DayEnd, ShownLines, all_shown, sort_of
from incident_desk.desktop.models.timeline import COUNTED_AT_ONCE, MANY, TimelineModel
from incident_desk.desktop.moments import clock, whole
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.parts.timeline_row import ROW, TimelineRow
from incident_desk.domain.board import Board
from incident_desk.domain.corrections import Correct, Restore, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare, SetSeverity
from incident_desk.domain.lines import Line
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US
from incident_desk.domain.promising import TellAudience
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Mark, Note, NoteSort, Pin, Timeline
from tests.desktop.conftest import a_bridge, until

JAN_31_US = 1_485_900_000_000_000
"""2017-01-31 22:00 UTC."""


class Told(msgspec.Struct):
    """A model over an open incident, checked by Qt's own rules, and what it told its views."""

    bridge: Bridge
    observed: ObservedIncident
    model: TimelineModel
    said: list[tuple[str, int, int]]

    def texts(self) -> list[str]:
        return [self.row(at).text for at in range(self.model.rowCount())]

    def row(self, at: int) -> TimelineRow:
        return self.model.index(at, 0).data(ROW)

    def listen(self) -> None:
        """Write down what the model says from now on."""

        def inserted(_: QModelIndex, first: int, last: int) -> None:
            self.said.append(("inserted", first, last))

        def removed(_: QModelIndex, first: int, last: int) -> None:
            self.said.append(("removed", first, last))

        def changed(first: QModelIndex, last: QModelIndex) -> None:
            self.said.append(("changed", first.row(), last.row()))

        self.model.rowsInserted.connect(inserted)
        self.model.rowsRemoved.connect(removed)
        self.model.dataChanged.connect(changed)
        self.model.modelReset.connect(lambda: self.said.append(("reset", 0, 0)))

    async def note(self, text: str, after_us: int = 0, **fields: object) -> EntryId:
        made = msgspec.convert({"text": text, "occurred_us": JAN_31_US + after_us, **fields}, Note)
        return (await self.bridge.do(made, self.observed.incident))[0].id


def hold_to_the_rules(model: QAbstractItemModel) -> None:
    """From now on Qt checks every signal and answer of this model, and complains, which fails the test."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)


@asynccontextmanager
async def a_timeline(home: Path) -> AsyncGenerator[Told]:
    """An incident declared on 31 January 2017 at 22:00 UTC."""
    async with a_bridge(home) as bridge:
        bridge.zone = UTC
        entries = await bridge.do(Declare("Pushes fail", occurred_us=JAN_31_US))
        observed = await observe(bridge, entries[-1].incident)
        model = TimelineModel(bridge)
        hold_to_the_rules(model)
        model.observe(observed)
        told = Told(bridge, observed, model, [])
        told.listen()
        yield told
        model.deleteLater()
        observed.deleteLater()


DECLARED = "Declared: Pushes fail"


async def test_a_new_line_is_one_row_on_top_and_never_a_reset(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.note("db1 is empty", MINUTE_US)
        await told.note("db2 follows", 2 * MINUTE_US)
        assert told.texts() == ["db2 follows", "db1 is empty", DECLARED]
        assert told.said == [("inserted", 0, 0)] * 2


async def test_a_line_that_happened_earlier_goes_to_its_place(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.note("second", 2 * MINUTE_US)
        await told.note("first", MINUTE_US)
        assert told.texts() == ["second", "first", DECLARED]
        assert told.said[-1] == ("inserted", 1, 1)


async def test_midnight_stands_between_the_days_with_the_day_that_is_below(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.note("after midnight", 2 * HOUR_US)
        assert told.texts() == ["after midnight", "Tuesday 31 January 2017", DECLARED]
        assert told.said == [("inserted", 0, 1)]
        assert told.row(1).is_day
        assert not told.model.flags(told.model.index(1, 0)) & Qt.ItemFlag.ItemIsEnabled


async def test_a_day_of_its_own_in_the_middle_brings_its_name_along(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.note("the day after", 2 * DAY_US)
        await told.note("in between", DAY_US)
        named = ["Wednesday 1 February 2017", "Tuesday 31 January 2017"]
        assert told.texts() == ["the day after", named[0], "in between", named[1], DECLARED]


async def test_another_zone_puts_midnight_elsewhere(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.note("an hour later", HOUR_US)
        assert told.texts() == ["an hour later", DECLARED]
        told.bridge.zone = ZoneInfo("Europe/Berlin")
        assert told.row(0).time_text == "00:00:00"
        assert told.texts() == ["an hour later", "Tuesday 31 January 2017", DECLARED]


async def test_a_moment_that_a_line_names_is_told_in_the_zone_of_the_window(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        told.bridge.zone = ZoneInfo("Europe/Berlin")
        due_us = (told.bridge.now_us() // HOUR_US + 2) * HOUR_US
        await told.bridge.do(TellAudience("customers", "by phone", next_update_us=due_us), told.observed.incident)
        told_line = f"Customers told; next update by {whole(due_us, told.bridge.zone)}: by phone"
        await until(lambda: told_line in told.texts())
        await told.note("2017-01-31T23:27:00Z is what the log says")
        await until(lambda: "2017-01-31T23:27:00Z is what the log says" in told.texts())


async def test_a_retracted_note_is_struck_through_in_its_place(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        entry = await told.note("db2 is empty", MINUTE_US)
        await told.bridge.do(Retract(entry, "wrong host"), told.observed.incident)
        assert told.row(0).is_struck
        assert "wrong host" in told.row(0).text_tip
        assert "reset" not in [what for what, _, _ in told.said]
        await told.bridge.do(Restore(entry), told.observed.incident)
        assert not told.row(0).is_struck


async def test_a_corrected_line_tells_what_it_said_before_and_who_changed_it(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.bridge.choose_person("Priya Nair")
        entry = await told.note("db1 is emtpy", MINUTE_US)
        await told.bridge.do(Correct(entry, text="db1 is empty", reason="typing"), told.observed.incident)
        row = told.row(0)
        assert (row.text, row.is_corrected) == ("db1 is empty", True)
        assert "Corrected by Priya Nair" in row.text_tip
        assert "it said “db1 is emtpy”" in row.text_tip
        assert "typing" in row.text_tip
        assert told.said[-1] == ("changed", 0, 0)


async def test_a_corrected_time_moves_the_line(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.note("second", 2 * MINUTE_US)
        entry = await told.note("first", 3 * MINUTE_US)
        await told.bridge.do(Correct(entry, occurred_us=JAN_31_US + MINUTE_US), told.observed.incident)
        assert told.texts() == ["second", "first", DECLARED]
        assert "it said “first”, of 31 January 2017 22:03:00 UTC" in told.row(1).text_tip


async def test_a_rewritten_past_is_no_reset_while_the_lines_stay_where_they_are(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        raised = await told.bridge.do(SetSeverity(Severity.SEV1, "-"), told.observed.incident)
        before = told.texts()
        await told.bridge.do(Retract(raised[-1].id), told.observed.incident)
        assert told.texts() == before
        assert told.row(0).is_struck
        assert "reset" not in [what for what, _, _ in told.said]


async def test_marks_and_pins_change_the_row_they_are_about(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        entry = await told.note("Copy at 12 %", MINUTE_US)
        assert told.row(0).weight == 400
        await told.bridge.do([Mark(entry), Pin(entry)], told.observed.incident)
        assert (told.row(0).weight, told.row(0).is_pinned) == (500, True)
        assert "pinned" in told.row(0).spoken


async def test_an_erased_line_says_so_why_and_by_whom(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.bridge.choose_person("Priya Nair")
        entry = await told.note("the password is hunter2", MINUTE_US)
        await told.bridge.do(Ask(entry, "a password"), told.observed.incident)
        second = await told.bridge.add_person("Tomas Lind")
        await told.bridge.do(Confirm(entry), told.observed.incident, by=second)
        row = told.row(0)
        assert (row.kind_label, row.text) == ("Erased", "The words of this entry were erased: a password")
        assert "Priya Nair, Tomas Lind" in row.text_tip
        assert "hunter2" not in f"{row.spoken}{row.text_tip}"


async def test_who_said_it_is_shown_and_who_wrote_it_is_told(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.bridge.choose_person("Priya Nair")
        await told.note("It is the disk", MINUTE_US, speaker="Lewis Grant, by phone", approximate=True)
        row = told.row(0)
        assert row.who == "Lewis Grant, by phone"
        assert row.who_tip == "Lewis Grant, by phone, written down by Priya Nair"
        assert row.time_text == "~22:01"
        assert row.time_tip.startswith("About 31 January 2017 22:01:00 UTC\nWritten down ")


@pytest.mark.parametrize("words", ["<b>bold</b> & <img src=x>", "测试 ｗｉｄｅ 🚒 العربية", "one\ntwo\t three"])
async def test_words_are_shown_as_words_on_one_line(app: QApplication, home: Path, words: str) -> None:
    async with a_timeline(home) as told:
        await told.note(words, MINUTE_US)
        assert told.row(0).text == " ".join(words.split())


async def test_a_very_long_line_is_cut_for_the_row_only(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        entry = await told.note("long " * 8000, MINUTE_US)
        assert len(told.row(0).text) <= 600
        assert told.row(0).text.endswith("…")
        assert len(told.observed.board.timeline.at[entry].text) > 39_000


# filters -------------------------------------------------------------------------------------------------------------


async def test_a_filter_shows_its_sorts_and_counts_the_others_too(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        for at, sort in enumerate(("decision", "action", "decision"), 1):
            await told.note(f"{sort} {at}", at * MINUTE_US, note_sort=sort)
        told.model.show_filter("decisions")
        assert told.texts() == ["decision 3", "decision 1"]
        await told.note("action 4", 4 * MINUTE_US, note_sort="action")
        await told.note("decision 5", 5 * MINUTE_US, note_sort="decision")
        assert told.texts() == ["decision 5", "decision 3", "decision 1"]
        counts = {each.key: told.model.count(each.sorts) for each in FILTERS}
        assert (counts["all"], counts["decisions"], counts["actions"], counts["roles"]) == (6, 3, 2, 0)


async def test_a_line_is_found_unless_the_filter_holds_it_back(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        same = [await told.note(f"note {at}", MINUTE_US) for at in range(3)]
        assert [told.model.row_of(entry) for entry in same] == [2, 1, 0]
        told.model.show_filter("decisions")
        assert told.model.row_of(same[0]) is None
        assert told.model.row_of(EntryId("nowhere")) is None


async def test_a_large_incident_is_shown_before_it_is_counted(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        sorts = ("action", "decision", "note")
        many = 5 * COUNTED_AT_ONCE // 2
        notes = [Note("x", note_sort=NoteSort(sorts[at % 3]), occurred_us=JAN_31_US + at) for at in range(many)]
        await told.bridge.do(notes, told.observed.incident)
        told.model.observe(told.observed)
        assert told.model.rowCount() == told.model.count(frozenset(LineSort)) == many + 1
        actions = frozenset({LineSort.ACTION})
        assert told.model.count(actions) < many // 3
        await told.note("one more", note_sort="action")
        await until(lambda: told.model.count(actions) == many // 3 + 2)


def test_every_sort_has_a_look_and_none_is_lost_to_the_filters() -> None:
    assert set(LOOKS) == set(LineSort)
    assert FILTERS[0].sorts == set(LineSort)


async def test_a_sort_is_told_without_reading_the_note(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        for sort in NoteSort:
            entry = await told.note('says "note_sort":"decision"', note_sort=sort.value)
            source = told.observed.entries[entry]
            unread = Line(source, source.occurred_us)
            assert sort_of(unread) == LineSort(sort.value) == unread.sort


# pending -------------------------------------------------------------------------------------------------------------


async def test_words_are_on_top_while_they_are_written_and_then_in_their_place(app: QApplication, home: Path) -> None:
    seen: list[list[tuple[str, str]]] = []
    async with a_timeline(home) as told:

        def look() -> None:
            seen.append([(told.row(at).kind_label, told.row(at).text) for at in range(told.model.rowCount())])

        told.observed.pending_changed.connect(look)
        told.observed.added.connect(look)
        note = Note("Failover started", occurred_us=JAN_31_US + MINUTE_US)
        await told.observed.write("Failover started", note)
        declared = ("State", DECLARED)
        assert seen[0] == [("Writing", "Failover started"), declared]
        assert seen[-1] == [("Note", "Failover started"), declared]
        assert told.said == [("inserted", 0, 0), ("changed", 0, 0), ("removed", 0, 0), ("inserted", 0, 0)]


async def test_an_import_is_shown_afresh_and_complete(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        notes = [Note(f"note {at}", occurred_us=JAN_31_US + at) for at in range(MANY + 1)]
        await told.bridge.do(notes, told.observed.incident)
        assert told.model.rowCount() == MANY + 2
        assert [what for what, _, _ in told.said] == ["reset"]


async def test_another_incident_leaves_nothing_of_the_one_before(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        await told.note("here", MINUTE_US)
        entries = await told.bridge.do(Declare("Mail is late"))
        other = await observe(told.bridge, entries[-1].incident)
        told.model.observe(other)
        await told.note("not here", MINUTE_US)
        assert told.texts() == ["Declared: Mail is late"]
        other.deleteLater()


# pinned --------------------------------------------------------------------------------------------------------------


async def test_pinned_lines_come_and_go_and_one_of_another_day_says_of_which(app: QApplication, home: Path) -> None:
    async with a_timeline(home) as told:
        pinned = PinnedModel(told.bridge)
        hold_to_the_rules(pinned)
        pinned.observe(told.observed)
        old = await told.note("Keep db1 untouched", MINUTE_US)
        new = await told.note("Read the host name aloud", 3 * HOUR_US)
        incident = told.observed.incident
        await told.bridge.do(Pin(old), incident)
        await told.bridge.do(Pin(new), incident)
        texts = [pinned.index(at, 0).data(ROW).text for at in range(pinned.rowCount())]
        assert texts == ["Read the host name aloud", "31 Jan 2017 · Keep db1 untouched"]
        await told.bridge.do(Pin(new, is_pinned=False), incident)
        assert [pinned.index(at, 0).data(BEHIND).entry for at in range(pinned.rowCount())] == [old]
        pinned.deleteLater()


# many ----------------------------------------------------------------------------------------------------------------


def a_line(occurred_us: int, number: int) -> Line:
    source = Entry(
        id=EntryId(f"entry {number}"), incident="", stream="", kind="timeline.noted", author="", subject=None, desk=1,  # type: ignore[arg-type]
        seq=number, hlc=number, occurred_us=occurred_us, recorded_us=occurred_us, prev_hash=b"", hash=b"", digest=b"",
        salt=b"salt", body=b'{"text":"words"}',
    )  # fmt: skip
    return Line(source, occurred_us)


@given(st.lists(st.integers(0, 5 * 24).map(lambda hours: JAN_31_US + hours * HOUR_US), max_size=12))
def test_lines_put_in_one_by_one_lie_as_if_all_had_come_at_once(moments: list[int]) -> None:
    lines = [a_line(us, number) for number, us in enumerate(moments)]
    grown, filled = ShownLines(UTC), ShownLines(UTC)
    for line in lines:
        grown.add(line)
        grown.insert(*grown.room_for(line))
    timeline = Timeline(at={line.entry: line for line in lines})
    timeline.arrange()
    filled.fill(timeline, None)
    assert grown.is_laid_out_as(filled)
    assert all(grown.items[grown.index_of(line) or 0] is line for line in lines)
    days = [item for item in grown.items if isinstance(item, DayEnd)]
    assert len(days) == max(len({us // DAY_US for us in moments}) - 1, 0)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "UTC"])
def test_a_moment_that_no_calendar_has_is_shown_as_the_nearest(zone: str) -> None:
    lines = [a_line(us, number) for number, us in enumerate((-(2**62), JAN_31_US, 2**62))]
    timeline = Timeline(at={line.entry: line for line in lines})
    timeline.arrange()
    shown = all_shown(ZoneInfo(zone), Board(IncidentId(""), timeline=timeline))
    assert [item for item in shown.items if isinstance(item, Line)] == lines
    assert [clock(line.occurred_us, ZoneInfo(zone))[2] for line in lines] == [":"] * 3
