-- The portfolio. Serves: one customer's page, lists, the lifecycle fold, the daily queue, win-back, undo.
-- Days are days since 1970-01-01, money is minor units, empty text means unknown. Decimals (quantity, price,
-- discount) are INTEGER where whole and TEXT where not, so that they stay exact and small.

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- Spaces of codes: customer 5 of one source is never customer 5 of another.
CREATE TABLE source (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- Provenance: which file a customer or document came from, and what the import said.
CREATE TABLE import (
  id        INTEGER PRIMARY KEY,
  at        TEXT NOT NULL,
  file      TEXT NOT NULL,
  preset    TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source(id),
  report    TEXT NOT NULL CHECK (json_valid(report))
) STRICT;

CREATE TABLE customer (
  id            INTEGER PRIMARY KEY,
  source_id     INTEGER NOT NULL REFERENCES source(id),
  code          TEXT NOT NULL CHECK (code <> ''),
  name          TEXT NOT NULL,
  name_key      BLOB NOT NULL,             -- collation key of the name, cut to 16 bytes: the order of names
  contact       TEXT NOT NULL DEFAULT '',
  company       TEXT NOT NULL DEFAULT '',
  tax_id        TEXT NOT NULL DEFAULT '',
  phone         TEXT NOT NULL DEFAULT '',
  mobile        TEXT NOT NULL DEFAULT '',
  fax           TEXT NOT NULL DEFAULT '',
  email         TEXT NOT NULL DEFAULT '',
  address       TEXT NOT NULL DEFAULT '',
  city          TEXT NOT NULL DEFAULT '',
  region        TEXT NOT NULL DEFAULT '',
  postal_code   TEXT NOT NULL DEFAULT '',
  country       TEXT NOT NULL DEFAULT '',
  zone          TEXT NOT NULL DEFAULT '',
  birth_year    INTEGER,
  income        TEXT NOT NULL DEFAULT '',
  occasion      TEXT NOT NULL DEFAULT '',
  benefit       TEXT NOT NULL DEFAULT '',
  owner         TEXT NOT NULL DEFAULT '',
  origin        TEXT NOT NULL DEFAULT '',  -- CustomerDraft::source
  since         INTEGER,
  consent_phone INTEGER NOT NULL DEFAULT 0 CHECK (consent_phone BETWEEN 0 AND 2),  -- 0 unknown, 1 yes, 2 no
  consent_email INTEGER NOT NULL DEFAULT 0 CHECK (consent_email BETWEEN 0 AND 2),
  consent_sms   INTEGER NOT NULL DEFAULT 0 CHECK (consent_sms BETWEEN 0 AND 2),
  consent_post  INTEGER NOT NULL DEFAULT 0 CHECK (consent_post BETWEEN 0 AND 2),
  archived      INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  do_not_call   INTEGER,
  seasonal      INTEGER,
  next_day      INTEGER,
  next_minute   INTEGER CHECK (next_minute BETWEEN 0 AND 1439),
  next_note     TEXT NOT NULL DEFAULT '',
  import_id     INTEGER REFERENCES import(id)
) STRICT;
CREATE UNIQUE INDEX customer_code ON customer(source_id, code);
CREATE INDEX customer_by_name ON customer(archived, name_key, id);     -- first page of the list, before the roster is there
CREATE INDEX customer_next ON customer(next_day) WHERE next_day IS NOT NULL;
CREATE INDEX customer_seasonal ON customer(seasonal) WHERE seasonal IS NOT NULL;  -- few, and every fold needs them
CREATE INDEX customer_tax ON customer(tax_id) WHERE tax_id <> '';                  -- the same person twice

CREATE TABLE label (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL UNIQUE,
  code   TEXT NOT NULL UNIQUE CHECK (code <> ''),
  colour INTEGER CHECK (colour BETWEEN 1 AND 12),
  rank   INTEGER NOT NULL
) STRICT;

CREATE TABLE customer_label (
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  label_id    INTEGER NOT NULL REFERENCES label(id),
  PRIMARY KEY (customer_id, label_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_label_label ON customer_label(label_id);

CREATE TABLE product (
  id        INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id),
  code      TEXT NOT NULL,                 -- the name where the source has no code
  name      TEXT NOT NULL,
  category  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX product_code ON product(source_id, code);

CREATE TABLE purchase (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER REFERENCES customer(id),   -- NULL: anonymous
  source_id   INTEGER NOT NULL REFERENCES source(id),
  number      TEXT NOT NULL CHECK (number <> ''),
  day         INTEGER NOT NULL,
  amount      INTEGER NOT NULL,
  status      INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),   -- 0 valid, 1 credit, 2 void
  voided_from INTEGER CHECK (voided_from BETWEEN 0 AND 1),       -- status before a person voided it
  reversed_on INTEGER,                                           -- day of the credit note that takes it back in full
  reverses    TEXT NOT NULL DEFAULT '',
  channel     TEXT NOT NULL DEFAULT '',
  seller      TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  import_id   INTEGER REFERENCES import(id)
) STRICT;
CREATE UNIQUE INDEX purchase_number ON purchase(source_id, number);
CREATE INDEX purchase_reverses ON purchase(source_id, reverses) WHERE reverses <> '';   -- credit notes of an invoice
-- Covering: one customer's history, and the fold over all of them, without touching the table.
CREATE INDEX purchase_history ON purchase(customer_id, day, status, amount, reversed_on);

CREATE TABLE line (
  purchase_id INTEGER NOT NULL REFERENCES purchase(id),
  n           INTEGER NOT NULL,
  product_id  INTEGER NOT NULL REFERENCES product(id),
  quantity    ANY NOT NULL,
  unit_price  ANY NOT NULL,
  discount    ANY NOT NULL DEFAULT 0,
  amount      INTEGER NOT NULL,
  cost        INTEGER,
  PRIMARY KEY (purchase_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  at          TEXT NOT NULL,               -- local, YYYY-MM-DDTHH:MM:SS
  day         INTEGER NOT NULL,
  channel     TEXT NOT NULL,
  direction   TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  note        TEXT NOT NULL DEFAULT '',
  author      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_of_customer ON contact(customer_id, at);
CREATE INDEX contact_day ON contact(day);

CREATE TABLE note (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  at          TEXT NOT NULL,
  author      TEXT NOT NULL DEFAULT '',
  text        TEXT NOT NULL
) STRICT;
CREATE INDEX note_of_customer ON note(customer_id, at);

CREATE TABLE winback (
  customer_id   INTEGER PRIMARY KEY REFERENCES customer(id),
  finding       TEXT,
  verified_on   INTEGER,
  verified_by   TEXT NOT NULL DEFAULT '',
  finding_note  TEXT NOT NULL DEFAULT '',
  reason        TEXT,
  detail        TEXT NOT NULL DEFAULT '',
  back_on       INTEGER,
  definitive_on INTEGER
) STRICT;

-- Derived, rebuilt at will: what follows from all purchases and contacts whatever the day. `verify` compares.
-- Never ages or stages: those depend on the as-of day.
CREATE TABLE fact (
  customer_id  INTEGER PRIMARY KEY REFERENCES customer(id),
  first_day    INTEGER,
  last_day     INTEGER,
  days         INTEGER NOT NULL DEFAULT 0,
  orders       INTEGER NOT NULL DEFAULT 0,
  revenue      INTEGER NOT NULL DEFAULT 0,
  last_contact INTEGER
) STRICT;
CREATE INDEX fact_last ON fact(last_day, customer_id);
CREATE INDEX fact_revenue ON fact(revenue, customer_id);

-- Undo. One row a change; for each row it touched, the state to swap back in (NULL = the row did not exist).
-- Taking back swaps the present row with the image, making again swaps it once more.
CREATE TABLE change (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     TEXT NOT NULL,
  author TEXT NOT NULL DEFAULT '',
  key    TEXT NOT NULL,
  args   TEXT NOT NULL CHECK (json_valid(args)),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

CREATE TABLE change_row (
  change_id INTEGER NOT NULL REFERENCES change(id),
  seq       INTEGER NOT NULL,
  tbl       TEXT NOT NULL,
  row_key   BLOB NOT NULL,                 -- encoded primary key, or a range of ids for bulk inserts
  image     BLOB,
  PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_customer (
  customer_id INTEGER NOT NULL,
  change_id   INTEGER NOT NULL REFERENCES change(id),
  PRIMARY KEY (customer_id, change_id)
) STRICT, WITHOUT ROWID;
-- For forgetting undone changes when a new one is made.
CREATE INDEX change_customer_change ON change_customer(change_id);

CREATE TABLE draft (
  key     TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
