-- People whose data were erased. Serves: nobody brings them back, neither a file nor a colleague's bundle nor an old backup.
-- Their row stays, blank and archived, for the sales to hang on. `key` is a hash of the source and code they had
-- (store::write::erase), one row for each code.
CREATE TABLE erased (
  key         TEXT PRIMARY KEY CHECK (key <> ''),
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  day         INTEGER NOT NULL,
  author      TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX erased_customer ON erased(customer_id);
