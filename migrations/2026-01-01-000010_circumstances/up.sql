-- What the register says of a household beside its members, from each of its versions on: who
-- wrote it when, so that a later computation can ask what was known of a month. A row for every
-- version that changes one of these or the members.
CREATE TABLE household_histories (
  county TEXT NOT NULL,
  household_id UUID NOT NULL,
  version BIGINT NOT NULL,
  category TEXT NOT NULL,
  income_fen BIGINT,
  known_by UUID NOT NULL REFERENCES users (id),
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, household_id, version),
  FOREIGN KEY (county, household_id) REFERENCES households (county, id)
);
-- What it says now counts as what it has always said: nobody kept more.
INSERT INTO household_histories (county, household_id, version, category, income_fen, known_by, created_at)
SELECT county, id, version, category, income_fen, created_by, created_at FROM households;

-- The versions of the household with which a membership became known to begin and to end; NULL
-- for those known before versions were kept.
ALTER TABLE household_members ADD COLUMN since_version BIGINT;
ALTER TABLE household_members ADD COLUMN until_version BIGINT;

-- What a computation that was confirmed holds to be so from which month on.
ALTER TABLE entitlement_changes ADD COLUMN circumstances JSONB;
-- The months in which somebody lived where are asked person by person.
CREATE INDEX household_members_person ON household_members (county, person_id);
