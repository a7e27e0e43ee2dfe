-- Who is asking, and what they may read. Always session_user, never current_user: doors run as somebody else. Nobody reads
-- at another isolation than read committed: an old snapshot keeps rights that were taken away since.

CREATE FUNCTION record.my_desk() RETURNS record.desks
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d FROM record.desks d WHERE d.pg_role = session_user AND d.revoked_at IS NULL
$$;

CREATE FUNCTION record.my_person() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.person FROM record.desks d WHERE d.pg_role = session_user AND d.revoked_at IS NULL
     AND current_setting('transaction_isolation') = 'read committed'
$$;

-- The open stream for everybody enrolled; what a grant names; and what was opened inside either.
CREATE FUNCTION record.readable(p text) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE r(stream) AS (
      SELECT '00000000-0000-0000-0000-000000000000'::uuid
       WHERE EXISTS (SELECT FROM record.desks d WHERE d.person = p AND d.revoked_at IS NULL)
    UNION
      SELECT g.stream FROM record.grants g WHERE g.person = p AND g.capability <> 'manage'
    UNION
      SELECT s.stream FROM r JOIN record.streams s ON s.parent = r.stream WHERE s.opened
  )
  SELECT stream FROM r
$$;

CREATE FUNCTION record.my_streams() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog, pg_temp AS $$
  SELECT record.readable(d.person) FROM record.desks d WHERE d.pg_role = session_user AND d.revoked_at IS NULL
     AND current_setting('transaction_isolation') = 'read committed'
$$;

-- Whether what anybody may read, or what was erased, has changed since. It is asked by the doors for reading before they
-- ask for whom: mostly nothing has, and row security costs the more the more tables are looked at.
CREATE FUNCTION record.has_shifted(since xid8) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN EXISTS (SELECT FROM record.streams s WHERE s.access_xid >= since)
    OR EXISTS (SELECT FROM record.grants g WHERE g.access_xid >= since)
    OR EXISTS (SELECT FROM record.erasures x WHERE x.xid >= since);
END $$;

ALTER TABLE record.entries     ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.archived    ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.heads       ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.streams     ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.grants      ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.erasures    ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.past        ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.presence    ENABLE ROW LEVEL SECURITY;

-- what stands first says the same of the open stream, where nearly all is said, and costs less
CREATE POLICY readable ON record.entries     FOR SELECT USING (
  stream = '00000000-0000-0000-0000-000000000000' AND (SELECT record.my_person()) IS NOT NULL
  OR stream IN (SELECT record.my_streams())
);
CREATE POLICY readable ON record.archived    FOR SELECT USING (stream IN (SELECT record.my_streams()));
CREATE POLICY readable ON record.streams     FOR SELECT USING (stream IN (SELECT record.my_streams()));
CREATE POLICY readable ON record.attachments FOR SELECT USING (stream IN (SELECT record.my_streams()));
CREATE POLICY readable ON record.presence    FOR SELECT USING (stream IN (SELECT record.my_streams()));
CREATE POLICY readable ON record.heads       FOR SELECT USING (
  stream IN (SELECT record.my_streams()) OR desk = (SELECT (record.my_desk()).desk)  -- one's own heads always
);
CREATE POLICY mine ON record.past   FOR SELECT USING (person = (SELECT record.my_person()));
CREATE POLICY mine ON record.grants FOR SELECT USING (person = (SELECT record.my_person()));
-- an erasure still reaches a desk that was shut out after it got the words
CREATE POLICY held ON record.erasures FOR SELECT USING (
  stream IN (SELECT record.my_streams())
  OR EXISTS (SELECT FROM record.past p
              WHERE p.person = (SELECT record.my_person()) AND p.stream = erasures.stream AND was < p.until)
);
GRANT SELECT ON record.entries, record.archived, record.heads, record.streams, record.grants, record.desks, record.people,
  record.attachments, record.erasures, record.past, record.presence TO record_reader;
GRANT EXECUTE ON FUNCTION record.my_desk(), record.my_person(), record.my_streams(), record.has_shifted(xid8)
  TO record_reader;
