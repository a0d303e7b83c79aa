DROP TABLE law_drafts;
DROP TABLE laws;
DELETE FROM stamps WHERE name = 'laws';
