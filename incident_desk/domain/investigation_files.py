"""Files and pictures as evidence: kept like a file on the timeline, within the seal of the investigation.

The file is a line of the investigation's own stream, so it reaches its members only, and is erased, searched, carried
and checked as every other attachment is; the piece of evidence is taken from that line.
"""

from incident_desk.domain.commands import Context, Draft, command
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import WHO, AddEvidence, found_evidence, meant, work_on
from incident_desk.domain.investigation_entries import Trust
from incident_desk.domain.investigation_list import Evidence, Investigations
from incident_desk.domain.timeline import Attach, AttachmentAdded, Timeline, attachment


class AttachEvidence(Attach, frozen=True):
    """`text` is what the file shows, and may begin as that of other evidence does: "for H2 …"; else its name stands
    there. `investigation`, `source` and `trust` are as for other evidence.
    """

    investigation: str = ""
    source: str = ""
    trust: Trust = Trust.HIGH
    speaker: str = ""


@command("investigation.attach", help="Add a file or a picture as a piece of evidence", who=WHO)
def attach_evidence(
    investigations: Investigations, timeline: Timeline, context: Context, fields: AttachEvidence
) -> list[Draft]:
    is_named = not fields.text.strip()
    if not is_named:
        found, text = meant(investigations, context.by, fields.investigation, fields.text)
    else:
        found, text = work_on(investigations, context.by, fields.investigation), fields.name
    file = EntryId(context.new_id())
    said = AddEvidence(text, found.id, fields.source, fields.trust, file, fields.occurred_us, fields.speaker)
    return [
        Draft(attachment(fields), stream=found.stream, id=file, occurred_us=fields.occurred_us),
        *found_evidence(found, text, timeline, context, said, is_plain=is_named),
    ]


def file_of(piece: Evidence, timeline: Timeline) -> AttachmentAdded | None:
    """The file that a piece of evidence was taken from; None if it was none, or is erased."""
    line = timeline.at.get(piece.of) if piece.of is not None else None
    if line is None or line.is_erased or not isinstance(line.body, AttachmentAdded):
        return None
    return line.body
