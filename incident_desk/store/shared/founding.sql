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
