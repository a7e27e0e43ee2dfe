-- How a desk comes in, and how it says that it is here.

-- The one-use door: whoever holds an invitation enrols one desk with it, under the role it came with.
CREATE FUNCTION record.enrol(p_desk int, p_person text, p_name text, p_key bytea) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE i record.invitations;
BEGIN
  SELECT * INTO i FROM record.invitations x WHERE x.pg_role = session_user FOR UPDATE;
  IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'not invited'; END IF;
  IF i.used_at IS NOT NULL THEN
    -- the same desk may ask again: its answer may have been lost on the way
    IF EXISTS (SELECT FROM record.desks d WHERE (d.desk, d.person, d.public_key) = (p_desk, p_person, p_key)
                  AND d.pg_role = session_user) THEN RETURN i.level; END IF;
    RAISE insufficient_privilege USING MESSAGE = 'the invitation was used already';
  END IF;
  IF (p_desk > 0 AND octet_length(p_key) = 32 AND record.is_id(p_person) AND octet_length(p_name) BETWEEN 1 AND 320)
     IS NOT TRUE THEN RAISE EXCEPTION USING ERRCODE = 'DK000', MESSAGE = 'malformed enrolment'; END IF;
  IF EXISTS (SELECT FROM record.desks d WHERE d.desk = p_desk) THEN
    RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'this desk number is taken'; END IF;
  -- the four letters that mark its numbers: domain/ids.py takes them from these twenty bits
  IF EXISTS (SELECT FROM record.desks d WHERE (d.desk & 16777215) >> 4 = (p_desk & 16777215) >> 4) THEN
    RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'the letters of this desk are taken'; END IF;
  IF EXISTS (SELECT FROM record.people x WHERE x.person = p_person) THEN
    RAISE EXCEPTION USING ERRCODE = 'DK003', MESSAGE = 'this person is enrolled already'; END IF;
  INSERT INTO record.people (person, name, level) VALUES (p_person, p_name, i.level);
  INSERT INTO record.desks (desk, pg_role, person, public_key) VALUES (p_desk, session_user, p_person, p_key);
  UPDATE record.invitations SET used_at = clock_timestamp() WHERE pg_role = session_user;
  RETURN i.level;
END $$;

-- Presence: where this desk is looking, and in which draft it types. Unlogged: it is gone with a crash, as it should be.
CREATE FUNCTION record.here(p_stream uuid, p_incident uuid, p_panel text, p_draft text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me record.desks := record.my_desk();
BEGIN
  IF me.desk IS NULL THEN RAISE insufficient_privilege USING MESSAGE = 'not a desk'; END IF;
  IF p_stream NOT IN (SELECT record.my_streams()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no such stream for this desk'; END IF;
  IF octet_length(coalesce(p_panel, '')) > 64 OR octet_length(coalesce(p_draft, '')) > 64 THEN
    RAISE EXCEPTION USING ERRCODE = 'DK000', MESSAGE = 'malformed presence'; END IF;
  INSERT INTO record.presence VALUES (me.desk, p_stream, p_incident, p_panel, p_draft, clock_timestamp())
    ON CONFLICT (desk) DO UPDATE SET (stream, incident, panel, draft, at) =
      (excluded.stream, excluded.incident, excluded.panel, excluded.draft, excluded.at);
END $$;

-- Whoever quits is gone at once.
CREATE FUNCTION record.left() RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM record.presence WHERE desk = (record.my_desk()).desk
$$;

-- That this desk was heard: for "last heard from …". At most once a minute, or the table would churn.
CREATE FUNCTION record.heard(p_waiting int, p_offset_ms int) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE record.desks SET heard_at = clock_timestamp(), waiting = p_waiting, offset_ms = p_offset_ms
   WHERE pg_role = session_user AND revoked_at IS NULL
     AND (heard_at IS NULL OR heard_at < clock_timestamp() - interval '1 min' OR waiting IS DISTINCT FROM p_waiting)
$$;

GRANT EXECUTE ON FUNCTION record.here(uuid, uuid, text, text), record.left(), record.heard(int, int) TO desks;
GRANT EXECUTE ON FUNCTION record.enrol(int, text, text, bytea) TO invited;
