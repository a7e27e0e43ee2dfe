-- The tables of the first version, as store/shared/schema.py described them then. Never edited.

CREATE TABLE record.archived (
  desk INTEGER NOT NULL,
  stream UUID NOT NULL,
  first BIGINT NOT NULL,
  last BIGINT NOT NULL,
  incident UUID NOT NULL,
  author TEXT NOT NULL,
  pushed_by name NOT NULL,
  xid xid8 NOT NULL,
  prev_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  ids UUID[] NOT NULL,
  kinds TEXT[] NOT NULL,
  subjects TEXT[] NOT NULL,
  hlcs BIGINT[] NOT NULL,
  occurred BIGINT[] NOT NULL,
  recorded BIGINT[] NOT NULL,
  hashes BYTEA[] NOT NULL,
  sigs BYTEA[] NOT NULL,
  digests BYTEA[] NOT NULL,
  salts BYTEA[] NOT NULL,
  bodies BYTEA[] NOT NULL,
  server_at TIMESTAMP WITH TIME ZONE[] NOT NULL,
  PRIMARY KEY (desk, stream, first),
  CONSTRAINT archived_length CHECK (last >= first AND cardinality(ids) = last - first + 1)
);
CREATE INDEX archived_ids ON record.archived USING gin (ids);

CREATE TABLE record.archivings (
  incident UUID NOT NULL,
  archive TEXT NOT NULL,
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  PRIMARY KEY (incident)
);

CREATE TABLE record.asked (
  kind TEXT NOT NULL,
  stream UUID NOT NULL,
  incident UUID NOT NULL,
  subject TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (kind, stream, incident, subject, person)
);

CREATE TABLE record.counter (
  one BOOLEAN DEFAULT true NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (one),
  CONSTRAINT counter_one CHECK (one)
);

CREATE TABLE record.entries (
  desk INTEGER NOT NULL,
  stream UUID NOT NULL,
  seq BIGINT NOT NULL,
  id UUID NOT NULL,
  incident UUID NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  subject TEXT,
  hlc BIGINT NOT NULL,
  occurred_us BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  prev_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  sig BYTEA,
  digest BYTEA NOT NULL,
  salt BYTEA NOT NULL,
  body BYTEA NOT NULL,
  refused BOOLEAN NOT NULL,
  pushed_by name NOT NULL,
  server_at TIMESTAMP WITH TIME ZONE NOT NULL,
  xid xid8 NOT NULL,
  number INTEGER,
  PRIMARY KEY (desk, stream, seq),
  CONSTRAINT entries_key CHECK (seq > 0 AND id > '00000000-0000-0000-0000-000000000000'),
  CONSTRAINT entries_hashes CHECK (octet_length(hash) = 32 AND octet_length(digest) = 32),
  CONSTRAINT entries_body CHECK (octet_length(body) <= 65536),
  CONSTRAINT entries_salt CHECK (octet_length(salt) = 16 OR octet_length(salt) + octet_length(body) = 0),
  UNIQUE (id)
);
CREATE INDEX entries_delta ON record.entries (xid, stream, seq);
CREATE INDEX entries_stream ON record.entries (stream, desk, seq);
CREATE INDEX entries_stamped ON record.entries (desk, stream, seq) WHERE refused OR number IS NOT NULL;

CREATE TABLE record.erasures (
  stream UUID NOT NULL,
  subject TEXT NOT NULL,
  was xid8 NOT NULL,
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  PRIMARY KEY (stream, subject)
);
CREATE INDEX erasures_delta ON record.erasures (xid, subject);

CREATE TABLE record.hands (
  stream UUID NOT NULL,
  digest TEXT NOT NULL,
  person TEXT NOT NULL,
  part TEXT NOT NULL,
  PRIMARY KEY (stream, digest, person),
  CONSTRAINT hands_part CHECK (part IN ('author', 'approver'))
);

CREATE TABLE record.incidents (
  incident UUID NOT NULL,
  number INTEGER NOT NULL,
  severity TEXT,
  PRIMARY KEY (incident),
  UNIQUE (number)
);

CREATE TABLE record.invitations (
  pg_role name NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (pg_role),
  CONSTRAINT invitations_level CHECK (level IN ('observer', 'responder', 'communications', 'manager', 'administrator'))
);

CREATE TABLE record.managers (
  incident UUID NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (incident, person)
);

CREATE TABLE record.messages (
  message UUID NOT NULL,
  stream UUID NOT NULL,
  incident UUID NOT NULL,
  PRIMARY KEY (message)
);

CREATE TABLE record.past (
  person TEXT NOT NULL,
  stream UUID NOT NULL,
  until xid8 NOT NULL,
  PRIMARY KEY (person, stream)
);

