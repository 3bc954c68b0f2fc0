-- Further ways to reach a customer, beside the phone, mobile, fax, e-mail and address of their own row. Serves: who to ask for,
-- when, and by which number or address; a number that is dialled from the list of calls.
CREATE TABLE point (
  id            INTEGER PRIMARY KEY,
  customer_id   INTEGER NOT NULL REFERENCES customer(id),
  kind          TEXT NOT NULL,                  -- domain::people::point::PointKind
  value         TEXT NOT NULL CHECK (value <> ''),
  label         TEXT NOT NULL DEFAULT '',       -- whose it is, or what for
  hours         TEXT NOT NULL DEFAULT '',       -- when, in words
  preferred     INTEGER NOT NULL DEFAULT 0 CHECK (preferred IN (0, 1)),   -- one of a kind at most
  invalid_on    INTEGER,                        -- since when it is known not to work
  verified_on   INTEGER,
  verified_with TEXT NOT NULL DEFAULT '',
  uid           TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX point_of_customer ON point(customer_id, kind);
