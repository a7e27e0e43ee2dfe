-- Which desk does what must be done once: send one message by one channel. A desk that takes a lease does it or lets it run
-- out; once it is done, nobody gets that lease again. The name is a hash, so that it tells nothing to whoever guesses.
CREATE TABLE record.leases (
  name BYTEA NOT NULL CHECK (octet_length(name) = 32),
  desk INTEGER NOT NULL REFERENCES record.desks (desk),
  until TIMESTAMP WITH TIME ZONE NOT NULL,
  takes INTEGER NOT NULL DEFAULT 1,
  is_done BOOLEAN NOT NULL DEFAULT false,
  PRIMARY KEY (name)
);

-- Returns how many desks have had it, this one the last; 0 while another has it; -1 once it is done.
CREATE FUNCTION record.lease(p_name bytea, p_seconds int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me record.desks := record.my_desk(); mine record.leases;
BEGIN
  IF me.desk IS NULL OR NOT record.holds(me.person, 'write') THEN
    RAISE insufficient_privilege USING MESSAGE = 'not for this desk'; END IF;
  IF octet_length(p_name) <> 32 OR p_seconds NOT BETWEEN 1 AND 600 THEN
    RAISE EXCEPTION USING ERRCODE = 'DK000', MESSAGE = 'malformed lease'; END IF;
  DELETE FROM record.leases WHERE until < clock_timestamp() - interval '30 d';
  INSERT INTO record.leases AS l (name, desk, until)
    VALUES (p_name, me.desk, clock_timestamp() + make_interval(secs => p_seconds))
    ON CONFLICT (name) DO UPDATE SET
      desk = excluded.desk, until = excluded.until, takes = l.takes + (l.desk <> excluded.desk)::int
      WHERE NOT l.is_done AND (l.desk = excluded.desk OR l.until < clock_timestamp())
    RETURNING * INTO mine;
  IF mine.name IS NOT NULL THEN RETURN mine.takes; END IF;
  RETURN CASE WHEN (SELECT is_done FROM record.leases WHERE name = p_name) THEN -1 ELSE 0 END;
END $$;

-- It is done, and nobody does it again.
CREATE FUNCTION record.lease_done(p_name bytea) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE record.leases SET is_done = true WHERE name = p_name AND desk = (record.my_desk()).desk RETURNING true
$$;

REVOKE ALL ON FUNCTION record.lease(bytea, int), record.lease_done(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.lease(bytea, int), record.lease_done(bytea) TO desks;
