-- Laptop to laptop. Serves: bundles of colleagues merged field by field, without losing what either wrote.
-- `uid` tells a record apart on every laptop: empty where source and code (or number) do that, because the source gave them.
-- What was there before gets one that copies of this file agree on.

ALTER TABLE customer ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE purchase ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE statement ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE support_case ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE lift_plan ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE value_decision ADD COLUMN uid TEXT NOT NULL DEFAULT '';
CREATE INDEX customer_uid ON customer(uid) WHERE uid <> '';
CREATE INDEX purchase_uid ON purchase(uid) WHERE uid <> '';
UPDATE note SET uid = 'm' || id || '-' || at;
UPDATE contact SET uid = 'm' || id || '-' || at;
UPDATE statement SET uid = 'm' || id || '-' || day;
UPDATE support_case SET uid = 'm' || id || '-' || opened_at;
UPDATE lift_plan SET uid = 'm' || id || '-' || made_on;
UPDATE value_decision SET uid = 'm' || id || '-' || made_on;

-- Which portfolio this is; copies share it. No part of an export, or two portfolios would never be equal.
CREATE TABLE replica (id TEXT NOT NULL) STRICT;
INSERT INTO replica (id) VALUES (lower(hex(randomblob(16))));

-- What the journal cannot tell: when a field that came by a bundle was written (`at`), and up to when the writing of others
-- is known here (`base`). Local edits are in the journal. `owner` is a customer, or 0 for what belongs to nobody.
CREATE TABLE exchanged (
  owner INTEGER NOT NULL,
  field TEXT NOT NULL,
  at    TEXT NOT NULL,
  base  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (owner, field)
) STRICT, WITHOUT ROWID;

-- Fields that both sides wrote since they last knew of each other, until somebody has looked at them. Values are JSON.
CREATE TABLE exchange_conflict (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  field       TEXT NOT NULL,
  mine        TEXT NOT NULL CHECK (json_valid(mine)),
  theirs      TEXT NOT NULL CHECK (json_valid(theirs)),
  mine_at     TEXT NOT NULL,
  theirs_at   TEXT NOT NULL,
  author      TEXT NOT NULL DEFAULT '',       -- whose bundle it was
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX exchange_conflict_of_customer ON exchange_conflict(customer_id);
