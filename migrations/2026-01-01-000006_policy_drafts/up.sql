-- A version of a policy is drafted by one person and put in force by another; from then on
-- it is a row of "policies", which nothing changes any more.
CREATE TABLE policy_drafts (
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
-- One draft of a policy is open at a time.
CREATE UNIQUE INDEX policy_drafts_open ON policy_drafts (county, code)
WHERE state IN ('draft', 'submitted');
INSERT INTO stamps (name, version, created_at) VALUES ('policies', 1, '2026-01-01T00:00:00.000000Z');
