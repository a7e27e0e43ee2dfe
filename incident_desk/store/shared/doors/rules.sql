-- What a level may do, and which governing entry is allowed to whom. Nothing here changes anything.

-- Whoever was shut out holds nothing any more, so that what they asked for before does not count either.
CREATE FUNCTION record.holds(p text, what text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM record.people x WHERE x.person = p AND CASE what
      WHEN 'write'      THEN x.level <> 'observer'
      WHEN 'open'       THEN x.level <> 'observer'
      WHEN 'approve'    THEN x.level IN ('communications', 'manager', 'administrator')
      WHEN 'erase'      THEN x.level IN ('manager', 'administrator')
      WHEN 'administer' THEN x.level = 'administrator'
      ELSE false END
      AND EXISTS (SELECT FROM record.desks d WHERE d.person = p AND d.revoked_at IS NULL)
  )
$$;

-- Whether two people who hold the power at this moment have asked for the same thing. Two desks of one are one.
CREATE FUNCTION record.two(e_kind text, s uuid, i uuid, subj text, what text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) >= 2 FROM record.asked a
   WHERE (a.kind, a.stream, a.incident, a.subject) = (e_kind, s, i, subj) AND record.holds(a.person, what)
$$;

CREATE FUNCTION record.is_id(t text) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT t ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
$$;

CREATE FUNCTION record.is_manager(p text, e_incident uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM record.managers m WHERE m.incident = e_incident AND m.person = p)
$$;

