-- What is done about a proposed change of a benefit before it is decided, and how the decision
-- was handed over: the invitation to be heard, the hearing, the showing of an intended end, an
-- objection, the service. Written once.
CREATE TABLE entitlement_acts (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  entitlement_id UUID NOT NULL,
  -- The proposal: the first of the changes proposed together.
  change_id UUID NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('invite', 'hear', 'post', 'object', 'serve')),
  -- For which it is invited, on which it was heard, shown, objected or served.
  on_day DATE NOT NULL,
  place TEXT,
  way TEXT,
  person TEXT,
  said TEXT,
  served TEXT,
  served_on DATE,
  died_on DATE,
  acted_by UUID NOT NULL REFERENCES users (id),
  actor_name TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  acted_on DATE NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, entitlement_id) REFERENCES entitlements (county, id),
  FOREIGN KEY (county, change_id) REFERENCES entitlement_changes (county, id)
);
CREATE INDEX entitlement_acts_of ON entitlement_acts (county, entitlement_id, id);
CREATE INDEX entitlement_acts_change ON entitlement_acts (county, change_id);
