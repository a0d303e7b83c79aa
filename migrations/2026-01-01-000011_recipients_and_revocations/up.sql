-- Both tables are made anew, since neither database can give a column that is added everything it
-- needs here: who is paid is never NULL, and what names a record leads to it.
DROP INDEX entitlements_case;
DROP INDEX entitlements_division;
DROP INDEX entitlements_household;
DROP INDEX entitlements_person;
DROP INDEX entitlements_recheck;
DROP INDEX entitlement_changes_seq;
DROP INDEX entitlement_changes_state;
ALTER TABLE entitlement_changes RENAME TO entitlement_changes_before;
ALTER TABLE entitlements RENAME TO entitlements_before;

-- What was so in the month of the last change was asked by lists as if it were so today; its
-- columns are gone.
CREATE TABLE entitlements (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  case_no TEXT NOT NULL,
  person_id UUID NOT NULL,
  -- Who is paid, apart from whom it was granted to: at first the same.
  recipient_id UUID NOT NULL,
  household_id UUID,
  division TEXT NOT NULL REFERENCES divisions (code),
  scheme TEXT NOT NULL,
  policy_code TEXT NOT NULL,
  first_month TEXT NOT NULL,
  recheck_due_on DATE,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id),
  FOREIGN KEY (county, person_id) REFERENCES persons (county, id),
  FOREIGN KEY (county, recipient_id) REFERENCES persons (county, id),
  FOREIGN KEY (county, household_id) REFERENCES households (county, id)
);
INSERT INTO entitlements (
  county, id, case_id, case_no, person_id, household_id, division, scheme, policy_code,
  first_month, recheck_due_on, version, created_at, updated_at,
  recipient_id
)
SELECT
  county, id, case_id, case_no, person_id, household_id, division, scheme, policy_code,
  first_month, recheck_due_on, version, created_at, updated_at,
  person_id
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
  -- The first of the changes that were proposed together; what a revocation takes out again, by
  -- the same; who is paid from then on, where that is what changes.
  proposal_id UUID,
  revokes_id UUID,
  recipient_id UUID,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, proposal_id) REFERENCES entitlement_changes (county, id),
  FOREIGN KEY (county, revokes_id) REFERENCES entitlement_changes (county, id),
  FOREIGN KEY (county, recipient_id) REFERENCES persons (county, id),
  FOREIGN KEY (county, entitlement_id) REFERENCES entitlements (county, id)
);
INSERT INTO entitlement_changes (
  county, id, entitlement_id, kind, state, seq, from_month, until_month, monthly_fen, yearly_fen,
  once_fen, before_fen, after_fen, difference_fen, policy_version, ground, reason, proposed_by,
  proposed_on, decided_by, decided_on, rejected_reason, created_at, facts, determination,
  circumstances,
  proposal_id
)
SELECT
  county, id, entitlement_id, kind, state, seq, from_month, until_month, monthly_fen, yearly_fen,
  once_fen, before_fen, after_fen, difference_fen, policy_version, ground, reason, proposed_by,
  proposed_on, decided_by, decided_on, rejected_reason, created_at, facts, determination,
  circumstances,
  (
    SELECT head.id FROM entitlement_changes_before AS head
    WHERE head.county = entitlement_changes_before.county
      AND head.entitlement_id = entitlement_changes_before.entitlement_id
      AND head.created_at = entitlement_changes_before.created_at
      AND head.kind = entitlement_changes_before.kind
    ORDER BY head.from_month, head.id LIMIT 1
  )
FROM entitlement_changes_before;
DROP TABLE entitlement_changes_before;
DROP TABLE entitlements_before;
CREATE UNIQUE INDEX entitlements_case ON entitlements (county, case_id);
CREATE INDEX entitlements_division ON entitlements (county, division, id);
CREATE INDEX entitlements_household ON entitlements (county, household_id);
CREATE INDEX entitlements_person ON entitlements (county, person_id);
CREATE INDEX entitlements_recheck ON entitlements (county, recheck_due_on, id);
CREATE UNIQUE INDEX entitlement_changes_seq ON entitlement_changes (county, entitlement_id, seq);
CREATE INDEX entitlement_changes_state ON entitlement_changes (county, state, id);
CREATE INDEX entitlements_recipient ON entitlements (county, recipient_id);

-- How a benefit stands, month by month, as its confirmed changes make it: the row in force in a
-- month is the one it lies in. Written with each of them, so that lists show what is so in the
-- month of whoever looks, without anything having run. The first begins before all months, since
-- what begins next month is listed as it will begin.
CREATE TABLE entitlement_standings (
  county TEXT NOT NULL,
  entitlement_id UUID NOT NULL,
  from_month TEXT NOT NULL,
  -- The month of the next one; NULL for the last.
  before_month TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'grace', 'ended')),
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, entitlement_id, from_month),
  FOREIGN KEY (county, entitlement_id) REFERENCES entitlements (county, id)
);
INSERT INTO entitlement_standings
WITH turns AS (
  SELECT county, id AS entitlement_id, '0000-01' AS month FROM entitlements
  UNION
  SELECT county, entitlement_id, from_month FROM entitlement_changes
  WHERE seq IS NOT NULL AND kind IN ('suspend', 'resume', 'grace', 'end')
  UNION
  SELECT county, entitlement_id, CASE substr(until_month, 6, 2)
      WHEN '12' THEN CAST(CAST(substr(until_month, 1, 4) AS INTEGER) + 1 AS TEXT) || '-01'
      ELSE substr(until_month, 1, 5)
        || substr(CAST(CAST(substr(until_month, 6, 2) AS INTEGER) + 101 AS TEXT), 2, 2)
    END
  FROM entitlement_changes WHERE seq IS NOT NULL AND kind = 'grace'
)
SELECT turns.county, turns.entitlement_id, turns.month,
  LEAD(turns.month) OVER (PARTITION BY turns.county, turns.entitlement_id ORDER BY turns.month),
  COALESCE((
    SELECT CASE
        WHEN last.kind = 'grace' AND last.until_month < turns.month THEN 'ended'
        WHEN last.kind = 'grace' THEN 'grace'
        WHEN last.kind = 'suspend' THEN 'suspended'
        WHEN last.kind = 'end' THEN 'ended'
        ELSE 'active'
      END
    FROM entitlement_changes AS last
    WHERE last.county = turns.county AND last.entitlement_id = turns.entitlement_id
      AND last.seq IS NOT NULL AND last.kind IN ('suspend', 'resume', 'grace', 'end')
      AND last.from_month <= turns.month
    ORDER BY last.seq DESC LIMIT 1
  ), 'active'),
  entitlements.updated_at
FROM turns
JOIN entitlements ON entitlements.county = turns.county AND entitlements.id = turns.entitlement_id;
