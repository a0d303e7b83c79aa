DROP INDEX payments_once;
CREATE UNIQUE INDEX payments_once ON payments (county, case_id, kind);
DROP TABLE entitlement_changes;
DROP TABLE entitlements;
DROP INDEX persons_born;
ALTER TABLE household_members DROP COLUMN conditions;
ALTER TABLE households DROP COLUMN income_fen;
