"""The statements of the store as text, which is what the driver takes.

Loading SQLAlchemy takes 0.1 s, and a start of the window would wait for it. Written by `queries`: change nothing here.
"""

from typing import Final

OF_INCIDENT: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM entries WHERE
    entries.incident = ? ORDER BY entries.hlc, entries.desk, entries.stream, entries.seq
"""

OF_KINDS: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM entries WHERE
    entries.kind IN (SELECT anon_1.value FROM json_each(?) AS anon_1) ORDER BY entries.hlc, entries.desk,
    entries.stream, entries.seq
"""

FIRST_OF_INCIDENT: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM entries WHERE
    entries.incident = ? AND entries.kind IN (SELECT anon_1.value FROM json_each(?) AS anon_1) ORDER BY entries.hlc,
    entries.desk, entries.stream, entries.seq LIMIT ? OFFSET 0
"""

BY_ID: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM entries WHERE
    entries.id = ?
"""

AFTER: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM entries WHERE
    entries.n > ? ORDER BY entries.n
"""

INCIDENTS: Final = """
    SELECT DISTINCT entries.incident FROM entries
"""

LAST_N: Final = """
    SELECT coalesce(max(entries.n), 0) AS coalesce_1 FROM entries
"""

LOWEST: Final = """
    SELECT min(coalesce(min(entries.n), 1), 1) AS min_1 FROM entries
"""

LAST_HLC: Final = """
    SELECT coalesce(max(entries.hlc), 0) AS coalesce_1 FROM entries
"""

COUNT: Final = """
    SELECT count(*) AS count_1 FROM entries
"""

AT: Final = """
    SELECT entries.hash FROM entries WHERE entries.n = ?
"""

STAMPED_BEFORE: Final = """
    SELECT count(*) AS count_1 FROM parked JOIN entries ON entries.desk = parked.desk AND entries.seq = parked.seq
    WHERE entries.n = ? AND entries.stream = parked.stream AND parked.hash = ? AND parked.why = ?
"""

UNSHARED: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM entries WHERE
    entries.acked = 0 ORDER BY entries.hlc DESC, entries.seq DESC LIMIT ? OFFSET 0
"""

