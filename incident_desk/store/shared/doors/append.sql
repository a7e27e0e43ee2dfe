-- The one door through which entries come in. A batch is looked over and written as a set; only governing entries, which
-- change what the next one may do, are taken one by one.

CREATE FUNCTION record.is_shapely(kinds text[], subjects text[], incidents uuid[], p_stream uuid) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  -- what cannot be erased is bounded: no free text outside the body
  SELECT bool_and((
      k ~ '^[a-z][a-z0-9_.-]{0,63}$'
      AND (j IS NULL OR octet_length(j) <= 160 AND (k LIKE 'gov.%'
           OR j ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$'))
      -- an incident with an id of version 8 was restricted from birth, so it is never in the open stream
      AND NOT (p_stream = '00000000-0000-0000-0000-000000000000' AND substr(c::text, 15, 1) = '8')
    ) IS TRUE)
    FROM unnest(kinds, subjects, incidents) x(k, j, c)
$$;

-- The first place in the batch whose hash or digest does not cover it; null if all do. The framing is that of domain/entry.py.
CREATE FUNCTION record.first_uncovered(
  p_desk int, p_stream uuid, p_first bigint, p_prev bytea, ids uuid[], incidents uuid[], kinds text[], authors text[],
  subjects text[], hlcs bigint[], occurred bigint[], recorded bigint[], hashes bytea[], digests bytea[], salts bytea[],
  bodies bytea[]) RETURNS bigint
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT min(p_first + o - 1) FROM (
    SELECT o, h, d, s, b, sha256(
        lag(h, 1, p_prev) OVER (ORDER BY o) || int4send(p_desk) || uuid_send(p_stream) || int8send(p_first + o - 1)
        || uuid_send(id) || uuid_send(inc) || int8send(hlc) || int8send(occ) || int8send(rec)
        || int4send(octet_length(convert_to(k, 'UTF8'))) || convert_to(k, 'UTF8')
        || int4send(octet_length(convert_to(a, 'UTF8'))) || convert_to(a, 'UTF8')
        || CASE WHEN j IS NULL THEN int4send(-1)
             ELSE int4send(octet_length(convert_to(j, 'UTF8'))) || convert_to(j, 'UTF8') END
        || d) AS must
      FROM unnest(ids, incidents, kinds, authors, subjects, hlcs, occurred, recorded, hashes, digests, salts, bodies)
        WITH ORDINALITY x(id, inc, k, a, j, hlc, occ, rec, h, d, s, b, o)
  ) y
  WHERE (h = must) IS NOT TRUE OR (CASE
      WHEN octet_length(s) + octet_length(b) = 0 THEN octet_length(d) = 32  -- emptied: only the digest is left
      ELSE octet_length(s) = 16 AND d = sha256(s || b) END) IS NOT TRUE
$$;

CREATE FUNCTION record.push(
  p_stream uuid, p_first bigint, p_prev bytea, ids uuid[], incidents uuid[], kinds text[], authors text[],
  subjects text[], hlcs bigint[], occurred bigint[], recorded bigint[], hashes bytea[], digests bytea[], salts bytea[],
  bodies bytea[], p_sig bytea, OUT seq bigint, OUT refused bigint[])
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me record.desks := record.my_desk();
  s record.streams;
  h record.heads;
  n int := cardinality(ids);
  held int;      -- how many of the batch the server has already
  i int;         -- the next to write, and where its run ends
  j int;
  bad bigint;
  written bigint;
  not_heeded bigint[];
  ok boolean;
  reads boolean;
  writes boolean;
  now_ms bigint := (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
BEGIN
  IF me.desk IS NULL THEN RAISE insufficient_privilege USING MESSAGE = 'not a desk'; END IF;
  IF p_first IS NULL OR p_first < 1 OR n IS NULL OR n NOT BETWEEN 1 AND 100
     OR current_setting('transaction_isolation') <> 'read committed'  -- an old snapshot keeps powers that were taken away
     -- flat, of one length and counted from 1: else what is hashed in order is not what is written by subscript
     OR (SELECT bool_or(d IS DISTINCT FROM '[1:' || n || ']') FROM unnest(ARRAY[array_dims(ids), array_dims(incidents),
          array_dims(kinds), array_dims(authors), array_dims(subjects), array_dims(hlcs), array_dims(occurred),
          array_dims(recorded), array_dims(hashes), array_dims(digests), array_dims(salts), array_dims(bodies)]) d)
     OR (octet_length(p_sig) = 64) IS NOT TRUE
     OR record.is_shapely(kinds, subjects, incidents, p_stream) IS NOT TRUE
     -- moments that a calendar has, from year 1 to 9999: no desk could show another
     OR (SELECT bool_and(t >= 0) FROM unnest(hlcs) t) IS NOT TRUE
     OR (SELECT bool_and(t BETWEEN -62135596800000000 AND 253402300799999999) FROM unnest(occurred || recorded) t) IS NOT TRUE
    THEN RAISE EXCEPTION USING ERRCODE = 'DK000', MESSAGE = 'malformed batch'; END IF;

  SELECT * INTO s FROM record.streams WHERE stream = p_stream;
  IF s.stream IS NULL AND p_first = 1 AND record.holds(me.person, 'open') AND kinds[1] = 'gov.incident.opened'
     AND incidents[1] = p_stream AND p_stream = record.derived(me.desk, ids[1]) THEN
    -- restricted from birth: stream, grants and number in one act
    INSERT INTO record.streams (stream, sort, incident) VALUES (p_stream, 'restricted', p_stream) ON CONFLICT DO NOTHING;
    INSERT INTO record.heads (desk, stream) VALUES (me.desk, p_stream) ON CONFLICT DO NOTHING;
    SELECT * INTO s FROM record.streams WHERE stream = p_stream;
  END IF;
  SELECT * INTO h FROM record.heads WHERE desk = me.desk AND stream = p_stream FOR UPDATE;
  IF NOT FOUND THEN
    IF s.stream IS NULL OR NOT (p_stream IN (SELECT record.my_streams())
         OR EXISTS (SELECT FROM record.grants g WHERE g.stream = p_stream AND g.person = me.person)
         OR s.sort = 'restricted' AND record.holds(me.person, 'administer'))
      THEN RAISE insufficient_privilege USING MESSAGE = 'no such stream for this desk'; END IF;  -- unknown or sealed: same words
    INSERT INTO record.heads (desk, stream) VALUES (me.desk, p_stream) ON CONFLICT DO NOTHING;
    SELECT * INTO h FROM record.heads WHERE desk = me.desk AND stream = p_stream FOR UPDATE;
  END IF;
  -- only now: another session of this desk may have kept us waiting here while its rights were taken away
  me := record.my_desk();
  IF me.desk IS NULL THEN RAISE insufficient_privilege USING MESSAGE = 'not a desk'; END IF;
  SELECT * INTO s FROM record.streams WHERE stream = p_stream;
  reads := p_stream IN (SELECT record.my_streams());
  writes := record.holds(me.person, 'write');
  IF p_first > h.seq + 1 THEN
    RAISE EXCEPTION USING ERRCODE = 'DK001', MESSAGE = 'gap', HINT = h.seq::text;
  END IF;

  bad := record.first_uncovered(me.desk, p_stream, p_first, p_prev, ids, incidents, kinds, authors, subjects, hlcs,
                                occurred, recorded, hashes, digests, salts, bodies);
  IF bad IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'DK002', MESSAGE = 'hash does not cover this entry', HINT = bad::text;
  END IF;
  held := least(n, h.seq - p_first + 1);
  IF held > 0 THEN  -- a push again: never writes the row again, so an erased body stays erased
    SELECT min(p_first + o - 1) INTO bad FROM unnest(hashes) WITH ORDINALITY x(hash, o)
      LEFT JOIN record.entries e ON e.desk = me.desk AND e.stream = p_stream AND e.seq = p_first + o - 1
     WHERE o <= held AND e.hash IS DISTINCT FROM x.hash;
    IF bad IS NOT NULL THEN bad := record.first_unlike(me.desk, p_stream, p_first, hashes[:held]); END IF;
    IF bad IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'same key, different hash', HINT = bad::text;
    END IF;
  END IF;

  refused := '{}';
  IF held < n THEN
    IF (CASE held WHEN 0 THEN p_prev ELSE hashes[held] END) IS DISTINCT FROM h.hash THEN
      RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'chain forks', HINT = (p_first + held)::text;
    END IF;
    IF EXISTS (SELECT FROM unnest(authors) WITH ORDINALITY x(a, o) WHERE o > held AND a IS DISTINCT FROM me.person) THEN
      RAISE insufficient_privilege USING MESSAGE = 'author is not this desk''s person';
    END IF;
    IF EXISTS (SELECT FROM unnest(hlcs) WITH ORDINALITY x(t, o) WHERE o > held AND (t >> 16) > now_ms + 600000) THEN
      RAISE EXCEPTION USING ERRCODE = 'DK004', MESSAGE = 'clock ahead', HINT = now_ms::text;
    END IF;
  END IF;

  i := held + 1;
  WHILE i <= n LOOP
    IF kinds[i] LIKE 'gov.%' THEN
      j := i;
      ok := record.govern(me, s, ids[i], incidents[i], kinds[i], subjects[i]);
      SELECT * INTO s FROM record.streams WHERE stream = p_stream;
      reads := p_stream IN (SELECT record.my_streams());
      writes := record.holds(me.person, 'write');
    ELSE
      SELECT coalesce(min(o) - 1, n) INTO j FROM unnest(kinds) WITH ORDINALITY x(k, o) WHERE o > i AND k LIKE 'gov.%';
      ok := reads AND writes;
    END IF;
    WITH kept AS (
      INSERT INTO record.entries AS e (desk, stream, seq, id, incident, kind, author, subject, hlc, occurred_us, recorded_us,
                                       prev_hash, hash, sig, digest, salt, body, refused, pushed_by, server_at, xid, number)
      SELECT me.desk, p_stream, p_first + i + o - 2, x.id, x.incident, x.kind, x.author, x.subject, x.hlc, x.occurred_us,
             x.recorded_us, x.prev_hash, x.hash, CASE WHEN i + o - 1 = n THEN p_sig END, x.digest, x.salt, x.body,
             NOT (ok AND (x.kind LIKE 'gov.%' OR s.incident IS NULL OR s.incident = x.incident)),
             session_user, clock_timestamp(), pg_current_xact_id(),
             CASE WHEN ok AND x.kind = 'gov.incident.opened'
               THEN (SELECT y.number FROM record.incidents y WHERE y.incident = x.incident) END
        FROM unnest(ids[i:j], incidents[i:j], kinds[i:j], authors[i:j], subjects[i:j], hlcs[i:j], occurred[i:j],
                    recorded[i:j], hashes[i:j], digests[i:j], salts[i:j], bodies[i:j],
                    array_prepend(CASE i WHEN 1 THEN p_prev ELSE hashes[i - 1] END, hashes[i:j - 1]))
             WITH ORDINALITY x(id, incident, kind, author, subject, hlc, occurred_us, recorded_us, hash, digest, salt, body,
                               prev_hash, o)
      ON CONFLICT (id) DO NOTHING
      RETURNING e.seq, e.refused)
    SELECT count(*), coalesce(array_agg(k.seq ORDER BY k.seq) FILTER (WHERE k.refused), '{}')
      INTO written, not_heeded FROM kept k;
    IF written < j - i + 1 THEN
      RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'same key, different hash', HINT = (p_first + i - 1)::text;
    END IF;
    refused := refused || not_heeded;
    i := j + 1;
  END LOOP;
  -- only now: what has the same id may have been moved to the archive while we waited for it
  IF held < n AND EXISTS (SELECT FROM record.archived a WHERE a.ids && (push.ids)[held + 1:]) THEN
    RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'same key, different hash', HINT = (p_first + held)::text;
  END IF;
  -- always writes: an acknowledgement of what was there already waits for the standbys like a first one
  UPDATE record.heads SET seq = greatest(h.seq, p_first + n - 1), hash = CASE WHEN held < n THEN hashes[n] ELSE h.hash END
   WHERE desk = me.desk AND stream = p_stream;
  seq := greatest(h.seq, p_first + n - 1);
END $$;

GRANT EXECUTE ON FUNCTION record.push(uuid, bigint, bytea, uuid[], uuid[], text[], text[], text[], bigint[], bigint[],
  bigint[], bytea[], bytea[], bytea[], bytea[], bytea) TO desks;
