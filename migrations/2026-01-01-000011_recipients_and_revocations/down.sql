ALTER TABLE entitlements ADD COLUMN state TEXT NOT NULL DEFAULT 'active'
  CHECK (state IN ('active', 'suspended', 'grace', 'ended'));
ALTER TABLE entitlements ADD COLUMN monthly_fen BIGINT NOT NULL DEFAULT 0;
UPDATE entitlements SET state = (
  SELECT last.state FROM entitlement_standings AS last
  WHERE last.county = entitlements.county AND last.entitlement_id = entitlements.id
    AND last.before_month IS NULL
);
DROP TABLE entitlement_standings;
ALTER TABLE entitlement_changes DROP COLUMN recipient_id;
ALTER TABLE entitlement_changes DROP COLUMN revokes_id;
ALTER TABLE entitlement_changes DROP COLUMN proposal_id;
DROP INDEX entitlements_recipient;
ALTER TABLE entitlements DROP COLUMN recipient_id;
