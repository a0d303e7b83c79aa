-- Zeros before a number come and go: bills are found by a number without them.
UPDATE case_bills SET number_key = LTRIM(number_key, '0');
