-- 票据: the hospital bills a case counts. A bill counts once for a person: `live_key` names
-- both and is NULL where the case ended without aid, which frees it.
CREATE TABLE case_bills (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  person_id UUID NOT NULL,
  number TEXT NOT NULL,
  issuer TEXT NOT NULL,
  -- What is left of both when spaces, marks and widths are taken away.
  number_key TEXT NOT NULL,
  issuer_key TEXT NOT NULL,
  live_key TEXT,
  issued_on DATE NOT NULL,
  cost_fen BIGINT NOT NULL CHECK (cost_fen > 0),
  insurer_paid_fen BIGINT NOT NULL CHECK (insurer_paid_fen >= 0),
  attachment_id UUID,
  created_by UUID NOT NULL REFERENCES users (id),
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id),
  FOREIGN KEY (county, person_id) REFERENCES persons (county, id),
  FOREIGN KEY (county, attachment_id) REFERENCES attachments (county, id)
);
CREATE UNIQUE INDEX case_bills_once ON case_bills (county, live_key) WHERE live_key IS NOT NULL;
CREATE INDEX case_bills_case ON case_bills (county, case_id, id);
CREATE INDEX case_bills_number ON case_bills (county, number_key);
-- The same file handed in with another case.
CREATE INDEX attachments_content ON attachments (county, sha256);
