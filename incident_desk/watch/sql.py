"""A database by its SQLAlchemy address: a row for each moment, or one row that is of now."""

from datetime import UTC, datetime

from incident_desk.store import foreign
from incident_desk.watch.answers import Asked, Line, SourceFault
from incident_desk.watch.rows import lines_of


def asked(address: str, question: Asked) -> list[Line]:
    """The series. Blocks for some seconds at most. Raises: SourceFault in words."""
    bounds = {
        "since": datetime.fromtimestamp(question.since_s, UTC),
        "until": datetime.fromtimestamp(question.until_s, UTC),
        "since_s": question.since_s,
        "until_s": question.until_s,
        "step_s": question.step_s,
    }
    try:
        found = foreign.rows(address, question.query, bounds)
    except foreign.ForeignFault as e:
        raise SourceFault(str(e)) from e
    return lines_of(found, question)
