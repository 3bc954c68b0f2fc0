-- What a person settled about a kind of file (preset, map of columns, decimal mark, order of dates), by the names of its
-- columns: the next file of the kind is read the same way. Outside undo and exports.

CREATE TABLE import_choice (
  fingerprint TEXT PRIMARY KEY,
  choices     TEXT NOT NULL CHECK (json_valid(choices)),
  at          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
