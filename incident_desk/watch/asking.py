"""One question to one source, whatever its kind."""

from incident_desk.watch.answers import Asked, Line
from incident_desk.watch.sources import Source, SourceKind


def asked(source: Source, question: Asked) -> list[Line]:
    """The series it answers with. Blocks for some seconds at most. Raises: SourceFault in words."""
    match source.kind:
        case SourceKind.PROMETHEUS:
            from incident_desk.watch import prometheus

            return prometheus.asked(source.address, source.headers, question)
        case SourceKind.SQL:
            from incident_desk.watch import sql

            return sql.asked(source.address, question)
        case SourceKind.CSV:
            from incident_desk.watch import documents

            return documents.csv_asked(source.address, source.headers, question)
        case SourceKind.JSON:
            from incident_desk.watch import documents

            return documents.json_asked(source.address, source.headers, question)
