-- What a change of a policy would cost: asked once, computed by one copy of the server,
-- kept. Nothing of the result is shown before the state is 'done'.
CREATE TABLE simulations (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  -- The population: its households are those of this division and below.
  division TEXT NOT NULL REFERENCES divisions (code),
  policy_code TEXT NOT NULL,
  draft_id UUID,
  title TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'failed')),
  -- Households computed, and how many there are.
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  -- Written by whoever computes it; one that has gone silent has been interrupted.
  heartbeat_at TIMESTAMPTZ,
  failure TEXT,
  started_by UUID NOT NULL REFERENCES users (id),
  finished_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  -- last, since they are long: lists read only what comes before
  request JSONB NOT NULL,
  result JSONB,
  document JSONB NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, draft_id) REFERENCES policy_drafts (county, id)
);
-- One of a county is computed at a time, whichever copy of the server does it.
CREATE UNIQUE INDEX simulations_one_runs ON simulations (county) WHERE state = 'running';
CREATE INDEX simulations_open ON simulations (county, id) WHERE state IN ('queued', 'running');

-- The households whose sum changes, many to a row: all of a row are of one township and
-- category, and the same becomes of them.
CREATE TABLE simulation_rows (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  simulation_id UUID NOT NULL,
  seq INTEGER NOT NULL,
  township TEXT NOT NULL REFERENCES divisions (code),
  category TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('entering', 'leaving', 'gaining', 'losing')),
  households INTEGER NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  entries JSONB NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, simulation_id) REFERENCES simulations (county, id)
);
CREATE UNIQUE INDEX simulation_rows_seq ON simulation_rows (county, simulation_id, seq);
