"""Plays a demo at a desk, the way its people would have worked there: every step is a command that is recorded."""

import logging
import threading
from datetime import UTC

import msgspec

from incident_desk.desk import Desk
from incident_desk.domain.commands import Command, Fields, command_named
from incident_desk.domain.errors import DeskError, NotFound, NotSaved
from incident_desk.domain.ids import EntryId, IncidentId, PersonId
from incident_desk.domain.texts import Reading, read_fields
from incident_desk.learning.demo_clock import AS_FAST_AS_IT_GOES, DemoClock
from incident_desk.learning.demos import Demo, Step, TimeFrom

log = logging.getLogger(__name__)
WATCHER = "You"
"""Whoever watches sits at the desk of a demo under this name."""


class Progress(msgspec.Struct, frozen=True):
    """How far a demo is: steps played of how many, the moment it is at, and what stood in its way.

    `passed_over` counts the steps that were refused, mostly because whoever watches had done them already.
    """

    done: int
    total: int
    now_us: int
    passed_over: int = 0
    trouble: str = ""

    @property
    def is_over(self) -> bool:
        return self.done >= self.total


class Performance:
    """How far a demo was played. It can begin at one desk and go on at another over the same home."""

    def __init__(self, demo: Demo, clock: DemoClock) -> None:
        self.demo = demo
        self.clock = clock
        self.done = 0
        self.incident: IncidentId | None = None
        self.last: EntryId | None = None
        self.passed_over: list[str] = []
        self._people: dict[str, PersonId] = {}
        self._labels: dict[str, EntryId] = {}

    @property
    def next_step(self) -> Step | None:
        return self.demo.steps[self.done] if self.done < len(self.demo.steps) else None

    def seat_people(self, desk: Desk) -> None:
        """Give everybody in the demo, and whoever watches, a place in this home. Raises: DeskError."""
        if not desk.is_apart:
            raise DeskError(f"A demo is never played in {desk.home.path}: it wants a home that stays apart.")
        desk.choose_person(WATCHER).result()
        self._people = {name: desk.add_person(name).result() for name in self.demo.people}

    def play_next(self, desk: Desk) -> None:
        """Put the clock to the next step and do it; one that is refused is noted and passed over.

        Raises: NotSaved if the disk refuses; the step is still the next one then.
        """
        step = self.next_step
        assert step is not None
        self.clock.put_to(step.at_us)
        try:
            self._do(desk, step)
        except NotSaved:
            raise
        except DeskError as e:
            self.passed_over.append(f"{step.at:%H:%M:%S} {step.do}: {e}")
            log.info("passed over: %s", self.passed_over[-1])
        self.done += 1

    def _do(self, desk: Desk, step: Step) -> None:
        command = command_named(step.do)
        entries = desk.record(self._fields(command, step), self.incident, by=self._people[step.by]).result()
        self.incident = self.incident or entries[-1].incident
        self.last = entries[-1].id
        if step.label:
            self._labels[step.label] = entries[-1].id

    def _fields(self, command: Command, step: Step) -> Fields:
        given = dict(step.fields)
        for name in {"entry", "of"} & given.keys():
            given[name] = self._entry(given[name])
        if "known" in given:
            given["known"] = [self._entry(label) for label in given["known"]]
        if step.time is not TimeFrom.EXACT and "approximate" in command.fields.__struct_fields__:
            given["approximate"] = True
        return read_fields(command, given, Reading(self.clock(), UTC))

    def _entry(self, label: str) -> EntryId:
        if label in self._labels:
            return self._labels[label]
        raise NotFound(f"The line “{label}” was not written here.")


class DemoPlayer:
    """Plays on in a thread of its own until it is over or closed. Every method may be called from any thread.

    After the last step the clock goes at the speed of the world: the board belongs to whoever watches.
    """

    def __init__(self, desk: Desk, performance: Performance, speed: float) -> None:
        self._desk = desk
        self._performance = performance
        self._clock = performance.clock
        self._speed = speed
        self._is_paused = self._is_closed = False
        self._skips = 0
        self._trouble = ""
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._play, name="demo")
        self._clock.go(speed)
        self._thread.start()

    @property
    def story(self) -> str:
        """What is played, and what of it is true."""
        demo = self._performance.demo
        return "\n\n".join((demo.title, f"{demo.about} {demo.invented}", demo.times))

    @property
    def speed(self) -> float:
        return self._speed

    @property
    def is_paused(self) -> bool:
        return self._is_paused

    def progress(self) -> Progress:
        performance = self._performance
        total, passed = len(performance.demo.steps), len(performance.passed_over)
        return Progress(performance.done, total, self._clock(), passed, self._trouble)

    def pause(self) -> None:
        """The clock stands, and so does the demo."""
        with self._changed:
            self._is_paused = True
            self._set_clock()

    def resume(self) -> None:
        """Go on from where it stands."""
        with self._changed:
            self._is_paused = False
            self._trouble = ""
            self._set_clock()

    def skip(self) -> None:
        """Do the next step now, paused or not."""
        with self._changed:
            self._skips += 1
            self._changed.notify()

    def set_speed(self, speed: float) -> None:
        """So many times as fast as it was, from now on."""
        with self._changed:
            self._speed = speed
            self._set_clock()

    def close(self) -> None:
        """End it, wherever it is; returns when nothing of it runs any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join()

    def wait(self) -> None:
        """Come back when it is over or closed."""
        self._thread.join()

    def _set_clock(self) -> None:
        if not self._thread.is_alive():
            return
        self._clock.go(0.0 if self._is_paused else self._speed)
        self._changed.notify()

    def _play(self) -> None:
        while (step := self._performance.next_step) is not None and self._is_due(step):
            try:
                self._performance.play_next(self._desk)
            except NotSaved as e:
                self._stand_before(str(e))
        with self._changed:
            self._is_paused = False
            self._clock.go(1.0)

    def _is_due(self, step: Step) -> bool:
        """Wait for the moment of a step. Returns: whether it has come; if not, the demo was closed."""
        with self._changed:
            while not self._is_closed:
                if self._skips:
                    self._skips -= 1
                    return True
                if not self._is_paused and self._speed == AS_FAST_AS_IT_GOES:
                    return True
                left_s = self._clock.seconds_until(step.at_us)
                if left_s == 0.0 and not self._is_paused:
                    return True
                self._changed.wait(left_s)
            return False

    def _stand_before(self, trouble: str) -> None:
        """The disk refused a step: stand before it until somebody goes on."""
        with self._changed:
            self._is_paused = True
            self._trouble = trouble
            self._clock.stop()
