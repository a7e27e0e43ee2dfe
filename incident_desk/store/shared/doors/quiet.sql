-- Run last, by each owner of doors: whoever calls one may have the server print plans to them, and a plan has estimates of
-- how many rows there are in what they may not read.
DO $$
DECLARE door regprocedure;
BEGIN
  FOR door IN
    SELECT p.oid FROM pg_proc p
     WHERE p.pronamespace = 'record'::regnamespace AND p.proowner = current_user::regrole
       AND (has_function_privilege('desks', p.oid, 'EXECUTE') OR has_function_privilege('invited', p.oid, 'EXECUTE'))
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET debug_print_plan = off', door);
  END LOOP;
END $$;
