-- What belongs to the whole server or the whole database, run once by an administrator; the rest is the owner's.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'record_owner')  THEN CREATE ROLE record_owner  NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'record_reader') THEN CREATE ROLE record_reader NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'desks')         THEN CREATE ROLE desks         NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'invited')       THEN CREATE ROLE invited       NOLOGIN; END IF;
  IF NOT pg_has_role(current_user, 'record_owner', 'MEMBER')  THEN EXECUTE format('GRANT record_owner  TO %I', current_user); END IF;
  IF NOT pg_has_role(current_user, 'record_reader', 'MEMBER') THEN EXECUTE format('GRANT record_reader TO %I', current_user); END IF;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO desks, invited', current_database());
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS record AUTHORIZATION record_owner;
GRANT USAGE ON SCHEMA record TO desks, invited, record_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE record_owner  REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE record_reader REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- The server's statistics count the rows of every table, and its locks show whose session is at which: with these anybody
-- could count what is restricted, and see who restricts it. Large objects and messages in the log would be ways to write
-- past the doors. All of it is open to everybody unless it is shut; where no superuser founds, it stays open, and is told.
DO $$
DECLARE door regprocedure;
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RETURN; END IF;
  FOR door IN
    SELECT oid FROM pg_proc
     WHERE pronamespace = 'pg_catalog'::regnamespace
       AND (proname LIKE 'pg\_stat\_get\_%' AND proargtypes[0] = 'oid'::regtype
            OR proname ~ '^pg_(relation|total_relation|table|indexes|database|tablespace)_size$'
            OR proname IN ('pg_lock_status', 'pg_blocking_pids', 'pg_logical_emit_message', 'loread', 'lowrite')
            OR proname LIKE 'lo\_%')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', door);
  END LOOP;
  REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC;
  GRANT SELECT ON pg_catalog.pg_class TO record_owner;
  EXECUTE (SELECT format('GRANT SELECT (%s) ON pg_catalog.pg_class TO PUBLIC', string_agg(quote_ident(attname), ', '))
    FROM pg_attribute WHERE attrelid = 'pg_catalog.pg_class'::regclass
      AND attname NOT IN ('reltuples', 'relpages', 'relallvisible', 'relallfrozen'));
END $$;
