-- By what persons are found is made by the service, which alone can read Chinese aloud. When
-- it learns to make more, a running server makes all of it anew, a few persons at a time:
-- how far it is stands here, a row for each version of that knowledge.
CREATE TABLE token_renewals (
  version INTEGER NOT NULL PRIMARY KEY,
  -- The last person who was looked at; nobody yet where it is not set.
  county TEXT,
  person_id UUID,
  renewed BIGINT NOT NULL,
  finished_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  FOREIGN KEY (county, person_id) REFERENCES persons (county, id)
);
