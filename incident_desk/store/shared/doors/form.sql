-- Which form the shared database has: the newest migration that was run. A desk compares it with what it knows, so that
-- versions that do not fit are told in words.
CREATE FUNCTION record.form() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT version_num FROM record.alembic_version
$$;

GRANT EXECUTE ON FUNCTION record.form() TO desks;
