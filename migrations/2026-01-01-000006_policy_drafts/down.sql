DROP TABLE policy_drafts;
DELETE FROM stamps WHERE name = 'policies';