CREATE TABLE record.people (
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  PRIMARY KEY (person),
  CONSTRAINT people_level CHECK (level IN ('observer', 'responder', 'communications', 'manager', 'administrator'))
);

CREATE TABLE record.releases (
  message UUID NOT NULL,
  channel TEXT NOT NULL,
  digest TEXT NOT NULL,
  rule INTEGER NOT NULL,
  person TEXT NOT NULL,
  witness TEXT,
  PRIMARY KEY (message, channel)
);

CREATE TABLE record.rules (
  channel TEXT NOT NULL,
  severity TEXT NOT NULL,
  version INTEGER NOT NULL,
  approvers SMALLINT NOT NULL,
  witnessed BOOLEAN NOT NULL,
  set_by TEXT NOT NULL,
  PRIMARY KEY (channel, severity, version)
);

CREATE TABLE record.streams (
  stream UUID NOT NULL,
  sort TEXT NOT NULL,
  parent UUID,
  incident UUID,
  opened BOOLEAN DEFAULT false NOT NULL,
  access_xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  PRIMARY KEY (stream),
  CONSTRAINT streams_sort CHECK (sort IN ('open', 'restricted', 'investigation')),
  FOREIGN KEY(parent) REFERENCES record.streams (stream)
);
CREATE INDEX streams_access ON record.streams (access_xid);
CREATE INDEX streams_parent ON record.streams (parent) WHERE opened;

CREATE TABLE record.texts (
  stream UUID NOT NULL,
  digest TEXT NOT NULL,
  message UUID NOT NULL,
  PRIMARY KEY (stream, digest)
);

CREATE TABLE record.attachments (
  stream UUID NOT NULL,
  digest BYTEA NOT NULL,
  salt BYTEA NOT NULL,
  content BYTEA NOT NULL,
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  PRIMARY KEY (stream, digest),
  CONSTRAINT attachments_size CHECK (octet_length(digest) = 32 AND octet_length(content) <= 67108864),
  FOREIGN KEY(stream) REFERENCES record.streams (stream)
);

CREATE TABLE record.desks (
  desk INTEGER NOT NULL,
  pg_role name NOT NULL,
  person TEXT NOT NULL,
  public_key BYTEA NOT NULL,
  enrolled_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  revoked_at TIMESTAMP WITH TIME ZONE,
  heard_at TIMESTAMP WITH TIME ZONE,
  waiting INTEGER,
  offset_ms INTEGER,
  PRIMARY KEY (desk),
  CONSTRAINT desks_public_key CHECK (octet_length(public_key) = 32),
  UNIQUE (pg_role),
  FOREIGN KEY(person) REFERENCES record.people (person)
);
CREATE UNIQUE INDEX desks_letters ON record.desks (((desk & 16777215) >> 4));

CREATE TABLE record.grants (
  stream UUID NOT NULL,
  person TEXT NOT NULL,
  capability TEXT NOT NULL,
  access_xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  PRIMARY KEY (person, stream, capability),
  CONSTRAINT grants_capability CHECK (capability IN ('read', 'lead', 'manage')),
  FOREIGN KEY(stream) REFERENCES record.streams (stream)
);
CREATE INDEX grants_access ON record.grants (person, access_xid);

CREATE TABLE record.heads (
  desk INTEGER NOT NULL,
  stream UUID NOT NULL,
  seq BIGINT DEFAULT 0 NOT NULL,
  hash BYTEA DEFAULT '' NOT NULL,
  PRIMARY KEY (desk, stream),
  FOREIGN KEY(desk) REFERENCES record.desks (desk),
  FOREIGN KEY(stream) REFERENCES record.streams (stream)
)
 WITH (fillfactor = 50);

CREATE UNLOGGED TABLE record.arriving (
  desk INTEGER NOT NULL,
  first INTEGER NOT NULL,
  stream UUID NOT NULL,
  digest BYTEA NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (desk, first),
  FOREIGN KEY(desk) REFERENCES record.desks (desk),
  FOREIGN KEY(stream) REFERENCES record.streams (stream)
);

CREATE UNLOGGED TABLE record.presence (
  desk INTEGER NOT NULL,
  stream UUID NOT NULL,
  incident UUID,
  panel TEXT,
  draft TEXT,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (desk),
  FOREIGN KEY(desk) REFERENCES record.desks (desk)
);

-- not compressed, so that a piece from the middle is read without what is before it
ALTER TABLE record.attachments ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE record.arriving ALTER COLUMN content SET STORAGE EXTERNAL;

INSERT INTO record.counter VALUES (true, 0);
INSERT INTO record.streams (stream, sort, opened) VALUES ('00000000-0000-0000-0000-000000000000', 'open', true);
