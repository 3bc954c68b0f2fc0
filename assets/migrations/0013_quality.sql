-- Values that somebody compared with a second source. Serves: the measure of contrast, and the queue of what is to be
-- mended or confirmed. A row holds for the value it names: once the field has another one it says nothing, until the
-- value is back.

CREATE TABLE field_check (
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  field       TEXT NOT NULL,                  -- domain::people::quality::Datum
  value       TEXT NOT NULL CHECK (value <> ''),
  day         INTEGER NOT NULL,
  source      TEXT NOT NULL DEFAULT '',       -- what it was compared with, or how
  author      TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (customer_id, field)
) STRICT, WITHOUT ROWID;
