DROP INDEX household_members_person;
ALTER TABLE entitlement_changes DROP COLUMN circumstances;
ALTER TABLE household_members DROP COLUMN until_version;
ALTER TABLE household_members DROP COLUMN since_version;
DROP TABLE household_histories;
