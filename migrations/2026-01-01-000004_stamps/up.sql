-- A number for each table of reference data that a server keeps in memory, raised with
-- every change of it: what was read before is used as long as the number is the same.
CREATE TABLE stamps (
  name TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);
INSERT INTO stamps (name, version, created_at) VALUES ('calendar', 1, '2026-01-01T00:00:00.000000Z');
INSERT INTO stamps (name, version, created_at) VALUES ('divisions', 1, '2026-01-01T00:00:00.000000Z');
