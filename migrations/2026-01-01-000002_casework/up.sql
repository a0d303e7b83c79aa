CREATE TABLE persons (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  division TEXT NOT NULL REFERENCES divisions (code),
  citizen_id_enc BYTEA NOT NULL,
  citizen_id_hash TEXT NOT NULL,
  citizen_id_mask TEXT NOT NULL,
  name TEXT NOT NULL,
  sex TEXT NOT NULL,
  birth_on DATE NOT NULL,
  address_enc BYTEA,
  phone_enc BYTEA,
  phone_hash TEXT,
  phone_mask TEXT,
  bank_account_enc BYTEA,
  bank_account_hash TEXT,
  bank_account_mask TEXT,
  bank_name TEXT,
  demo BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_by UUID NOT NULL REFERENCES users (id),
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX persons_citizen_id ON persons (county, citizen_id_hash);
CREATE INDEX persons_division ON persons (county, division, id);

-- What a person is found by: single characters, pairs, pinyin, hashed tails.
CREATE TABLE person_tokens (
  county TEXT NOT NULL,
  token TEXT NOT NULL,
  person_id UUID NOT NULL,
  division TEXT NOT NULL REFERENCES divisions (code),
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, token, person_id),
  FOREIGN KEY (county, person_id) REFERENCES persons (county, id)
);
CREATE INDEX person_tokens_person ON person_tokens (county, person_id);

CREATE TABLE households (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  division TEXT NOT NULL REFERENCES divisions (code),
  category TEXT NOT NULL,
  certificate_no TEXT,
  staff_kin BOOLEAN NOT NULL,
  staff_kin_note TEXT,
  demo BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_by UUID NOT NULL REFERENCES users (id),
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX households_division ON households (county, division, id);

CREATE TABLE household_members (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  household_id UUID NOT NULL,
  person_id UUID NOT NULL,
  relation TEXT NOT NULL,
  position SMALLINT NOT NULL,
  since_on DATE NOT NULL,
  until_on DATE,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, household_id) REFERENCES households (county, id),
  FOREIGN KEY (county, person_id) REFERENCES persons (county, id)
);
CREATE UNIQUE INDEX household_members_one_household ON household_members (county, person_id) WHERE until_on IS NULL;
CREATE INDEX household_members_household ON household_members (county, household_id, position);

CREATE TABLE approval_batches (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  township TEXT NOT NULL REFERENCES divisions (code),
  item_code TEXT NOT NULL,
  month TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'closed')),
  submitted_by UUID REFERENCES users (id),
  submitted_on DATE,
  received_on DATE,
  due_on DATE,
  due_provisional BOOLEAN NOT NULL,
  closed_on DATE,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX approval_batches_once_a_month ON approval_batches (county, township, item_code, month);
CREATE INDEX approval_batches_month ON approval_batches (county, month, id);

CREATE TABLE cases (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  case_no TEXT NOT NULL,
  division TEXT NOT NULL REFERENCES divisions (code),
  township TEXT NOT NULL REFERENCES divisions (code),
  item_code TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  flow_code TEXT NOT NULL,
  flow_version INTEGER NOT NULL,
  policy_code TEXT NOT NULL,
  scheme TEXT NOT NULL,
  applicant_person_id UUID NOT NULL,
  household_id UUID,
  staff_kin BOOLEAN NOT NULL,
  source TEXT NOT NULL,
  stage TEXT NOT NULL,
  outcome TEXT,
  round INTEGER NOT NULL,
  -- one open case per person and item: the key is set while open, NULL when closed
  open_key TEXT,
  category TEXT,
  amount_fen BIGINT,
  received_on DATE NOT NULL,
  accepted_on DATE,
  closed_on DATE,
  due_on DATE,
  due_provisional BOOLEAN NOT NULL,
  on_time BOOLEAN,
  working_days INTEGER,
  first_contact_user_id UUID NOT NULL REFERENCES users (id),
  batch_id UUID,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  -- last, since they are long: lists read only what comes before
  facts JSONB NOT NULL,
  papers JSONB NOT NULL,
  determination JSONB,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, applicant_person_id) REFERENCES persons (county, id),
  FOREIGN KEY (county, household_id) REFERENCES households (county, id),
  FOREIGN KEY (county, batch_id) REFERENCES approval_batches (county, id)
);
CREATE UNIQUE INDEX cases_case_no ON cases (county, case_no);
CREATE UNIQUE INDEX cases_one_open ON cases (county, open_key);
-- Each list of a county, a township and a village in its own order.
CREATE INDEX cases_received ON cases (county, received_on, id);
CREATE INDEX cases_township_received ON cases (county, township, received_on, id);
CREATE INDEX cases_division_received ON cases (county, division, received_on, id);
CREATE INDEX cases_stage ON cases (county, stage, received_on, id);
CREATE INDEX cases_township_stage ON cases (county, township, stage, received_on, id);
CREATE INDEX cases_due ON cases (county, due_on, id) WHERE closed_on IS NULL;
CREATE INDEX cases_township_due ON cases (county, township, due_on, id) WHERE closed_on IS NULL;
CREATE INDEX cases_contact ON cases (county, first_contact_user_id, received_on, id);
CREATE INDEX cases_closed ON cases (county, closed_on, id);
CREATE INDEX cases_accepted ON cases (county, accepted_on, id);
-- With the division: a search by name is answered from it alone.
CREATE INDEX cases_applicant ON cases (county, applicant_person_id, received_on, id, division);
CREATE INDEX cases_batch ON cases (county, batch_id, id);

