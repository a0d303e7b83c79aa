-- Who is paid, apart from whom it was granted to: at first the same. Never NULL, though SQLite
-- cannot declare it of a column that is added.
ALTER TABLE entitlements ADD COLUMN recipient_id UUID;
UPDATE entitlements SET recipient_id = person_id;
CREATE INDEX entitlements_recipient ON entitlements (county, recipient_id);

-- The first of the changes that were proposed together; what a revocation takes out again, by
-- the same; who is paid from then on, where that is what changes.
ALTER TABLE entitlement_changes ADD COLUMN proposal_id UUID;
ALTER TABLE entitlement_changes ADD COLUMN revokes_id UUID;
ALTER TABLE entitlement_changes ADD COLUMN recipient_id UUID;
UPDATE entitlement_changes SET proposal_id = (
  SELECT head.id FROM entitlement_changes AS head
  WHERE head.county = entitlement_changes.county
    AND head.entitlement_id = entitlement_changes.entitlement_id
    AND head.created_at = entitlement_changes.created_at
    AND head.kind = entitlement_changes.kind
  ORDER BY head.from_month, head.id LIMIT 1
);

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

-- What was so in the month of the last change was asked by lists as if it were so today.
ALTER TABLE entitlements DROP COLUMN state;
ALTER TABLE entitlements DROP COLUMN monthly_fen;
