ALTER TABLE notice_entries DROP COLUMN household_size;
DROP TABLE delegations;
