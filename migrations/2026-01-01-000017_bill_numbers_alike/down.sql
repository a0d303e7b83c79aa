-- As typed again, without the usual spaces and dashes between the groups.
UPDATE case_bills SET number_key = REPLACE(REPLACE(UPPER(number), ' ', ''), '-', '');
