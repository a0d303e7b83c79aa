DROP INDEX payments_person;
ALTER TABLE payments DROP COLUMN payee_name;
ALTER TABLE payments DROP COLUMN bank_account_mask;
