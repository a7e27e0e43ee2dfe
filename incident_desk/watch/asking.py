"""One question to one source, whatever its kind."""

from incident_desk.watch.answers import Asked, Line, SourceFault
from incident_desk.watch.sources import Source, SourceKind


def asked(source: Source, question: Asked) -> list[Line]:
    """The series it answers with. Blocks for some seconds at most. Raises: SourceFault in words."""
    if source.kind is SourceKind.PROMETHEUS:
        from incident_desk.watch import prometheus

        return prometheus.asked(source.address, source.headers, question)
    raise SourceFault(f"This desk cannot ask a source of the kind {source.kind}.")
