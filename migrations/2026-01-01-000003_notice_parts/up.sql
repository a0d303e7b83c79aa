-- A village's quarter may have several notices: who is approved after the first is on its
-- way is named in the next part.
ALTER TABLE notices ADD COLUMN part INTEGER NOT NULL DEFAULT 1;
DROP INDEX notices_once;
CREATE UNIQUE INDEX notices_once ON notices (county, division, item_code, quarter, part);

-- A line that is left out keeps its place and its reason, and is shown to nobody outside.
ALTER TABLE notice_entries ADD COLUMN withheld_reason TEXT;
ALTER TABLE notice_entries ADD COLUMN withheld_by UUID REFERENCES users (id);
ALTER TABLE notice_entries ADD COLUMN withheld_on DATE;
-- Set when the line holds its case no longer: its notice was taken down, or it was put back
-- after its notice had gone out without it.
ALTER TABLE notice_entries ADD COLUMN released_at TIMESTAMPTZ;
UPDATE notice_entries SET released_at = created_at WHERE EXISTS (
  SELECT 1 FROM notices
  WHERE notices.county = notice_entries.county AND notices.id = notice_entries.notice_id
    AND notices.state = 'withdrawn'
);
-- A case stands on one notice at a time.
DROP INDEX notice_entries_once;
CREATE UNIQUE INDEX notice_entries_once ON notice_entries (county, case_id) WHERE released_at IS NULL;