INSERT: Final = """
    INSERT INTO entries (desk, stream, seq, id, incident, kind, author, subject, hlc, occurred_us, recorded_us,
    prev_hash, hash, digest, salt, body, sig, refused, number, acked, heard_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

INSERT_BEFORE: Final = """
    INSERT INTO entries (n, desk, stream, seq, id, incident, kind, author, subject, hlc, occurred_us, recorded_us,
    prev_hash, hash, digest, salt, body, sig, refused, number, acked, heard_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

HEADS: Final = """
    SELECT entries.desk, entries.stream, entries.seq, entries.hash FROM entries JOIN (SELECT entries.desk AS desk,
    entries.stream AS stream, max(entries.seq) AS seq FROM entries GROUP BY entries.desk, entries.stream) AS anon_1
    ON anon_1.desk = entries.desk AND anon_1.stream = entries.stream AND entries.seq = anon_1.seq
"""

HELD: Final = """
    SELECT entries.hash FROM entries WHERE entries.desk = ? AND entries.stream = ? AND entries.seq = ?
"""

REMEMBER: Final = """
    INSERT INTO settings ("key", value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = (settings.value || char(10)
    || excluded.value)
"""

RESTAMP: Final = """
    UPDATE entries SET hlc=?, occurred_us=?, recorded_us=?, prev_hash=?, hash=?, heard_us=? WHERE entries.n = ?
"""

EMPTY: Final = """
    UPDATE entries SET salt=x'', body=x'' WHERE entries.id = ? RETURNING n
"""

UNPARK: Final = """
    UPDATE parked SET entry=x'' WHERE instr(parked.entry, CAST(? AS BLOB)) > 0
"""

TOMBSTONE: Final = """
    INSERT INTO erased_files (digest) VALUES (?) ON CONFLICT DO NOTHING
"""

FORM: Final = """
    SELECT alembic_version.version_num FROM alembic_version
"""

SETTING: Final = """
    SELECT settings.value FROM settings WHERE settings."key" = ?
"""

PUT_SETTING: Final = """
    INSERT INTO settings ("key", value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value
"""

DROP_SETTING: Final = """
    DELETE FROM settings WHERE settings."key" = ?
"""

IDENTITIES: Final = """
    SELECT identities.desk, identities.person, identities.public_key, identities.created_us, identities.retired FROM
    identities ORDER BY identities.created_us, identities.desk
"""

ADD_IDENTITY: Final = """
    INSERT INTO identities (desk, person, public_key, created_us, retired) VALUES (?, ?, ?, ?, ?)
"""

RETIRE: Final = """
    UPDATE identities SET retired=? WHERE identities.desk = ?
"""

PEOPLE: Final = """
    SELECT identities.person FROM identities WHERE identities.retired = 0 ORDER BY identities.created_us,
    identities.desk
"""

GAPS: Final = """
    SELECT entries.desk, entries.stream, count(*) AS count_1, max(entries.seq) AS max_1 FROM entries GROUP BY
    entries.desk, entries.stream HAVING count(*) != max(entries.seq)
"""

NUMBERS: Final = """
    SELECT count(*) AS count_1, coalesce((max(entries.n) - min(min(entries.n), 1)) + 1, 0) AS coalesce_1 FROM
    entries
"""

BROKEN: Final = """
    SELECT entries.desk, entries.stream, entries.seq FROM entries LEFT OUTER JOIN entries AS "before" ON
    "before".desk = entries.desk AND "before".stream = entries.stream AND "before".seq = entries.seq - 1 WHERE
    entries.prev_hash IS NOT coalesce("before".hash, x'') AND (entries.seq = 1 OR "before".hash IS NOT NULL)
"""

ALL: Final = """
    SELECT words_content.c0, entries.id, entries.incident, entries.stream, entries.kind, entries.author,
    entries.subject, entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us,
    entries.prev_hash, entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number
    FROM entries LEFT OUTER JOIN words_content ON entries.n = words_content.id ORDER BY entries.n
"""

ORPHANS: Final = """
    SELECT count(*) AS count_1 FROM words_content WHERE (words_content.id NOT IN (SELECT entries.n FROM entries))
"""

ERASED_FILES: Final = """
    SELECT erased_files.digest FROM erased_files
"""

FILES: Final = """
    SELECT entries.acked, entries.id, entries.incident, entries.stream, entries.kind, entries.author,
    entries.subject, entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us,
    entries.prev_hash, entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number
    FROM entries WHERE entries.kind = ? ORDER BY entries.hlc DESC, entries.desk DESC, entries.stream DESC,
    entries.seq DESC
"""

OTHER_DESKS: Final = """
    SELECT roster.desk FROM roster WHERE (roster.desk NOT IN (SELECT identities.desk FROM identities))
"""

ERASED_FILE: Final = """
    SELECT erased_files.digest FROM erased_files WHERE erased_files.digest = ?
"""

UNINDEXED: Final = """
    SELECT entries.n, entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM entries WHERE
    entries.n > (SELECT max(coalesce(max(words_content.id), 0), 0) AS max_1 FROM words_content) ORDER BY entries.n
"""

EVERYWHERE: Final = """
    SELECT words.text, entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM words JOIN
    entries ON entries.n = words.rowid WHERE words.words MATCH ? ORDER BY words.rowid DESC LIMIT ? OFFSET 0
"""

WITHIN: Final = """
    SELECT words.text, entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number FROM words JOIN
    entries ON entries.n = words.rowid WHERE words.words MATCH ? AND words.rowid BETWEEN (SELECT min(entries.n) AS
    min_1 FROM entries WHERE entries.incident = ?) AND (SELECT max(entries.n) AS max_1 FROM entries WHERE
    entries.incident = ?) AND entries.incident = ? ORDER BY words.rowid DESC LIMIT ? OFFSET 0
"""

HAS_TABLE: Final = """
    SELECT count(*) AS count_1 FROM sqlite_schema WHERE name = ?
"""

FIRST_CARRIED: Final = """
    SELECT carried.desk, carried.stream, min(carried.seq) AS min_1, count(*) AS count_1 FROM carried GROUP BY
    carried.desk, carried.stream
"""

BEFORE: Final = """
    SELECT count(*) AS count_1, coalesce(max(entries.seq), 0) AS coalesce_1 FROM entries WHERE entries.desk = ? AND
    entries.stream = ? AND entries.seq < ?
"""

CARRIED_AT: Final = """
    SELECT entries.n, entries.hash, entries.prev_hash FROM entries JOIN carried ON carried.desk = entries.desk AND
    carried.stream = entries.stream AND carried.seq = entries.seq WHERE entries.desk = ? AND entries.stream = ? AND
    entries.seq = ?
"""

CARRIED_IN: Final = """
    SELECT carried.seq FROM carried WHERE carried.desk = ? AND carried.stream = ? AND carried.seq BETWEEN ? AND ?
    LIMIT 1 OFFSET 0
"""

CARRY: Final = """
    INSERT INTO carried (desk, stream, seq) VALUES (?, ?, ?)
"""

COMPLETE: Final = """
    DELETE FROM carried WHERE carried.desk = ? AND carried.stream = ? AND carried.seq = ?
"""

STAMP_CARRIED: Final = """
    UPDATE entries SET sig=?, refused=?, number=?, acked=? WHERE entries.n = ?
"""

SIGNED: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number, entries.acked,
    entries.sig FROM entries ORDER BY entries.desk, entries.stream, entries.seq
"""

SIGNED_OF: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number, entries.acked,
    entries.sig FROM entries WHERE entries.incident = ? OR entries.incident = ? OR entries.incident = ? ORDER BY
    entries.desk, entries.stream, entries.seq
"""

SIGNED_AT: Final = """
    SELECT entries.id, entries.incident, entries.stream, entries.kind, entries.author, entries.subject,
    entries.desk, entries.seq, entries.hlc, entries.occurred_us, entries.recorded_us, entries.prev_hash,
    entries.hash, entries.digest, entries.salt, entries.body, entries.refused, entries.number, entries.sig FROM
    entries WHERE entries.desk = ? AND entries.stream = ? AND entries.seq = ?
"""

LINK_AT: Final = """
    SELECT links.entry, links.sig FROM links WHERE links.desk = ? AND links.stream = ? AND links.seq = ?
"""

LINK: Final = """
    INSERT INTO links (desk, stream, seq, entry, sig) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""

OFFER: Final = """
    INSERT INTO offered (id, incident, stream, offer) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
"""

SETTLE: Final = """
    INSERT INTO offered (id, incident, stream, offer) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET offer =
    excluded.offer
"""

OFFERED: Final = """
    SELECT offered.offer FROM offered WHERE length(offered.offer) > 0 AND (offered.id NOT IN (SELECT entries.id FROM
    entries)) ORDER BY offered.id
"""

FORGET_OFFER: Final = """
    UPDATE offered SET offer=? WHERE offered.id = ?
"""

IS_OFFERED: Final = """
    SELECT length(offered.offer) > 0 AS anon_1 FROM offered WHERE offered.id = ?
"""

ROSTER: Final = """
    SELECT roster.desk, roster.person, roster.public_key FROM roster
"""

ACCEPTANCE: Final = """
    SELECT entries.acked, entries.refused FROM entries WHERE entries.id = ?
"""

PIN: Final = """
    INSERT INTO roster (desk, person, public_key, heard_us) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
"""

PARK: Final = """
    INSERT INTO parked (desk, stream, seq, hash, why, entry) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
