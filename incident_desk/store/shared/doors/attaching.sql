-- How files come in: a small one in one call, a large one in pieces, so that a cut costs a piece and words go in between.

-- May this desk put files into that stream? An unknown stream and a sealed one answer alike.
CREATE FUNCTION record.must_write(p_stream uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_stream IS NULL OR p_stream NOT IN (SELECT record.my_streams())
     OR NOT record.holds(record.my_person(), 'write') THEN
    RAISE insufficient_privilege USING MESSAGE = 'no such stream for this desk';
  END IF;
END $$;

-- digest = sha256(salt || content), kept for each stream; an erased one stays a tombstone.
CREATE FUNCTION record.attach(p_stream uuid, p_digest bytea, p_salt bytea, p_content bytea) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM record.must_write(p_stream);
  IF (octet_length(p_salt) = 16 AND p_digest = sha256(p_salt || p_content)) IS NOT TRUE THEN
    RAISE EXCEPTION USING ERRCODE = 'DK002', MESSAGE = 'digest does not cover this attachment';
  END IF;
  INSERT INTO record.attachments (stream, digest, salt, content) VALUES (p_stream, p_digest, p_salt, p_content)
    ON CONFLICT DO NOTHING;
  RETURN CASE WHEN EXISTS (SELECT FROM record.erasures e WHERE (e.stream, e.subject) = (p_stream, encode(p_digest, 'hex')))
    THEN 'erased' ELSE 'kept' END;
END $$;

-- The next piece of a large one. What does not follow changes nothing; the answer says how much is there, so an empty
-- piece asks. Each desk has its own pieces, of one file at a time: nobody spoils another's, and they cannot pile up.
CREATE FUNCTION record.attach_piece(
  p_stream uuid, p_digest bytea, p_from int, p_content bytea, OUT state text, OUT size_bytes int)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me record.desks := record.my_desk();
BEGIN
  PERFORM record.must_write(p_stream);
  IF (octet_length(p_digest) = 32 AND p_from BETWEEN 0 AND 67108864 AND octet_length(p_content) <= 1048576
      AND p_from + octet_length(p_content) <= 67108864) IS NOT TRUE THEN
    RAISE EXCEPTION USING ERRCODE = 'DK000', MESSAGE = 'malformed piece';
  END IF;
  PERFORM record.lock_file(p_digest);
  SELECT CASE WHEN octet_length(a.salt) = 0 THEN 'erased' ELSE 'kept' END, octet_length(a.content) INTO state, size_bytes
    FROM record.attachments a WHERE (a.stream, a.digest) = (p_stream, p_digest);
  IF FOUND THEN RETURN; END IF;
  state := 'arriving';
  SELECT coalesce(sum(octet_length(x.content)), 0) INTO size_bytes FROM record.arriving x
   WHERE (x.desk, x.stream, x.digest) = (me.desk, p_stream, p_digest);
  IF p_from = size_bytes AND octet_length(p_content) > 0 THEN
    IF p_from = 0 THEN DELETE FROM record.arriving x WHERE x.desk = me.desk; END IF;
    INSERT INTO record.arriving VALUES (me.desk, p_from, p_stream, p_digest, p_content);
    size_bytes := size_bytes + octet_length(p_content);
  END IF;
END $$;

-- All pieces are there. What does not have this digest is thrown away, and its desk begins again.
CREATE FUNCTION record.attach_whole(p_stream uuid, p_digest bytea, p_salt bytea) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me record.desks := record.my_desk();
  whole bytea;
BEGIN
  PERFORM record.must_write(p_stream);
  PERFORM record.lock_file(p_digest);
  SELECT string_agg(x.content, ''::bytea ORDER BY x.first) INTO whole FROM record.arriving x
   WHERE (x.desk, x.stream, x.digest) = (me.desk, p_stream, p_digest);
  DELETE FROM record.arriving x WHERE (x.desk, x.stream, x.digest) = (me.desk, p_stream, p_digest);
  IF (octet_length(p_salt) = 16 AND p_digest = sha256(p_salt || whole)) IS NOT TRUE THEN RETURN 'wrong'; END IF;
  RETURN record.attach(p_stream, p_digest, p_salt, whole);
END $$;

GRANT EXECUTE ON FUNCTION record.attach(uuid, bytea, bytea, bytea), record.attach_piece(uuid, bytea, int, bytea),
  record.attach_whole(uuid, bytea, bytea) TO desks;
