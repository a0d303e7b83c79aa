-- O and 0, I, L and 1 look alike: bills are found by a number in which they are the same.
UPDATE case_bills SET number_key = REPLACE(REPLACE(REPLACE(number_key, 'O', '0'), 'I', '1'), 'L', '1');
