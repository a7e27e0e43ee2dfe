-- What a governing entry does, once it is allowed. Each returns whether it took effect.

-- Ids of new streams are computed, so that nobody can knock at a guessed one: UUIDv8 of sha256(desk, opening entry).
CREATE FUNCTION record.derived(desk int, id uuid) RETURNS uuid
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18, 15))::uuid
    FROM encode(sha256(int4send(desk) || uuid_send(id)), 'hex') h
$$;

CREATE FUNCTION record.open_incident(p text, s record.streams, e_incident uuid, e_subject text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n int;
BEGIN
  IF e_subject !~ '^SEV[1-4]$' THEN RETURN false; END IF;
  IF s.sort = 'open' THEN
    PERFORM FROM record.counter FOR UPDATE;  -- openings queue here: dense, and no number is lost to a rollback
  END IF;
  IF EXISTS (SELECT FROM record.incidents WHERE incident = e_incident) THEN RETURN false; END IF;
  IF s.sort = 'open' THEN
    UPDATE record.counter SET last = last + 1 RETURNING last INTO n;
    INSERT INTO record.incidents VALUES (e_incident, n, e_subject);
  ELSE  -- numbers of their own that show no gap
    LOOP
      INSERT INTO record.incidents
        VALUES (e_incident, 1000000 + ('x' || right(gen_random_uuid()::text, 7))::bit(28)::int % 9000000, e_subject)
        ON CONFLICT (number) DO NOTHING;
      EXIT WHEN FOUND;
    END LOOP;
    INSERT INTO record.grants (stream, person, capability) VALUES (s.stream, p, 'read'), (s.stream, p, 'manage');
  END IF;
  INSERT INTO record.managers VALUES (e_incident, p);
  RETURN true;
END $$;

CREATE FUNCTION record.open_stream(
  me record.desks, s record.streams, e_id uuid, e_incident uuid, e_kind text, e_subject text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_restricted boolean := e_kind = 'gov.stream.restricted';
  own text := record.derived(me.desk, e_id)::text;
  parts text[] := string_to_array(e_subject, ' ');
  first text := coalesce(parts[2], own);  -- of the investigations that open together
BEGIN
  IF parts[1] IS DISTINCT FROM own OR cardinality(parts) > 2 - is_restricted::int
     OR NOT record.is_id(first) THEN RETURN false; END IF;
  IF first <> own THEN
    PERFORM FROM record.streams x
     WHERE (x.stream, x.round, x.incident, x.parent) = (first::uuid, first::uuid, e_incident, s.stream)
       AND NOT x.opened
       FOR UPDATE;  -- a round that opens meanwhile takes in none any more
    IF NOT FOUND THEN RETURN false; END IF;
  END IF;
  INSERT INTO record.streams (stream, sort, parent, incident, round)
    VALUES (own::uuid, CASE WHEN is_restricted THEN 'restricted' ELSE 'investigation' END, s.stream, e_incident,
            CASE WHEN NOT is_restricted THEN first::uuid END)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;  -- an existing stream can never be opened again into one's own hands
  INSERT INTO record.grants (stream, person, capability)
    SELECT own::uuid, me.person, c
      FROM unnest(CASE WHEN is_restricted THEN ARRAY['read', 'manage'] ELSE ARRAY['manage'] END) c;
  IF NOT is_restricted THEN
    PERFORM FROM record.counter FOR KEY SHARE;  -- whoever is named to manage meanwhile manages this one, too
    PERFORM record.manage_apart(e_incident);
  END IF;
  RETURN true;
END $$;

-- Whoever manages the incident manages its sealed investigations: names members and breaks a seal, and reads nothing there.
CREATE FUNCTION record.manage_apart(e_incident uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO record.grants (stream, person, capability)
    SELECT x.stream, m.person, 'manage' FROM record.streams x JOIN record.managers m USING (incident)
     WHERE x.incident = e_incident AND x.sort = 'investigation' AND NOT x.opened
    ON CONFLICT DO NOTHING
$$;

-- One investigation is in, or its seal is broken. Those of a round that are in open when the last of them is: at once, and
-- to whoever reads what they were opened in.
CREATE FUNCTION record.settle(s record.streams, is_broken boolean) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- they queue at the first of the round, so that the last one in sees all the others
  PERFORM FROM record.streams x WHERE x.stream = s.round FOR UPDATE;
  UPDATE record.streams SET submitted = submitted OR NOT is_broken WHERE stream = s.stream;
  IF is_broken THEN
    UPDATE record.streams SET opened = true, access_xid = pg_current_xact_id() WHERE stream = s.stream;
  END IF;
  IF NOT EXISTS (SELECT FROM record.streams x WHERE x.round = s.round AND NOT (x.submitted OR x.opened)) THEN
    UPDATE record.streams SET opened = true, access_xid = pg_current_xact_id() WHERE round = s.round AND NOT opened;
  END IF;
  RETURN true;
END $$;

-- Taking somebody out of a stream, or out of all of an incident; what they could read until now is remembered.
CREATE FUNCTION record.shut_out(s record.streams, e_incident uuid, e_kind text, who text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE had uuid[] := ARRAY(SELECT record.readable(who));
BEGIN
  IF e_kind = 'gov.member.removed' THEN
    DELETE FROM record.grants WHERE stream = s.stream AND person = who AND capability <> 'manage';
  ELSE
    DELETE FROM record.managers WHERE incident = e_incident AND person = who;
    DELETE FROM record.grants g USING record.streams x
      WHERE x.stream = g.stream AND x.incident = e_incident AND g.person = who;
    DELETE FROM record.asked
      WHERE (kind, stream, incident, subject) = ('gov.removal.asked', s.stream, e_incident, who);
  END IF;
  INSERT INTO record.past
    SELECT who, x, pg_current_xact_id() FROM unnest(had) x WHERE x NOT IN (SELECT record.readable(who))
    ON CONFLICT (person, stream) DO UPDATE SET until = excluded.until;
  RETURN true;
END $$;

-- A piece of a file and its erasure wait for each other, so that no piece stays behind.
CREATE FUNCTION record.lock_file(p_digest bytea) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(encode(p_digest, 'hex'), 0))
$$;

-- In a statement of its own, so that it sees what was moved while it waited.
CREATE FUNCTION record.erase_archived(e_subject uuid) RETURNS xid8
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE record.archived SET
      digests[array_position(ids, e_subject)] = coalesce(
        digests[array_position(ids, e_subject)],
        sha256(salts[array_position(ids, e_subject)] || bodies[array_position(ids, e_subject)])),
      salts[array_position(ids, e_subject)] = '',
      bodies[array_position(ids, e_subject)] = ''
   WHERE ids @> ARRAY[e_subject] RETURNING xid
$$;

CREATE FUNCTION record.erase(s record.streams, e_incident uuid, e_subject text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE was_xid xid8;
BEGIN
  IF record.is_id(e_subject) THEN
    UPDATE record.entries SET salt = '', body = '' WHERE id = e_subject::uuid RETURNING xid INTO was_xid;
    IF was_xid IS NULL THEN was_xid := record.erase_archived(e_subject::uuid); END IF;
  ELSE  -- also before it arrived
    PERFORM record.lock_file(decode(e_subject, 'hex'));
    DELETE FROM record.arriving x WHERE (x.stream, x.digest) = (s.stream, decode(e_subject, 'hex'));
    INSERT INTO record.attachments (stream, digest, salt, content)
      VALUES (s.stream, decode(e_subject, 'hex'), '', '')
      ON CONFLICT (stream, digest) DO UPDATE SET salt = '', content = '' RETURNING xid INTO was_xid;
  END IF;
  INSERT INTO record.erasures (stream, subject, was) VALUES (s.stream, e_subject, was_xid) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM record.asked
    WHERE (kind, stream, incident, subject) = ('gov.erase.asked', s.stream, e_incident, e_subject);
  RETURN true;
END $$;

CREATE FUNCTION record.set_rule(p text, e_subject text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m text[] := regexp_match(e_subject, '^(.+)/(SEV.)=(.)(\+witnessed)?(\+after)?$');
BEGIN
  PERFORM FROM record.counter FOR UPDATE;  -- versions of rules queue too
  INSERT INTO record.rules
    SELECT m[1], m[2], coalesce(max(version), 0) + 1, m[3]::int, m[4] IS NOT NULL, p, m[5] IS NOT NULL
      FROM record.rules WHERE channel = m[1] AND severity = m[2];
  RETURN true;
END $$;

CREATE FUNCTION record.propose(p text, s record.streams, e_incident uuid, e_subject text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m text[] := string_to_array(e_subject, ' ');
BEGIN
  INSERT INTO record.messages VALUES (m[1]::uuid, s.stream, e_incident) ON CONFLICT DO NOTHING;
  IF NOT EXISTS (SELECT FROM record.messages x
                  WHERE (x.message, x.stream, x.incident) = (m[1]::uuid, s.stream, e_incident)) THEN RETURN false; END IF;
  INSERT INTO record.texts VALUES (s.stream, m[2], m[1]::uuid) ON CONFLICT DO NOTHING;
  IF NOT EXISTS (SELECT FROM record.texts t
                  WHERE (t.stream, t.digest, t.message) = (s.stream, m[2], m[1]::uuid)) THEN RETURN false; END IF;
  INSERT INTO record.hands VALUES (s.stream, m[2], p, 'author')
    ON CONFLICT (stream, digest, person) DO UPDATE SET part = 'author';
  RETURN true;
END $$;

CREATE FUNCTION record.approve(p text, s record.streams, e_subject text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO record.hands VALUES (s.stream, e_subject, p, 'approver') ON CONFLICT DO NOTHING;
  RETURN EXISTS (SELECT FROM record.hands h
                  WHERE (h.stream, h.digest, h.person, h.part) = (s.stream, e_subject, p, 'approver'));
END $$;

CREATE FUNCTION record.release(p text, s record.streams, e_incident uuid, e_subject text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m text[] := regexp_match(e_subject, '^(\S+) (\S+) (\S+)(?: witnessed=(\S+)| (after))?$'); rule record.rules; n int;
BEGIN
  IF NOT EXISTS (SELECT FROM record.texts t JOIN record.messages x USING (message)
                  WHERE (t.stream, t.digest, t.message, x.incident) = (s.stream, m[3], m[1]::uuid, e_incident))
    THEN RETURN false; END IF;
  SELECT r.* INTO rule FROM record.rules r
   WHERE r.channel = m[2] AND r.severity =
         coalesce((SELECT severity FROM record.incidents WHERE incident = e_incident), 'SEV1')
   ORDER BY version DESC LIMIT 1;
  IF NOT FOUND THEN RETURN false; END IF;  -- no rule: nothing goes out
  IF m[5] IS NOT NULL THEN  -- it goes first, and is approved after: only where a rule lets it, and marked for ever
    IF NOT rule.afterwards THEN RETURN false; END IF;
  ELSIF m[4] IS NULL THEN
    SELECT count(*) INTO n FROM record.hands h
     WHERE (h.stream, h.digest, h.part) = (s.stream, m[3], 'approver') AND record.holds(h.person, 'approve');
    IF n < rule.approvers THEN RETURN false; END IF;
  ELSIF NOT rule.witnessed OR m[4] = p OR NOT record.holds(m[4], 'approve')
     OR EXISTS (SELECT FROM record.hands h
                 WHERE (h.stream, h.digest, h.person, h.part) = (s.stream, m[3], m[4], 'author')) THEN
    RETURN false;
  END IF;
  INSERT INTO record.releases VALUES (m[1]::uuid, m[2], m[3], rule.version, p, m[4], m[5] IS NOT NULL)
    ON CONFLICT DO NOTHING;
  RETURN FOUND;  -- once per message and channel, whoever was first to commit
END $$;

CREATE FUNCTION record.govern(
  me record.desks, s record.streams, e_id uuid, e_incident uuid, e_kind text, e_subject text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p text := me.person;
BEGIN
  IF e_kind IN ('gov.level.set', 'gov.manager.added', 'gov.manager.removed') THEN
    PERFORM FROM record.counter FOR UPDATE;  -- one after the other: else the last two could lower each other at once
  END IF;
  IF record.allowed(p, s, e_incident, e_kind, e_subject) IS NOT TRUE THEN RETURN false; END IF;
  IF e_subject IS NULL AND e_kind NOT IN ('gov.incident.opened', 'gov.unsealed', 'gov.investigation.submitted')
    THEN RETURN false; END IF;
  CASE e_kind
    WHEN 'gov.incident.opened' THEN RETURN record.open_incident(p, s, e_incident, e_subject);
    WHEN 'gov.stream.restricted', 'gov.investigation.opened' THEN
      RETURN record.open_stream(me, s, e_id, e_incident, e_kind, e_subject);
    WHEN 'gov.manager.removed', 'gov.member.removed' THEN RETURN record.shut_out(s, e_incident, e_kind, e_subject);
    WHEN 'gov.erased' THEN RETURN record.erase(s, e_incident, e_subject);
    WHEN 'gov.rule.set' THEN RETURN record.set_rule(p, e_subject);
    WHEN 'gov.message.proposed' THEN RETURN record.propose(p, s, e_incident, e_subject);
    WHEN 'gov.message.approved' THEN RETURN record.approve(p, s, e_subject);
    WHEN 'gov.message.released' THEN RETURN record.release(p, s, e_incident, e_subject);
    WHEN 'gov.erase.asked', 'gov.removal.asked', 'gov.naming.asked', 'gov.level.asked' THEN
      INSERT INTO record.asked VALUES (e_kind, s.stream, e_incident, e_subject, p) ON CONFLICT DO NOTHING;
    WHEN 'gov.level.set' THEN
      UPDATE record.people SET level = split_part(e_subject, ' ', 2) WHERE person = split_part(e_subject, ' ', 1);
      DELETE FROM record.asked
        WHERE (kind, stream, incident, subject) = ('gov.level.asked', s.stream, e_incident, e_subject);
    WHEN 'gov.manager.added' THEN
      INSERT INTO record.managers VALUES (e_incident, e_subject) ON CONFLICT DO NOTHING;
      PERFORM record.manage_apart(e_incident);
      IF s.sort = 'restricted' THEN
        INSERT INTO record.grants (stream, person, capability)
          VALUES (s.stream, e_subject, 'read'), (s.stream, e_subject, 'manage') ON CONFLICT DO NOTHING;
      END IF;
      DELETE FROM record.asked
        WHERE (kind, stream, incident, subject) = ('gov.naming.asked', s.stream, e_incident, e_subject);
    WHEN 'gov.member.added', 'gov.lead.named' THEN
      INSERT INTO record.grants (stream, person, capability)
        VALUES (s.stream, e_subject, CASE e_kind WHEN 'gov.lead.named' THEN 'lead' ELSE 'read' END)
        ON CONFLICT DO NOTHING;
    WHEN 'gov.unsealed', 'gov.investigation.submitted' THEN RETURN record.settle(s, e_kind = 'gov.unsealed');
    WHEN 'gov.incident.archived' THEN
      INSERT INTO record.archivings (incident, archive) VALUES (e_incident, e_subject)
        ON CONFLICT (incident) DO UPDATE SET (archive, xid) = (excluded.archive, pg_current_xact_id());
    WHEN 'gov.severity.set' THEN
      UPDATE record.incidents SET severity = e_subject WHERE incident = e_incident;
  END CASE;
  RETURN true;
END $$;
