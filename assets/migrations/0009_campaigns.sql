-- Campaigns: an audience frozen when it was begun, with who was left out and why, and a control group that nobody
-- contacts. What came of it follows from contacts and purchases since. Serves: the board of campaigns, and the cap of
-- contacts over all of them.

CREATE TABLE campaign (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL CHECK (name <> ''),
  folded    TEXT NOT NULL UNIQUE,
  channel   TEXT NOT NULL,                     -- phone, email or post
  audience  TEXT NOT NULL DEFAULT '',          -- whom it was made from, in words
  stage     TEXT NOT NULL DEFAULT '',          -- the stage it is to move customers out of; '' for none
  offer     TEXT NOT NULL DEFAULT '',
  script    TEXT NOT NULL DEFAULT '',
  control   INTEGER NOT NULL DEFAULT 0 CHECK (control BETWEEN 0 AND 50),   -- percent
  cost      INTEGER NOT NULL DEFAULT 0,
  days      INTEGER NOT NULL DEFAULT 90 CHECK (days > 0),                  -- results are counted for so long
  made_on   INTEGER NOT NULL,
  author    TEXT NOT NULL DEFAULT '',
  sent_on   INTEGER,
  closed_on INTEGER,
  verdict   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE campaign_member (
  campaign_id  INTEGER NOT NULL REFERENCES campaign(id),
  customer_id  INTEGER NOT NULL REFERENCES customer(id),
  part         INTEGER NOT NULL CHECK (part BETWEEN 0 AND 2),   -- 0 treated, 1 control, 2 left out
  why          TEXT NOT NULL DEFAULT '',                        -- why left out
  stage        TEXT NOT NULL DEFAULT '',                        -- where they stood when it was begun
  response     TEXT NOT NULL DEFAULT '',
  responded_on INTEGER,
  PRIMARY KEY (campaign_id, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_member_customer ON campaign_member(customer_id);

-- Customers handed from one seller to another: what a seller kept is counted for whoever had the customer then.
CREATE TABLE handover (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  day         INTEGER NOT NULL,
  before      TEXT NOT NULL DEFAULT '',
  after       TEXT NOT NULL DEFAULT '',
  author      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX handover_customer ON handover(customer_id, day);

-- A lost customer who sleeps: looked at again on that day.
ALTER TABLE winback ADD COLUMN dormant_on INTEGER;
ALTER TABLE winback ADD COLUMN review_on INTEGER;
