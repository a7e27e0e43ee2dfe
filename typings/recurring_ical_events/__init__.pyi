from datetime import datetime
from typing import Any

from icalendar import Calendar

class CalendarQuery:
    def between(self, start: datetime, stop: datetime) -> list[Any]: ...

def of(a_calendar: Calendar) -> CalendarQuery: ...