CREATE FUNCTION record.may_erase(p text, s record.streams, e_incident uuid, e_kind text, e_subject text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT record.holds(p, 'erase')
     AND (s.stream IN (SELECT record.readable(p))
          OR EXISTS (SELECT FROM record.grants g WHERE g.person = p AND g.stream = s.stream))
     AND CASE WHEN record.is_id(e_subject)  -- an id of another stream answers like an unknown one
           THEN EXISTS (SELECT FROM record.entries e WHERE e.stream = s.stream AND e.id = e_subject::uuid)
             OR EXISTS (SELECT FROM record.archived a WHERE a.stream = s.stream AND a.ids @> ARRAY[e_subject::uuid])
           ELSE e_subject ~ '^[0-9a-f]{64}$' END
     AND (e_kind = 'gov.erase.asked' OR record.two('gov.erase.asked', s.stream, e_incident, e_subject, 'erase'))
$$;

CREATE FUNCTION record.may_message(p text, s record.streams, e_incident uuid, e_kind text, e_subject text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.sort <> 'investigation' AND s.stream IN (SELECT record.readable(p)) AND record.holds(p, 'write')
     AND EXISTS (SELECT FROM record.incidents i WHERE i.incident = e_incident)
     AND CASE e_kind
       WHEN 'gov.message.proposed' THEN e_subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} [0-9a-f]{64}$'
       WHEN 'gov.message.approved' THEN record.holds(p, 'approve')
         AND EXISTS (SELECT FROM record.texts t WHERE t.stream = s.stream AND t.digest = e_subject)
       WHEN 'gov.message.released' THEN e_subject ~
         '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} [a-z0-9_-]{1,32} [0-9a-f]{64}( witnessed=\S{1,64}| after)?$'
       ELSE false END
$$;

-- "PERSON level", of somebody there is: no other word has a place in what can never be erased.
CREATE FUNCTION record.is_level(e_subject text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e_subject ~ '^\S{1,64} (observer|responder|communications|manager|administrator)$'
     AND EXISTS (SELECT FROM record.people x WHERE x.person = split_part(e_subject, ' ', 1))
$$;

-- An administrator sets it. Making an administrator or unmaking one needs two who asked, or one could
-- make the second by themselves; only where there is a single one do they name the next alone.
CREATE FUNCTION record.may_level(p text, s record.streams, e_incident uuid, e_subject text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.sort = 'open' AND record.holds(p, 'administer')
     AND record.is_level(e_subject)
     AND (record.two('gov.level.asked', s.stream, e_incident, e_subject, 'administer')
          OR NOT EXISTS (SELECT FROM record.people x
                          WHERE x.person = split_part(e_subject, ' ', 1) AND x.level = 'administrator')
             AND (split_part(e_subject, ' ', 2) <> 'administrator'
                  OR (SELECT count(*) FROM record.people x WHERE record.holds(x.person, 'administer')) = 1))
$$;

-- "2024", or "2025-07-01" for all before that day. Which incidents are closed, the server cannot know: it cannot read them. So
-- this takes nothing away: whoever may read an entry may read it from the archive. What is restricted stays where it is.
CREATE FUNCTION record.may_archive(p text, s record.streams, e_incident uuid, e_subject text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.sort = 'open' AND record.holds(p, 'administer') AND e_subject ~ '^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$'
     AND EXISTS (SELECT FROM record.incidents i WHERE i.incident = e_incident)
     AND NOT EXISTS (SELECT FROM record.streams x WHERE x.incident = e_incident AND x.sort = 'restricted')
$$;

CREATE FUNCTION record.allowed(p text, s record.streams, e_incident uuid, e_kind text, e_subject text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN NOT record.holds(p, 'write') THEN false  -- an observer governs nothing, whatever they managed before
    WHEN s.incident IS NOT NULL AND s.incident <> e_incident THEN false
    WHEN e_kind IN ('gov.erase.asked', 'gov.erased') THEN record.may_erase(p, s, e_incident, e_kind, e_subject)
    WHEN e_kind LIKE 'gov.message.%' THEN record.may_message(p, s, e_incident, e_kind, e_subject)
    WHEN e_kind = 'gov.incident.archived' THEN record.may_archive(p, s, e_incident, e_subject)
    WHEN e_kind = 'gov.level.set' THEN record.may_level(p, s, e_incident, e_subject)
    WHEN e_kind = 'gov.level.asked' THEN s.sort = 'open' AND record.holds(p, 'administer') AND record.is_level(e_subject)
    WHEN e_kind = 'gov.rule.set' THEN s.sort = 'open' AND record.holds(p, 'administer')
      AND e_subject ~ '^[a-z0-9_-]{1,32}/SEV[1-4]=[012](\+witnessed)?(\+after)?$'
    WHEN e_kind IN ('gov.member.added', 'gov.member.removed', 'gov.lead.named') THEN
      EXISTS (SELECT FROM record.grants g WHERE g.person = p AND g.stream = s.stream AND g.capability = 'manage')
    -- who manages the incident breaks a seal; who leads the investigation submits it, once
    WHEN e_kind IN ('gov.unsealed', 'gov.investigation.submitted') THEN s.sort = 'investigation' AND NOT s.opened
      AND EXISTS (SELECT FROM record.grants g WHERE g.person = p AND g.stream = s.stream
                   AND g.capability = CASE e_kind WHEN 'gov.unsealed' THEN 'manage' ELSE 'lead' END)
    WHEN e_kind = 'gov.investigation.opened' THEN s.sort <> 'investigation' AND record.is_manager(p, e_incident)
    WHEN e_kind = 'gov.stream.restricted' THEN s.sort = 'open' AND record.is_manager(p, e_incident)
    WHEN s.sort = 'investigation' THEN false  -- the rest is said where all of the incident is seen
    WHEN e_kind = 'gov.incident.opened' THEN record.holds(p, 'open')
    WHEN e_kind = 'gov.severity.set' THEN e_subject ~ '^SEV[1-4]$' AND record.is_manager(p, e_incident)
    WHEN e_kind IN ('gov.removal.asked', 'gov.naming.asked') THEN record.holds(p, 'administer')
      AND EXISTS (SELECT FROM record.incidents i WHERE i.incident = e_incident)
    WHEN e_kind = 'gov.manager.added' THEN record.is_manager(p, e_incident) OR record.holds(p, 'administer')
      AND record.two('gov.naming.asked', s.stream, e_incident, e_subject, 'administer')
    WHEN e_kind = 'gov.manager.removed' THEN record.holds(p, 'administer')
      AND record.two('gov.removal.asked', s.stream, e_incident, e_subject, 'administer')
    ELSE false  -- a governing kind this server does not know is refused, never inert
  END
$$;
