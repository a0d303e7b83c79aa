-- What is not set yet is never looked for in these: left out, an act has fewer pages to write.
DROP INDEX case_acts_once;
CREATE UNIQUE INDEX case_acts_once ON case_acts (county, case_id, once_key) WHERE once_key IS NOT NULL;
DROP INDEX cases_accepted;
CREATE INDEX cases_accepted ON cases (county, accepted_on, id) WHERE accepted_on IS NOT NULL;
DROP INDEX cases_closed;
CREATE INDEX cases_closed ON cases (county, closed_on, id) WHERE closed_on IS NOT NULL;
