-- Saved segments. Serves: `@name` in filters, the list of segments, their history.
-- A living segment is its filter, read anew each day; a frozen one is the customers it held when it was saved.

CREATE TABLE segment (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL CHECK (name <> ''),
  folded      TEXT NOT NULL UNIQUE,
  query       TEXT NOT NULL,
  month_first INTEGER NOT NULL DEFAULT 0 CHECK (month_first IN (0, 1)),  -- how 3/4 in the filter is read
  frozen      INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1)),
  created     INTEGER NOT NULL,
  author      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE segment_member (
  segment_id  INTEGER NOT NULL REFERENCES segment(id),
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  PRIMARY KEY (segment_id, customer_id)
) STRICT, WITHOUT ROWID;
-- For customers that are merged or erased.
CREATE INDEX segment_member_customer ON segment_member(customer_id);

-- How many it held on the days somebody looked, outside undo. By name, so that a segment saved again goes on.
CREATE TABLE segment_history (
  folded TEXT NOT NULL,
  day    INTEGER NOT NULL,
  count  INTEGER NOT NULL,
  PRIMARY KEY (folded, day)
) STRICT, WITHOUT ROWID;

-- Filters used last, outside undo; the greatest number is the newest.
CREATE TABLE recent_filter (
  text TEXT PRIMARY KEY,
  n    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
