DROP INDEX entitlements_case;
DROP INDEX entitlements_division;
DROP INDEX entitlements_household;
DROP INDEX entitlements_person;
DROP INDEX entitlements_recheck;
DROP INDEX entitlements_recipient;
DROP INDEX entitlement_changes_seq;
DROP INDEX entitlement_changes_state;
ALTER TABLE entitlement_changes RENAME TO entitlement_changes_before;
ALTER TABLE entitlements RENAME TO entitlements_before;
CREATE TABLE entitlements (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  case_no TEXT NOT NULL,
  person_id UUID NOT NULL,
  household_id UUID,
  division TEXT NOT NULL REFERENCES divisions (code),
  scheme TEXT NOT NULL,
  policy_code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'grace', 'ended')),
  -- What is due in the month of the last change, fen, for lists.
  monthly_fen BIGINT NOT NULL,
  first_month TEXT NOT NULL,
  recheck_due_on DATE,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id),
  FOREIGN KEY (county, person_id) REFERENCES persons (county, id),
  FOREIGN KEY (county, household_id) REFERENCES households (county, id)
);
INSERT INTO entitlements (
  county, id, case_id, case_no, person_id, household_id, division, scheme, policy_code,
  first_month, recheck_due_on, version, created_at, updated_at,
  state, monthly_fen
)
SELECT
  county, id, case_id, case_no, person_id, household_id, division, scheme, policy_code,
  first_month, recheck_due_on, version, created_at, updated_at,
  (
    SELECT last.state FROM entitlement_standings AS last
    WHERE last.county = entitlements_before.county AND last.entitlement_id = entitlements_before.id
      AND last.before_month IS NULL
  ),
  0
FROM entitlements_before;
CREATE TABLE entitlement_changes (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  entitlement_id UUID NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'rejected')),
  -- In the order of confirmation; NULL until then.
  seq INTEGER,
  from_month TEXT NOT NULL,
  until_month TEXT,
  -- What it makes due: a month, a year (paid in twelfths), once; fen. NULL leaves the sums.
  monthly_fen BIGINT,
  yearly_fen BIGINT,
  once_fen BIGINT,
  -- Due a month before and after, fen, and what it makes of the months already listed:
  -- arrears above, over-payment below nothing.
  before_fen BIGINT NOT NULL,
  after_fen BIGINT NOT NULL,
  difference_fen BIGINT NOT NULL,
  policy_version TEXT,
  -- Code of the policy's ground of suspension.
  ground TEXT,
  reason TEXT,
  proposed_by UUID NOT NULL REFERENCES users (id),
  proposed_on DATE NOT NULL,
  decided_by UUID REFERENCES users (id),
  decided_on DATE,
  rejected_reason TEXT,
  created_at TIMESTAMPTZ NOT NULL,
  facts JSONB,
  determination JSONB,
  -- What a computation that was confirmed holds to be so from which month on.
  circumstances JSONB,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, entitlement_id) REFERENCES entitlements (county, id)
);
INSERT INTO entitlement_changes (
  county, id, entitlement_id, kind, state, seq, from_month, until_month, monthly_fen, yearly_fen,
  once_fen, before_fen, after_fen, difference_fen, policy_version, ground, reason, proposed_by,
  proposed_on, decided_by, decided_on, rejected_reason, created_at, facts, determination,
  circumstances
)
SELECT
  county, id, entitlement_id, kind, state, seq, from_month, until_month, monthly_fen, yearly_fen,
  once_fen, before_fen, after_fen, difference_fen, policy_version, ground, reason, proposed_by,
  proposed_on, decided_by, decided_on, rejected_reason, created_at, facts, determination,
  circumstances
FROM entitlement_changes_before;
DROP TABLE entitlement_standings;
DROP TABLE entitlement_changes_before;
DROP TABLE entitlements_before;
CREATE UNIQUE INDEX entitlements_case ON entitlements (county, case_id);
CREATE INDEX entitlements_division ON entitlements (county, division, id);
CREATE INDEX entitlements_household ON entitlements (county, household_id);
CREATE INDEX entitlements_person ON entitlements (county, person_id);
CREATE INDEX entitlements_recheck ON entitlements (county, recheck_due_on, id);
CREATE UNIQUE INDEX entitlement_changes_seq ON entitlement_changes (county, entitlement_id, seq);
CREATE INDEX entitlement_changes_state ON entitlement_changes (county, state, id);
