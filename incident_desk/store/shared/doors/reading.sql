-- The doors for reading. They run as record_reader, who is not the owner, so that row security holds inside them.
-- An entry is passed over never and delivered once; within a chain the order is that of seq. None is STABLE: that would read
-- with the snapshot of whoever calls, and a cursor keeps one from before its owner was shut out.

CREATE FUNCTION record.hello() RETURNS TABLE (
  system_id text, timeline text, started timestamptz, snapshot pg_snapshot, now_us bigint, standby boolean, level text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (SELECT system_identifier::text FROM pg_control_system()),
         -- the control file's own timeline is late after a promotion; the name of the log file is not
         CASE WHEN pg_is_in_recovery() THEN NULL ELSE substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) END,
         pg_postmaster_start_time(), pg_current_snapshot(), (extract(epoch FROM clock_timestamp()) * 1e6)::bigint,
         pg_is_in_recovery(), (SELECT p.level FROM record.people p WHERE p.person = record.my_person())
$$;

-- What became visible between two snapshots, by (transaction, stream, seq).
CREATE FUNCTION record.pull(base pg_snapshot, target pg_snapshot, k_xid xid8, k_stream uuid, k_seq bigint, n int)
  RETURNS SETOF record.entries
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 500 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- ONE lower bound: with two of them a btree starts at the looser one and reads the whole index
  is_past boolean := k_xid >= pg_snapshot_xmax(base);
  lo_xid xid8 := greatest(k_xid, pg_snapshot_xmax(base));
  lo_stream uuid := CASE WHEN is_past THEN k_stream ELSE '00000000-0000-0000-0000-000000000000' END;
  lo_seq bigint := CASE WHEN is_past THEN k_seq ELSE 0 END;
BEGIN
  RETURN QUERY
    (SELECT e.* FROM pg_snapshot_xip(base) x(xid) JOIN record.entries e ON e.xid = x.xid  -- were in progress at base
      WHERE (e.xid, e.stream, e.seq) > (k_xid, k_stream, k_seq) AND pg_visible_in_snapshot(e.xid, target)
      ORDER BY e.xid, e.stream, e.seq LIMIT least(n, 500))
    UNION ALL
    (SELECT e.* FROM record.entries e  -- began after base
      WHERE (e.xid, e.stream, e.seq) > (lo_xid, lo_stream, lo_seq) AND e.xid < pg_snapshot_xmax(target)
        AND pg_visible_in_snapshot(e.xid, target)
      ORDER BY e.xid, e.stream, e.seq LIMIT least(n, 500))
    ORDER BY xid, stream, seq LIMIT least(n, 500);
END $$;

-- The usual reading in one step: fewer than n new entries and nothing else. Where there is more to it, `is_more` is true in
-- the last row, and the doors around this one are asked page by page, up to the same target.
CREATE FUNCTION record.news(base pg_snapshot, n int) RETURNS TABLE (target pg_snapshot, is_more boolean, e record.entries)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, pg_temp
  SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  count int := 0;
  nowhere uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
  n := least(greatest(n, 0), 500);  -- no page is longer: else what is behind its end would not count as more
  target := pg_current_snapshot();  -- first: what is asked below sees all that this one sees, and leaves out what is newer
  is_more := false;
  IF record.has_shifted(pg_snapshot_xmin(base)) THEN  -- for somebody; whether for whoever asks, row security says
    is_more := EXISTS (SELECT FROM record.streams s WHERE s.access_xid >= pg_snapshot_xmin(base))
      OR EXISTS (SELECT FROM record.grants g WHERE g.access_xid >= pg_snapshot_xmin(base))
      OR EXISTS (SELECT FROM record.erasures x WHERE x.xid >= pg_snapshot_xmin(base));
  END IF;
  IF is_more THEN
    NULL;
  ELSIF pg_snapshot_xmin(base) < pg_snapshot_xmax(base) THEN  -- something was in progress at base
    RETURN QUERY SELECT target, false, y FROM record.pull(base, target, '0', nowhere, 0, n) y;
    GET DIAGNOSTICS count = ROW_COUNT;
  ELSE
    RETURN QUERY SELECT target, false, y FROM record.entries y
       WHERE (y.xid, y.stream, y.seq) > (pg_snapshot_xmax(base), nowhere, 0)
         AND y.xid < pg_snapshot_xmax(target) AND pg_visible_in_snapshot(y.xid, target)
       ORDER BY y.xid, y.stream, y.seq LIMIT n;
    GET DIAGNOSTICS count = ROW_COUNT;
  END IF;
  is_more := is_more OR count >= n;
  e := NULL;
  RETURN NEXT;
END $$;

