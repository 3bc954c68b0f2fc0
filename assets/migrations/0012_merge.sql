-- One customer written down twice. Serves: joining two, taking them apart again, pairs that somebody looked at and are two.

-- Who was joined to another customer. `id` is the row id they had; codes of files and bundles that name them lead to `keep_id`.
-- `before` is what taking them apart needs: their rows, what was moved, what the other one was given (store::write::merge).
CREATE TABLE merged (
  id        INTEGER PRIMARY KEY,
  keep_id   INTEGER NOT NULL REFERENCES customer(id),
  source_id INTEGER NOT NULL REFERENCES source(id),
  code      TEXT NOT NULL CHECK (code <> ''),
  uid       TEXT NOT NULL DEFAULT '',
  name      TEXT NOT NULL,
  day       INTEGER NOT NULL,
  author    TEXT NOT NULL DEFAULT '',
  before    TEXT NOT NULL CHECK (json_valid(before))
) STRICT;
CREATE UNIQUE INDEX merged_code ON merged(source_id, code);
CREATE INDEX merged_uid ON merged(uid) WHERE uid <> '';
CREATE INDEX merged_keep ON merged(keep_id);

-- Pairs that share something and are two; the smaller row id first.
CREATE TABLE different (
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  other_id    INTEGER NOT NULL REFERENCES customer(id),
  day         INTEGER NOT NULL,
  author      TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (customer_id, other_id),
  CHECK (customer_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX different_other ON different(other_id);
