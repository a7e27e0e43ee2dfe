-- The one door through which entries come in. A batch is looked over and written as a set; only governing entries, which
-- change what the next one may do, are taken one by one.

-- What is wrong with the entries of a batch, by their place in it from 1 on. The framing is that of domain/entry.py.
-- `last_foreign` and `last_ahead` say where the last one stands: what the server has already was let in by what held then.
CREATE FUNCTION record.looked_over(
  p_desk int, p_person text, p_stream uuid, p_first bigint, p_prev bytea, ids uuid[], incidents uuid[], kinds text[],
  authors text[], subjects text[], hlcs bigint[], occurred bigint[], recorded bigint[], hashes bytea[], digests bytea[],
  salts bytea[], bodies bytea[], latest_ms bigint,
  OUT is_shapely boolean, OUT first_uncovered bigint, OUT last_foreign bigint, OUT last_ahead bigint, OUT governs boolean)
  LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  SELECT
      -- what cannot be erased is bounded: no free text outside the body
      bool_and((k ~ '^[a-z][a-z0-9_.-]{0,63}$'
        AND (j IS NULL OR octet_length(j) <= 160 AND (k LIKE 'gov.%'
             OR j ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$'))
        -- an incident with an id of version 8 was restricted from birth, so it is never in the open stream
        AND NOT (p_stream = '00000000-0000-0000-0000-000000000000' AND substr(inc::text, 15, 1) = '8')
        -- moments that a calendar has, from year 1 to 9999: no desk could show another
        AND hlc >= 0 AND occ BETWEEN -62135596800000000 AND 253402300799999999
        AND rec BETWEEN -62135596800000000 AND 253402300799999999) IS TRUE),
      min(o) FILTER (WHERE (h = must) IS NOT TRUE OR (CASE
        WHEN octet_length(s) + octet_length(b) = 0 THEN octet_length(d) = 32  -- emptied: only the digest is left
        ELSE octet_length(s) = 16 AND d = sha256(s || b) END) IS NOT TRUE),
      max(o) FILTER (WHERE a IS DISTINCT FROM p_person),
      max(o) FILTER (WHERE hlc >> 16 > latest_ms OR rec / 1000 > latest_ms),
      bool_or(k LIKE 'gov.%')
    INTO is_shapely, first_uncovered, last_foreign, last_ahead, governs
    FROM (
      SELECT *, sha256(
          CASE o WHEN 1 THEN p_prev ELSE hashes[(o - 1)::int] END || int4send(p_desk) || uuid_send(p_stream)
          || int8send(p_first + o - 1) || uuid_send(id) || uuid_send(inc) || int8send(hlc) || int8send(occ) || int8send(rec)
          || int4send(octet_length(convert_to(k, 'UTF8'))) || convert_to(k, 'UTF8')
          || int4send(octet_length(convert_to(a, 'UTF8'))) || convert_to(a, 'UTF8')
          || CASE WHEN j IS NULL THEN int4send(-1)
               ELSE int4send(octet_length(convert_to(j, 'UTF8'))) || convert_to(j, 'UTF8') END
          || d) AS must
        FROM unnest(ids, incidents, kinds, authors, subjects, hlcs, occurred, recorded, hashes, digests, salts, bodies)
          WITH ORDINALITY x(id, inc, k, a, j, hlc, occ, rec, h, d, s, b, o)
    ) y;
END $$;

CREATE FUNCTION record.push(
  p_stream uuid, p_first bigint, p_prev bytea, ids uuid[], incidents uuid[], kinds text[], authors text[],
  subjects text[], hlcs bigint[], occurred bigint[], recorded bigint[], hashes bytea[], digests bytea[], salts bytea[],
  bodies bytea[], p_sig bytea, OUT seq bigint, OUT refused bigint[])
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  me record.desks := record.my_desk();
  s record.streams;
  h record.heads;
  is_ record;    -- what is wrong with the batch
  now_ record;   -- who is asking, and what they may
  n int := cardinality(ids);
  dims text := '[1:' || n || ']';
  held int;      -- how many of the batch the server has already
  i int;         -- the next to write, and where its run ends
  j int;
  bad bigint;
  written bigint;
  given int;     -- the number of the incident that is opened
  ok boolean;
  may_refuse boolean := false;
  now_ms bigint := (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
BEGIN
  IF me.desk IS NULL THEN RAISE insufficient_privilege USING MESSAGE = 'not a desk'; END IF;
  IF p_first IS NULL OR p_first < 1 OR n IS NULL OR n NOT BETWEEN 1 AND 100
     OR current_setting('transaction_isolation') <> 'read committed'  -- an old snapshot keeps powers that were taken away
     -- flat, of one length and counted from 1: else what is hashed in order is not what is written by subscript
     OR (array_dims(ids) = dims AND array_dims(incidents) = dims AND array_dims(kinds) = dims AND array_dims(authors) = dims
         AND array_dims(subjects) = dims AND array_dims(hlcs) = dims AND array_dims(occurred) = dims
         AND array_dims(recorded) = dims AND array_dims(hashes) = dims AND array_dims(digests) = dims
         AND array_dims(salts) = dims AND array_dims(bodies) = dims) IS NOT TRUE
     OR (octet_length(p_sig) = 64) IS NOT TRUE
    THEN RAISE EXCEPTION USING ERRCODE = 'DK000', MESSAGE = 'malformed batch'; END IF;
  is_ := record.looked_over(me.desk, me.person, p_stream, least(p_first, 1::bigint << 62), p_prev, ids, incidents, kinds,
                            authors, subjects, hlcs, occurred, recorded, hashes, digests, salts, bodies, now_ms + 600000);
  IF is_.is_shapely IS NOT TRUE THEN RAISE EXCEPTION USING ERRCODE = 'DK000', MESSAGE = 'malformed batch'; END IF;

  SELECT * INTO h FROM record.heads WHERE desk = me.desk AND stream = p_stream FOR UPDATE;
  IF NOT FOUND THEN
    SELECT * INTO s FROM record.streams WHERE stream = p_stream;
    IF s.stream IS NULL AND p_first = 1 AND record.holds(me.person, 'open') AND kinds[1] = 'gov.incident.opened'
       AND incidents[1] = p_stream AND p_stream = record.derived(me.desk, ids[1]) THEN
      -- restricted from birth: stream, grants and number in one act
      INSERT INTO record.streams (stream, sort, incident) VALUES (p_stream, 'restricted', p_stream) ON CONFLICT DO NOTHING;
    ELSIF s.stream IS NULL OR NOT (p_stream IN (SELECT record.my_streams())
         OR EXISTS (SELECT FROM record.grants g WHERE g.stream = p_stream AND g.person = me.person)
         OR s.sort = 'restricted' AND record.holds(me.person, 'administer'))
      THEN RAISE insufficient_privilege USING MESSAGE = 'no such stream for this desk';  -- unknown or sealed: same words
    END IF;
    INSERT INTO record.heads (desk, stream) VALUES (me.desk, p_stream) ON CONFLICT DO NOTHING;
    SELECT * INTO h FROM record.heads WHERE desk = me.desk AND stream = p_stream FOR UPDATE;
  END IF;
  -- only now: another session of this desk may have kept us waiting here while its rights were taken away
  SELECT d AS me, x AS s, record.holds(d.person, 'write') AS writes,
         -- what stands first says the same of the open stream, and costs less
         x.stream = '00000000-0000-0000-0000-000000000000' OR x.stream IN (SELECT record.readable(d.person)) AS reads
    INTO now_ FROM record.desks d JOIN record.streams x ON x.stream = p_stream
   WHERE d.pg_role = session_user AND d.revoked_at IS NULL;
  IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'not a desk'; END IF;
  me := now_.me;
  s := now_.s;
  IF p_first > h.seq + 1 THEN
    RAISE EXCEPTION USING ERRCODE = 'DK001', MESSAGE = 'gap', HINT = h.seq::text;
  END IF;
  IF is_.first_uncovered IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'DK002', MESSAGE = 'hash does not cover this entry',
                          HINT = (p_first + is_.first_uncovered - 1)::text;
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
  IF held < n THEN
    IF (CASE held WHEN 0 THEN p_prev ELSE hashes[held] END) IS DISTINCT FROM h.hash THEN
      RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'chain forks', HINT = (p_first + held)::text;
    END IF;
    IF is_.last_foreign > held THEN
      RAISE insufficient_privilege USING MESSAGE = 'author is not this desk''s person';
    END IF;
    IF is_.last_ahead > held THEN
      RAISE EXCEPTION USING ERRCODE = 'DK004', MESSAGE = 'clock ahead', HINT = now_ms::text;
    END IF;
  END IF;

  i := held + 1;
  WHILE i <= n LOOP
    ok := now_.reads AND now_.writes;
    j := n;
    given := NULL;
    IF is_.governs THEN
      IF kinds[i] LIKE 'gov.%' THEN
        j := i;
        ok := record.govern(me, s, ids[i], incidents[i], kinds[i], subjects[i]);
        SELECT x AS s, x.stream IN (SELECT record.readable(me.person)) AS reads, record.holds(me.person, 'write') AS writes
          INTO now_ FROM record.streams x WHERE x.stream = p_stream;
        s := now_.s;
        IF ok AND kinds[i] = 'gov.incident.opened' THEN
          SELECT y.number INTO given FROM record.incidents y WHERE y.incident = incidents[i];
        END IF;
      ELSE
        SELECT coalesce(min(o) - 1, n) INTO j FROM unnest(kinds) WITH ORDINALITY x(k, o) WHERE o > i AND k LIKE 'gov.%';
      END IF;
    END IF;
    INSERT INTO record.entries (desk, stream, seq, id, incident, kind, author, subject, hlc, occurred_us, recorded_us,
                                prev_hash, hash, sig, digest, salt, body, refused, pushed_by, server_at, xid, number)
      SELECT me.desk, p_stream, p_first + i + o - 2, x.id, x.incident, x.kind, x.author, x.subject, x.hlc, x.occurred_us,
             x.recorded_us, CASE i + o WHEN 2 THEN p_prev ELSE hashes[i + o::int - 2] END, x.hash,
             CASE WHEN i + o - 1 = n THEN p_sig END, x.digest, x.salt, x.body,
             NOT (ok AND (x.kind LIKE 'gov.%' OR s.incident IS NULL OR s.incident = x.incident)),
             session_user, clock_timestamp(), pg_current_xact_id(), given
        FROM unnest(ids[i:j], incidents[i:j], kinds[i:j], authors[i:j], subjects[i:j], hlcs[i:j], occurred[i:j],
                    recorded[i:j], hashes[i:j], digests[i:j], salts[i:j], bodies[i:j])
             WITH ORDINALITY x(id, incident, kind, author, subject, hlc, occurred_us, recorded_us, hash, digest, salt, body, o)
      ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS written = ROW_COUNT;
    IF written < j - i + 1 THEN
      RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'same key, different hash', HINT = (p_first + i - 1)::text;
    END IF;
    may_refuse := may_refuse OR ok IS NOT TRUE OR s.incident IS NOT NULL;
    i := j + 1;
  END LOOP;
  -- only now: what has the same id may have been moved to the archive while we waited for it
  IF held < n AND EXISTS (SELECT FROM record.archived a WHERE a.ids && (push.ids)[held + 1:]) THEN
    RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'same key, different hash', HINT = (p_first + held)::text;
  END IF;
  refused := '{}';
  IF may_refuse THEN
    refused := ARRAY(SELECT e.seq FROM record.entries e
      WHERE e.desk = me.desk AND e.stream = p_stream AND e.seq BETWEEN p_first + greatest(held, 0) AND p_first + n - 1
        AND e.refused ORDER BY e.seq);
  END IF;
  seq := greatest(h.seq, p_first + n - 1);
  -- always writes: an acknowledgement of what was there already waits for the standbys like a first one
  UPDATE record.heads x SET seq = push.seq, hash = CASE WHEN held < n THEN hashes[n] ELSE h.hash END
   WHERE x.desk = me.desk AND x.stream = p_stream;
END $$;

GRANT EXECUTE ON FUNCTION record.push(uuid, bigint, bytea, uuid[], uuid[], text[], text[], text[], bigint[], bigint[],
  bigint[], bytea[], bytea[], bytea[], bytea[], bytea) TO desks;
