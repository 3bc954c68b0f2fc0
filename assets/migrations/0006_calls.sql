-- Working the lists: how a call went, numbers that are wrong, complaints that wait, and the list somebody is calling down.

ALTER TABLE contact ADD COLUMN reason TEXT NOT NULL DEFAULT '';          -- domain::work::calls::Refusal
ALTER TABLE contact ADD COLUMN next_day INTEGER;                         -- the follow-up it planned
CREATE INDEX contact_next ON contact(next_day) WHERE next_day IS NOT NULL;
ALTER TABLE customer ADD COLUMN robinson INTEGER;                        -- found on a list of exclusion, on this day
CREATE INDEX customer_robinson ON customer(robinson) WHERE robinson IS NOT NULL;

-- Numbers that are not this customer's. `phone` is its figures, without the Spanish country code.
CREATE TABLE wrong_phone (
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  phone       TEXT NOT NULL CHECK (phone <> ''),
  day         INTEGER NOT NULL,
  PRIMARY KEY (customer_id, phone)
) STRICT, WITHOUT ROWID;

-- Complaints. While one is open nobody sells to them.
CREATE TABLE support_case (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  opened_at   TEXT NOT NULL,
  day         INTEGER NOT NULL,
  channel     TEXT NOT NULL,
  text        TEXT NOT NULL DEFAULT '',
  author      TEXT NOT NULL DEFAULT '',
  resolved_on INTEGER,
  resolution  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX support_case_of_customer ON support_case(customer_id, day);
CREATE INDEX support_case_open ON support_case(customer_id) WHERE resolved_on IS NULL;

-- The list somebody is calling down, frozen when it was begun, outside undo: what became of each of its customers
-- follows from the contacts since. `customer_id` may name somebody who is gone.
CREATE TABLE call_run (
  id     INTEGER PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,                -- what it was made from: one run each
  title  TEXT NOT NULL,
  at     TEXT NOT NULL,                       -- begun
  cursor INTEGER                              -- customer it stands at
) STRICT;

CREATE TABLE call_item (
  run_id      INTEGER NOT NULL REFERENCES call_run(id),
  n           INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  due         INTEGER,
  minute      INTEGER,
  days        INTEGER NOT NULL,
  at_stake    INTEGER NOT NULL,
  best        INTEGER NOT NULL,
  PRIMARY KEY (run_id, n)
) STRICT, WITHOUT ROWID;
