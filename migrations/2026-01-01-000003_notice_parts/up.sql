-- A village's quarter may have several notices: who is approved after the first is on its
-- way is named in the next part. And a line may be left out: it keeps its place and its
-- reason, and is shown to nobody outside.
-- The tables are made anew, since a column that is never null can only be added with a
-- default, and no column has one.
CREATE TABLE notices_anew (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  division TEXT NOT NULL REFERENCES divisions (code),
  item_code TEXT NOT NULL,
  quarter TEXT NOT NULL,
  part INTEGER NOT NULL,
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
INSERT INTO notices_anew
SELECT county, id, division, item_code, quarter, 1, state, published_on, end_on, prepared_by,
  signed_by, returned_reason, withdrawn_reason, version, created_at, updated_at
FROM notices;

CREATE TABLE notice_entries_anew (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  notice_id UUID NOT NULL,
  case_id UUID NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  withheld_reason TEXT,
  withheld_by UUID REFERENCES users (id),
  withheld_on DATE,
  -- Set when the line holds its case no longer: its notice was taken down, or it was put
  -- back after its notice had gone out without it.
  released_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, notice_id) REFERENCES notices_anew (county, id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, id)
);
INSERT INTO notice_entries_anew
SELECT entries.county, entries.id, entries.notice_id, entries.case_id, entries.position,
  entries.name, entries.amount_fen, NULL, NULL, NULL,
  CASE WHEN notices.state = 'withdrawn' THEN notices.updated_at END, entries.created_at
FROM notice_entries entries
JOIN notices ON notices.county = entries.county AND notices.id = entries.notice_id;

DROP TABLE notice_entries;
DROP TABLE notices;
ALTER TABLE notices_anew RENAME TO notices;
ALTER TABLE notice_entries_anew RENAME TO notice_entries;
CREATE UNIQUE INDEX notices_once ON notices (county, division, item_code, quarter, part);
CREATE INDEX notices_public ON notices (county, state, division, id);
-- A case stands on one notice at a time.
CREATE UNIQUE INDEX notice_entries_once ON notice_entries (county, case_id) WHERE released_at IS NULL;
CREATE INDEX notice_entries_notice ON notice_entries (county, notice_id, position);
