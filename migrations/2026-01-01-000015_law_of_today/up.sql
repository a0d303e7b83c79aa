-- 审核确认权下放: from when on the townships of a county decide on an item themselves, by a rule
-- of their province (社会救助法 Art 44).
CREATE TABLE delegations (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  item_code TEXT NOT NULL,
  -- The provincial document in the register of law, and its article.
  law TEXT NOT NULL,
  article TEXT,
  valid_from DATE NOT NULL,
  -- The last day; NULL: until further notice.
  valid_to DATE,
  created_by UUID NOT NULL REFERENCES users (id),
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX delegations_item ON delegations (county, item_code, valid_from);
-- What is made known of a confirmed household: its size beside name and sum (民发〔2021〕57号 Art 24).
ALTER TABLE notice_entries ADD COLUMN household_size INTEGER;