-- The case number's daily sequence: one row per county, item and day.
CREATE TABLE case_counters (
  county TEXT NOT NULL,
  item_code TEXT NOT NULL,
  day DATE NOT NULL,
  last_seq INTEGER NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, item_code, day)
);

-- Every legal act is a record and is never changed.
CREATE TABLE case_acts (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  seq INTEGER NOT NULL,
  round INTEGER NOT NULL,
  act TEXT NOT NULL,
  from_stage TEXT NOT NULL,
  to_stage TEXT NOT NULL,
  actor_user_id UUID NOT NULL REFERENCES users (id),
  actor_name TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  outcome TEXT,
  amount_fen BIGINT,
  reasons JSONB NOT NULL,
  note TEXT,
  detail JSONB NOT NULL,
  acted_on DATE NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  -- what may happen once only, e.g. one final decision per case
  once_key TEXT,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id)
);
CREATE UNIQUE INDEX case_acts_seq ON case_acts (county, case_id, seq);
CREATE UNIQUE INDEX case_acts_once ON case_acts (county, case_id, once_key);
CREATE INDEX case_acts_day ON case_acts (county, act, acted_on, case_id);

CREATE TABLE case_clocks (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  clock TEXT NOT NULL,
  round INTEGER NOT NULL,
  started_on DATE NOT NULL,
  limit_amount INTEGER NOT NULL,
  limit_unit TEXT NOT NULL,
  pauses JSONB NOT NULL,
  due_on DATE NOT NULL,
  provisional BOOLEAN NOT NULL,
  stopped_on DATE,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id)
);
CREATE UNIQUE INDEX case_clocks_once ON case_clocks (county, case_id, clock, round);
CREATE INDEX case_clocks_running ON case_clocks (county, due_on, id) WHERE stopped_on IS NULL;

CREATE TABLE attachments (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  material_code TEXT NOT NULL,
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  uploaded_by UUID NOT NULL REFERENCES users (id),
  removed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id)
);
CREATE INDEX attachments_case ON attachments (county, case_id, id);

-- The table a township sent up, row by row, kept even when a row was sent back.
CREATE TABLE approval_batch_rows (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  batch_id UUID NOT NULL,
  case_id UUID NOT NULL,
  position INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('pending', 'approved', 'refused', 'returned')),
  amount_fen BIGINT,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, batch_id) REFERENCES approval_batches (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id)
);
CREATE UNIQUE INDEX approval_batch_rows_once ON approval_batch_rows (county, batch_id, case_id);
CREATE INDEX approval_batch_rows_result ON approval_batch_rows (county, batch_id, result);

CREATE TABLE year_totals (
  county TEXT NOT NULL,
  person_id UUID NOT NULL,
  scheme TEXT NOT NULL,
  year SMALLINT NOT NULL,
  paid_fen BIGINT NOT NULL CHECK (paid_fen >= 0),
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, person_id, scheme, year),
  FOREIGN KEY (county, person_id) REFERENCES persons (county, id)
);

CREATE TABLE payments (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  month TEXT NOT NULL,
  case_id UUID NOT NULL,
  person_id UUID NOT NULL,
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
CREATE UNIQUE INDEX payments_once ON payments (county, case_id, kind);
CREATE INDEX payments_month ON payments (county, month, id);

CREATE TABLE notices (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  division TEXT NOT NULL REFERENCES divisions (code),
  item_code TEXT NOT NULL,
  quarter TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'published', 'withdrawn')),
  published_on DATE,
  end_on DATE,
  prepared_by UUID REFERENCES users (id),
  signed_by UUID REFERENCES users (id),
  returned_reason TEXT,
  withdrawn_reason TEXT,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  CHECK (prepared_by <> signed_by)
);
CREATE UNIQUE INDEX notices_once ON notices (county, division, item_code, quarter);
CREATE INDEX notices_public ON notices (county, state, division, id);

CREATE TABLE notice_entries (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  notice_id UUID NOT NULL,
  case_id UUID NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, notice_id) REFERENCES notices (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id)
);
CREATE UNIQUE INDEX notice_entries_once ON notice_entries (county, case_id);
CREATE INDEX notice_entries_notice ON notice_entries (county, notice_id, position);
