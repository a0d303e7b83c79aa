-- What the register knows of a household beside its members: the income last assessed
-- (of all members, a month, fen; NULL where it never was) and what is so of each member.
ALTER TABLE households ADD COLUMN income_fen BIGINT;
ALTER TABLE household_members ADD COLUMN conditions TEXT;
-- A whole county is read by its birth dates without its sealed fields.
CREATE INDEX persons_born ON persons (county, id, birth_on);

-- A recurring benefit: granted by a decided case, paid month by month until it ends.
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
CREATE UNIQUE INDEX entitlements_case ON entitlements (county, case_id);
CREATE INDEX entitlements_division ON entitlements (county, division, id);
CREATE INDEX entitlements_household ON entitlements (county, household_id);
CREATE INDEX entitlements_person ON entitlements (county, person_id);
CREATE INDEX entitlements_recheck ON entitlements (county, recheck_due_on, id);

-- What changes it: proposed by one person, confirmed by another, and then never changed.
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
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, entitlement_id) REFERENCES entitlements (county, id)
);
CREATE UNIQUE INDEX entitlement_changes_seq ON entitlement_changes (county, entitlement_id, seq);
CREATE INDEX entitlement_changes_state ON entitlement_changes (county, state, id);

-- A case that grants once is listed once; one that grants month by month once a month.
DROP INDEX payments_once;
CREATE UNIQUE INDEX payments_once ON payments (county, case_id, kind, month);
