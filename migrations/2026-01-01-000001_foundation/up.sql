-- One dialect for SQLite and PostgreSQL. Reference tables (small, one key) never
-- point at growing ones; growing tables have PRIMARY KEY (county, id), and each of
-- their unique indexes and foreign keys begins with county or leads to a reference table.

CREATE TABLE divisions (
  code TEXT NOT NULL PRIMARY KEY,
  parent TEXT REFERENCES divisions (code),
  level SMALLINT NOT NULL CHECK (level BETWEEN 1 AND 5),
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX divisions_parent ON divisions (parent, code);

CREATE TABLE calendar_years (
  year SMALLINT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE calendar_days (
  day DATE NOT NULL PRIMARY KEY,
  year SMALLINT NOT NULL REFERENCES calendar_years (year),
  kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),
  name TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX calendar_days_year ON calendar_days (year, day);

CREATE TABLE policies (
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  document JSONB NOT NULL,
  sha256 TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (code, version)
);
CREATE TABLE flows (
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  document JSONB NOT NULL,
  sha256 TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (code, version)
);
CREATE TABLE service_items (
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  document JSONB NOT NULL,
  sha256 TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (code, version)
);

-- Accounts are reference data of their county: few, and pointed at from everywhere.
CREATE TABLE users (
  id UUID NOT NULL PRIMARY KEY,
  county TEXT NOT NULL,
  username TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  division TEXT NOT NULL REFERENCES divisions (code),
  office_phone TEXT,
  password_hash TEXT NOT NULL,
  password_history JSONB NOT NULL,
  must_change_password BOOLEAN NOT NULL,
  failed_count INTEGER NOT NULL,
  locked_until TIMESTAMPTZ,
  disabled BOOLEAN NOT NULL,
  last_login_at TIMESTAMPTZ,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX users_county ON users (county, division, id);

CREATE TABLE sessions (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  user_id UUID NOT NULL REFERENCES users (id),
  refresh_hash TEXT NOT NULL,
  refresh_expires_at TIMESTAMPTZ NOT NULL,
  ends_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  end_reason TEXT,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX sessions_user ON sessions (county, user_id);

CREATE TABLE audit_entries (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  actor_user_id UUID REFERENCES users (id),
  actor_name TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  division TEXT,
  request_id TEXT NOT NULL,
  detail JSONB NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX audit_entries_subject ON audit_entries (county, subject_type, subject_id, id);
CREATE INDEX audit_entries_actor ON audit_entries (county, actor_user_id, id);

CREATE TABLE idempotency_keys (
  county TEXT NOT NULL,
  principal TEXT NOT NULL,
  route TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status SMALLINT NOT NULL,
  etag TEXT,
  location TEXT,
  body TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, principal, route, idempotency_key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (county, created_at);
