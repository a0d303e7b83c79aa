-- A list of payments says who was paid and where to, whatever the person is called today.
-- The table is made anew, since a column that is never null can only be added with a default.
CREATE TABLE payments_anew (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  month TEXT NOT NULL,
  case_id UUID NOT NULL,
  person_id UUID NOT NULL,
  -- As they stood when the month began; they follow the person until then.
  payee_name TEXT NOT NULL,
  bank_account_mask TEXT,
  division TEXT NOT NULL REFERENCES divisions (code),
  scheme TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
  state TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id),
  FOREIGN KEY (county, person_id) REFERENCES persons (county, id)
);
INSERT INTO payments_anew
SELECT payments.county, payments.id, payments.month, payments.case_id, payments.person_id, persons.name,
  persons.bank_account_mask, payments.division, payments.scheme, payments.kind, payments.amount_fen,
  payments.state, payments.created_at
FROM payments
JOIN persons ON persons.county = payments.county AND persons.id = payments.person_id;
DROP TABLE payments;
ALTER TABLE payments_anew RENAME TO payments;
CREATE UNIQUE INDEX payments_once ON payments (county, case_id, kind);
CREATE INDEX payments_month ON payments (county, month, id);
CREATE INDEX payments_person ON payments (county, person_id, month);
