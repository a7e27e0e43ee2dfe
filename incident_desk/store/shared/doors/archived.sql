-- Reading what lies in the archive, as record_reader. A desk that has no use for it learns of each stretch where it is, what
-- stands before and at its end, and so goes on with the chain behind it.

CREATE FUNCTION record.stretches(p_desk int, p_stream uuid, p_from bigint, p_to bigint, n int)
  RETURNS TABLE (first bigint, last bigint, incident uuid, prev_hash bytea, hash bytea)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.first, a.last, a.incident, a.prev_hash, a.hash FROM record.archived a
   WHERE a.desk = p_desk AND a.stream = p_stream AND a.last >= p_from AND a.first <= p_to
     AND a.first >= coalesce((SELECT max(b.first) FROM record.archived b
                               WHERE b.desk = p_desk AND b.stream = p_stream AND b.first <= p_from), 0)
   ORDER BY a.first LIMIT least(n, 2000)
$$;

-- The beginning of stretches without its words, up to the first place that is signed: it vouches for what is before.
CREATE FUNCTION record.beginnings(p_desk int, p_stream uuid, p_firsts bigint[]) RETURNS SETOF record.entries
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT u.desk, u.stream, u.seq, u.id, u.incident, u.kind, u.author, u.subject, u.hlc, u.occurred_us, u.recorded_us, u.prev_hash,
         u.hash, u.sig, u.digest, ''::bytea, ''::bytea, u.refused, u.pushed_by, u.server_at, u.xid, u.number
    FROM record.archived a CROSS JOIN LATERAL record.unpacked(a) u
   WHERE a.desk = p_desk AND a.stream = p_stream AND a.first = ANY (p_firsts)
     AND u.seq <= coalesce((SELECT min(a.first + o - 1) FROM unnest(a.sigs) WITH ORDINALITY s(sig, o) WHERE sig IS NOT NULL), a.last)
   ORDER BY u.seq LIMIT 50000
$$;

CREATE FUNCTION record.from_archive(p_desk int, p_stream uuid, p_firsts bigint[]) RETURNS SETOF record.entries
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT u.* FROM record.archived a CROSS JOIN LATERAL record.unpacked(a) u
   WHERE a.desk = p_desk AND a.stream = p_stream AND a.first = ANY (p_firsts) ORDER BY u.seq LIMIT 5000
$$;

GRANT EXECUTE ON FUNCTION record.stretches(int, uuid, bigint, bigint, int), record.beginnings(int, uuid, bigint[]),
  record.from_archive(int, uuid, bigint[]) TO desks;
