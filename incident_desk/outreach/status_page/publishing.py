"""Keeps the status page as the record has it: in a folder that web servers read, and in memory for `serve`."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from incident_desk.desk import Desk
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.status_page import PublicIncidents
from incident_desk.desk.writer import Recorded
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.status_page import Page
from incident_desk.outreach.status_page.feeds import feeds
from incident_desk.outreach.status_page.folder import write
from incident_desk.outreach.status_page.html import pages
from incident_desk.outreach.status_page.place import Place

log = logging.getLogger(__name__)

LOOK_S: Final = 5.0
"""A day may end, and what is awaited be allowed, without an entry that says so."""
GATHER_S: Final = 0.2
"""What comes right behind is written together with it."""


def made(page: Page, address: str, today_us: int) -> dict[str, bytes]:
    """All files of the page by their paths; of the same record on the same day always the same."""
    files = {path: text.encode() for path, text in pages(page, today_us)}
    return files | dict(feeds(page, address))


def publish_once(desk: ReadingDesk, folder: Path, address: str, now_us: int) -> bool:
    """Write it as it is now. Returns: whether that changed anything. Raises: NotWritten."""
    return write(folder, made(PublicIncidents(desk).page(now_us), address, now_us))


class Publishing:
    """Runs from `start` to `stop` in a thread of its own. A home that stays apart, as that of a drill, stays silent.

    Args:
        told: called, on the thread, with all files whenever they have changed.
    """

    def __init__(self, desk: Desk, place: Place, told: Callable[[Mapping[str, bytes]], object]) -> None:
        self._desk = desk
        self._place = place
        self._told = told
        self._heard: queue.SimpleQueue[tuple[Entry, ...] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="status page", daemon=True)
        self._shown: tuple[Page, int] | None = None
        """The page, and the day of which the files are."""
        self._files: Mapping[str, bytes] = {}
        self.trouble = ""
        """Why it could not be written; empty if it could."""

    @property
    def page(self) -> Page | None:
        """As it was read last; None before the first time. From any thread."""
        return self._shown[0] if self._shown else None

    def start(self) -> None:
        """Publish from now on. Returns at once."""
        if not self._desk.is_apart:
            self._thread.start()

    def stop(self) -> None:
        """End it; the page stays as it is."""
        self._heard.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        # before it is read: what is written meanwhile is taken in twice
        hear_no_more = self._desk.subscribe(self._hear)
        reading = ReadingDesk.open(self._desk.home)
        try:
            incidents = PublicIncidents(reading)
            while True:
                try:
                    self._publish(incidents)
                    self.trouble = ""
                except DeskError as e:
                    if self.trouble != str(e):  # it is tried every few seconds, and said once
                        log.warning("%s", e)
                    self.trouble = str(e)
                except Exception:
                    log.exception("Writing the status page failed; it is tried again")
                if not self._take(incidents):
                    return
        finally:
            hear_no_more()
            reading.close()

    def _hear(self, recorded: Recorded) -> None:
        self._heard.put(recorded.entries)

    def _take(self, incidents: PublicIncidents) -> bool:
        """Wait for what is new, or for the time to look all the same. Returns: False to end."""
        try:
            first = self._heard.get(timeout=LOOK_S)
        except queue.Empty:
            return True
        time.sleep(GATHER_S)
        found = [first]
        while not self._heard.empty():
            found.append(self._heard.get())
        for entries in found:
            incidents.take(entries or ())
        return None not in found

    def _publish(self, incidents: PublicIncidents) -> None:
        now_us = self._desk.now_us()
        shown = incidents.page(now_us), now_us // DAY_US
        if shown != self._shown:  # most of what is recorded changes nothing of it
            self._files = made(shown[0], self._place.address, now_us)
            self._told(self._files)
            self._shown = shown
        write(Path(self._place.folder), self._files)
