DROP INDEX cases_closed;
CREATE INDEX cases_closed ON cases (county, closed_on, id);
DROP INDEX cases_accepted;
CREATE INDEX cases_accepted ON cases (county, accepted_on, id);
DROP INDEX case_acts_once;
CREATE UNIQUE INDEX case_acts_once ON case_acts (county, case_id, once_key);
