-- The register of law: the entries that ship and what was put in force since. A new version of
-- an entry is a row of its own; nothing changes one that is here.
CREATE TABLE laws (
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  document JSONB NOT NULL,
  sha256 TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (code, version)
);
-- An entry of the register is drafted by one person and put in force by another.
CREATE TABLE law_drafts (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  code TEXT NOT NULL,
  document JSONB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'activated', 'withdrawn')),
  drafted_by UUID NOT NULL REFERENCES users (id),
  -- Who changed it last.
  edited_by UUID NOT NULL REFERENCES users (id),
  activated_by UUID REFERENCES users (id),
  returned_reason TEXT,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  CHECK (activated_by <> drafted_by AND activated_by <> edited_by)
);
-- One draft of an entry is open at a time.
CREATE UNIQUE INDEX law_drafts_open ON law_drafts (county, code)
WHERE state IN ('draft', 'submitted');
INSERT INTO stamps (name, version, created_at) VALUES ('laws', 1, '2026-01-01T00:00:00.000000Z');
