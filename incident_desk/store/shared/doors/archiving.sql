-- Old incidents leave the table that desks read every day: a stretch of a chain becomes one row, from which its entries are
-- read as they were. Nothing is taken on a desk's word: the server packs its own rows, reads them back, compares, and only
-- then removes them, all in one transaction.

CREATE FUNCTION record.unpacked(p record.archived) RETURNS SETOF record.entries
  LANGUAGE sql IMMUTABLE ROWS 50 SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.desk, p.stream, p.first + o - 1, i, p.incident, k, p.author, j, hlc, occ, rec, lag(h, 1, p.prev_hash) OVER (ORDER BY o),
         h, g, coalesce(d, sha256(s || b)), s, b, false, p.pushed_by, t, p.xid, NULL::int
    FROM unnest(p.ids, p.kinds, p.subjects, p.hlcs, p.occurred, p.recorded, p.hashes, p.sigs, p.digests, p.salts, p.bodies,
                p.server_at) WITH ORDINALITY x(i, k, j, hlc, occ, rec, h, g, d, s, b, t, o)
   ORDER BY o
$$;

-- The first place of a batch that the server holds with another hash, or not at all; null if there is none.
CREATE FUNCTION record.first_unlike(p_desk int, p_stream uuid, p_first bigint, hashes bytea[]) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT min(p_first + o - 1) FROM unnest(hashes) WITH ORDINALITY x(hash, o)
    LEFT JOIN record.entries e ON e.desk = p_desk AND e.stream = p_stream AND e.seq = p_first + o - 1
    LEFT JOIN LATERAL (
      SELECT a.first, a.hashes FROM record.archived a
       WHERE a.desk = p_desk AND a.stream = p_stream AND a.first <= p_first + o - 1 ORDER BY a.first DESC LIMIT 1) a ON true
   WHERE coalesce(e.hash, a.hashes[p_first + o - a.first]) IS DISTINCT FROM x.hash
$$;

-- Packs the entries with these ids, which no stretch may leave a hole in. Returns: of each stretch made, its desk and first seq.
CREATE FUNCTION record.pack(moving uuid[], OUT desks int[], OUT firsts bigint[])
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH runs AS (
    SELECT *, e.seq - row_number() OVER (PARTITION BY e.desk, e.incident ORDER BY e.seq) AS run
      FROM record.entries e WHERE e.id = ANY (moving)
  ), parts AS (
    SELECT *, (row_number() OVER (PARTITION BY r.desk, r.incident, r.run ORDER BY r.seq) - 1) / 500 AS part FROM runs r
  ), packed AS (
    INSERT INTO record.archived AS a (desk, stream, first, last, incident, author, pushed_by, xid, prev_hash, hash, ids, kinds,
                                      subjects, hlcs, occurred, recorded, hashes, sigs, digests, salts, bodies, server_at)
    SELECT desk, stream, min(seq), max(seq), incident, min(author), min(pushed_by::text)::name, max(xid::text::numeric)::text::xid8,
           (array_agg(prev_hash ORDER BY seq))[1], (array_agg(hash ORDER BY seq DESC))[1], array_agg(id ORDER BY seq),
           array_agg(kind ORDER BY seq), array_agg(subject ORDER BY seq), array_agg(hlc ORDER BY seq),
           array_agg(occurred_us ORDER BY seq), array_agg(recorded_us ORDER BY seq), array_agg(hash ORDER BY seq),
           array_agg(sig ORDER BY seq), array_agg(CASE WHEN octet_length(salt) = 0 THEN digest END ORDER BY seq),
           array_agg(salt ORDER BY seq), array_agg(body ORDER BY seq), array_agg(server_at ORDER BY seq)
      FROM parts GROUP BY desk, stream, incident, run, part
    RETURNING a.desk, a.first
  )
  SELECT array_agg(desk), array_agg(first) FROM packed
$$;

-- Moves what belongs into the archive among the next n entries behind a place of the open stream. Where it was killed, it is
-- called again from the beginning: what was moved is moved, and the rest is where it was. What governs stays, and so does what
-- carries a stamp, and what came after the archiving was asked for.
CREATE FUNCTION record.archive(k_desk int, k_seq bigint, n int, OUT next_desk int, OUT next_seq bigint, OUT moved int)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me record.desks := record.my_desk();
  nowhere uuid := '00000000-0000-0000-0000-000000000000';
  moving uuid[];
  made record;
BEGIN
  IF me.desk IS NULL OR NOT record.holds(me.person, 'administer')
     OR current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an administrator moves incidents to the archive';
  END IF;
  IF (k_desk >= 0 AND k_seq >= 0 AND n BETWEEN 1 AND 10000) IS NOT TRUE THEN
    RAISE EXCEPTION USING ERRCODE = 'DK000', MESSAGE = 'malformed archiving'; END IF;
  SELECT e.desk, e.seq INTO next_desk, next_seq FROM record.entries e
   WHERE e.stream = nowhere AND (e.desk, e.seq) > (k_desk, k_seq) ORDER BY e.desk, e.seq OFFSET n - 1 LIMIT 1;
  SELECT array_agg(id) INTO moving FROM (
    SELECT e.id FROM record.entries e JOIN record.archivings a USING (incident)
     WHERE e.stream = nowhere AND (e.desk, e.seq) > (k_desk, k_seq)
       AND (next_desk IS NULL OR (e.desk, e.seq) <= (next_desk, next_seq))
       AND e.kind NOT LIKE 'gov.%' AND NOT e.refused AND e.number IS NULL AND e.xid < a.xid
       FOR UPDATE OF e) x;
  moved := coalesce(cardinality(moving), 0);
  IF moved = 0 THEN RETURN; END IF;
  made := record.pack(moving);
  IF record.differ(moving, made.desks, made.firsts) THEN
    RAISE EXCEPTION USING ERRCODE = 'DK002', MESSAGE = 'what was packed is not what was there'; END IF;
  DELETE FROM record.entries WHERE id = ANY (moving);
END $$;

-- Whether what is read back from these stretches is anything else than the entries with these ids.
CREATE FUNCTION record.differ(moving uuid[], desks int[], firsts bigint[]) RETURNS boolean
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH there AS (
    SELECT desk, stream, seq, id, incident, kind, author, subject, hlc, occurred_us, recorded_us, prev_hash, hash, sig, digest, salt,
           body, refused, pushed_by, server_at, number
      FROM record.entries WHERE id = ANY (moving)
  ), back AS (
    SELECT u.desk, u.stream, u.seq, u.id, u.incident, u.kind, u.author, u.subject, u.hlc, u.occurred_us, u.recorded_us, u.prev_hash,
           u.hash, u.sig, u.digest, u.salt, u.body, u.refused, u.pushed_by, u.server_at, u.number
      FROM unnest(desks, firsts) x(desk, first)
      JOIN record.archived a ON (a.desk, a.stream, a.first) = (x.desk, '00000000-0000-0000-0000-000000000000', x.first)
     CROSS JOIN LATERAL record.unpacked(a) u
  )
  SELECT EXISTS (SELECT * FROM there EXCEPT SELECT * FROM back) OR EXISTS (SELECT * FROM back EXCEPT SELECT * FROM there)
      OR (SELECT count(*) FROM there) <> (SELECT count(*) FROM back)
$$;

GRANT EXECUTE ON FUNCTION record.archive(int, bigint, int) TO desks;
GRANT EXECUTE ON FUNCTION record.unpacked(record.archived) TO record_reader;
