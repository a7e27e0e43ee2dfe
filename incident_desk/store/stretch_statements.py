"""The statements about stretches in the archive as text. Written by `stretch_queries`."""

from typing import Final

HAS_ARCHIVED: Final = """
    SELECT count(*) AS count_1 FROM sqlite_schema WHERE name = 'archived'
"""

STRETCHES_OF: Final = """
    SELECT archived.desk, archived.stream, archived.first, archived.last, archived.incident, archived.prev_hash,
    archived.hash FROM archived WHERE archived.incident = ? ORDER BY archived.desk, archived.stream, archived.first
"""

STRETCH_AT: Final = """
    SELECT archived.desk, archived.stream, archived.first, archived.last, archived.incident, archived.prev_hash,
    archived.hash FROM archived WHERE archived.desk = ? AND archived.stream = ? AND archived.first <= ? ORDER BY
    archived.first DESC LIMIT 1 OFFSET 0
"""

STRETCHES: Final = """
    SELECT archived.desk, archived.stream, archived.first, archived.last, archived.incident, archived.prev_hash,
    archived.hash FROM archived ORDER BY archived.desk, archived.stream, archived.first
"""

AWAY: Final = """
    SELECT DISTINCT archived.incident FROM archived
"""

STRETCH_ENDS: Final = """
    SELECT archived.desk, archived.stream, max(archived.last) AS max_1, archived.hash, sum((archived.last -
    archived.first) + 1) AS sum_1 FROM archived GROUP BY archived.desk, archived.stream
"""

ASTRAY: Final = """
    SELECT archived.desk, archived.stream, archived.first FROM archived LEFT OUTER JOIN entries AS "before" ON
    "before".desk = archived.desk AND "before".stream = archived.stream AND "before".seq = archived.first - 1 LEFT
    OUTER JOIN entries AS "after" ON "after".desk = archived.desk AND "after".stream = archived.stream AND
    "after".seq = archived.last + 1 LEFT OUTER JOIN archived AS next ON next.desk = archived.desk AND next.stream =
    archived.stream AND next.first = archived.last + 1 WHERE "before".hash != archived.prev_hash OR
    "after".prev_hash != archived.hash OR next.prev_hash != archived.hash OR archived.first = 1 AND
    archived.prev_hash != x'' OR (EXISTS (SELECT within.n FROM entries AS within WHERE within.desk = archived.desk
    AND within.stream = archived.stream AND within.seq BETWEEN archived.first AND archived.last))
"""

PUT_STRETCH: Final = """
    INSERT INTO archived (desk, stream, first, last, incident, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)
"""

DROP_STRETCH: Final = """
    DELETE FROM archived WHERE archived.desk = ? AND archived.stream = ? AND archived.first = ?
"""

ERASED_OF: Final = """
    SELECT entries.subject FROM entries WHERE entries.kind = ? AND coalesce(entries.refused, 0) = 0 AND
    entries.subject IN (SELECT anon_1.value FROM json_each(?) AS anon_1)
"""
