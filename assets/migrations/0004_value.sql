-- Decisions about value. Serves: what is done about customers below zero, plans to raise a customer, cadence by class.

-- Plans to make somebody one of the best. Whether one is reached follows from the purchases since, whatever the day.
CREATE TABLE lift_plan (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  made_on     INTEGER NOT NULL,                 -- first day that counts
  author      TEXT NOT NULL DEFAULT '',
  target      INTEGER NOT NULL CHECK (target > 0),   -- net revenue wanted from made_on to deadline, both included
  base        INTEGER NOT NULL DEFAULT 0,       -- net revenue of the twelve months before, when it was made
  deadline    INTEGER NOT NULL CHECK (deadline >= made_on),
  owner       TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',         -- what to do
  closed_on   INTEGER,
  outcome     TEXT NOT NULL DEFAULT ''          -- why it was closed, in words
) STRICT;
CREATE INDEX lift_plan_of_customer ON lift_plan(customer_id, made_on);

-- What was decided about a customer who costs more than they bring.
CREATE TABLE value_decision (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  made_on     INTEGER NOT NULL,
  author      TEXT NOT NULL DEFAULT '',
  kind        TEXT NOT NULL CHECK (kind IN ('incentive', 'passive')),
  target      INTEGER,                          -- net revenue of twelve months wanted, for an incentive
  review_on   INTEGER,
  note        TEXT NOT NULL DEFAULT '',
  closed_on   INTEGER,
  outcome     TEXT NOT NULL DEFAULT ''          -- what became of it, in words
) STRICT;
CREATE INDEX value_decision_of_customer ON value_decision(customer_id, made_on);
CREATE INDEX value_decision_open ON value_decision(review_on) WHERE closed_on IS NULL;
