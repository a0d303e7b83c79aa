-- As typed again, capital, without the usual spaces and dashes, O, I and L as the digits they look like.
UPDATE case_bills SET number_key = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(UPPER(number), ' ', ''), '-', ''), 'O', '0'), 'I', '1'), 'L', '1');