-- Rows passed over before, in streams that became readable to me between base and target. Asked first, so that the
-- end of a chain never comes before its beginning.
CREATE FUNCTION record.pull_unsealed(base pg_snapshot, target pg_snapshot, k_stream uuid, k_desk int, k_seq bigint, n int)
  RETURNS SETOF record.entries
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 500 SET search_path = pg_catalog, pg_temp AS $$
DECLARE fresh uuid[];
BEGIN
  WITH RECURSIVE c(stream) AS (
      SELECT s.stream FROM record.streams s
       WHERE s.opened AND s.access_xid >= pg_snapshot_xmin(base)
         AND NOT pg_visible_in_snapshot(s.access_xid, base) AND pg_visible_in_snapshot(s.access_xid, target)
    UNION
      SELECT g.stream FROM record.grants g
       WHERE g.capability <> 'manage' AND g.access_xid >= pg_snapshot_xmin(base)
         AND NOT pg_visible_in_snapshot(g.access_xid, base) AND pg_visible_in_snapshot(g.access_xid, target)
    UNION
      SELECT s.stream FROM c JOIN record.streams s ON s.parent = c.stream WHERE s.opened
  ) SELECT array_agg(stream) INTO fresh FROM c;
  IF fresh IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT e.* FROM record.entries e
    WHERE e.stream = ANY (fresh) AND (e.stream, e.desk, e.seq) > (k_stream, k_desk, k_seq)
      AND pg_visible_in_snapshot(e.xid, base)
    ORDER BY e.stream, e.desk, e.seq LIMIT least(n, 500);
END $$;

-- What was erased between base and target, for whoever may hold a copy.
CREATE FUNCTION record.pull_erased(base pg_snapshot, target pg_snapshot, k_xid xid8, k_subject text, n int)
  RETURNS SETOF record.erasures
  LANGUAGE sql VOLATILE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
  SELECT * FROM record.erasures e
   WHERE (e.xid, e.subject) > (greatest(k_xid, pg_snapshot_xmin(base)),
                               CASE WHEN k_xid >= pg_snapshot_xmin(base) THEN k_subject ELSE '' END)
     AND NOT pg_visible_in_snapshot(e.xid, base) AND pg_visible_in_snapshot(e.xid, target)
   ORDER BY e.xid, e.subject LIMIT least(n, 500)
$$;

CREATE FUNCTION record.fetch(p_desk int, p_stream uuid, p_from bigint, n int) RETURNS SETOF record.entries
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT * FROM record.entries WHERE desk = p_desk AND stream = p_stream AND seq >= p_from ORDER BY seq LIMIT least(n, 500)
$$;

-- The few entries that are stamped with something: so that a desk whose cursor means nothing any more can compare.
CREATE FUNCTION record.stamped(k_desk int, k_stream uuid, k_seq bigint, n int)
  RETURNS TABLE (desk int, stream uuid, seq bigint, refused boolean, number int)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.desk, e.stream, e.seq, e.refused, e.number FROM record.entries e
   WHERE (e.refused OR e.number IS NOT NULL) AND (e.desk, e.stream, e.seq) > (k_desk, k_stream, k_seq)
   ORDER BY e.desk, e.stream, e.seq LIMIT least(n, 500)
$$;

CREATE FUNCTION record.heads_mine() RETURNS SETOF record.heads
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM record.heads $$;

CREATE FUNCTION record.attachment(p_stream uuid, p_digest bytea, p_from int, n int)
  RETURNS TABLE (salt bytea, size_bytes int, content bytea)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT salt, octet_length(content), substr(content, p_from + 1, n)
    FROM record.attachments WHERE stream = p_stream AND digest = p_digest
$$;

-- Which of these files are there, or were and are erased: a desk hands up and fetches the others. VOLATILE, as all that
-- reads: a cursor that was opened before somebody was shut out would go on by the rights of then.
CREATE FUNCTION record.attached(p_stream uuid, p_digests bytea[]) RETURNS SETOF bytea
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT digest FROM record.attachments WHERE stream = p_stream AND digest = ANY (p_digests)
$$;

-- Every desk there is, with the key that its batches are signed with.
CREATE FUNCTION record.roster() RETURNS TABLE (
  desk int, person text, name text, level text, public_key bytea, is_revoked boolean, heard_at timestamptz, waiting int,
  offset_ms int)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.desk, d.person, p.name, p.level, d.public_key, d.revoked_at IS NOT NULL, d.heard_at, d.waiting, d.offset_ms
    FROM record.desks d JOIN record.people p USING (person)
   WHERE record.my_person() IS NOT NULL
$$;

-- Who is in which room right now, as far as the asker may read there. Never on the record.
CREATE FUNCTION record.present() RETURNS TABLE (desk int, person text, incident uuid, panel text, draft text, at timestamptz)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.desk, d.person, p.incident, p.panel, p.draft, p.at
    FROM record.presence p JOIN record.desks d USING (desk)
   WHERE p.at > clock_timestamp() - interval '30 s' AND d.revoked_at IS NULL
$$;

GRANT EXECUTE ON FUNCTION record.hello(), record.news(pg_snapshot, int), record.pull(pg_snapshot, pg_snapshot, xid8, uuid, bigint, int),
  record.pull_unsealed(pg_snapshot, pg_snapshot, uuid, int, bigint, int),
  record.pull_erased(pg_snapshot, pg_snapshot, xid8, text, int), record.fetch(int, uuid, bigint, int),
  record.stamped(int, uuid, bigint, int), record.heads_mine(), record.attachment(uuid, bytea, int, int), record.attached(uuid, bytea[]),
  record.roster(), record.present() TO desks;
