DROP TABLE token_renewals;
