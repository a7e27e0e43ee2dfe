"""The desk: everything above the record speaks to this, and only this."""

from incident_desk.desk.clock import Clock, system_clock
from incident_desk.desk.desk import Desk
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.writer import Recorded

__all__ = ["Clock", "Desk", "ReadingDesk", "Recorded", "system_clock"]
