-- Offers and the orders they become. Whether one is expired follows from its last day. Serves: the board of offers, the
-- customer's page, today's list (offers that run out).

CREATE TABLE offer (
  id           INTEGER PRIMARY KEY,
  customer_id  INTEGER NOT NULL REFERENCES customer(id),
  number       TEXT NOT NULL UNIQUE CHECK (number <> ''),
  version      INTEGER NOT NULL DEFAULT 1,
  made_on      INTEGER NOT NULL,
  amount       INTEGER NOT NULL,
  valid_until  INTEGER,
  chance       INTEGER CHECK (chance BETWEEN 0 AND 100),   -- percent; NULL: the share won so far
  seller       TEXT NOT NULL DEFAULT '',
  note         TEXT NOT NULL DEFAULT '',
  winback      INTEGER NOT NULL DEFAULT 0 CHECK (winback IN (0, 1)),
  sent_on      INTEGER,
  decided_on   INTEGER,
  won          INTEGER CHECK (won IN (0, 1)),
  loss         TEXT NOT NULL DEFAULT '',                   -- domain::trade::offer::OfferLoss
  detail       TEXT NOT NULL DEFAULT '',
  order_number TEXT NOT NULL DEFAULT '',
  purchase_id  INTEGER REFERENCES purchase(id),            -- the invoice
  import_id    INTEGER REFERENCES import(id)
) STRICT;
CREATE INDEX offer_of_customer ON offer(customer_id, made_on);
CREATE INDEX offer_waiting ON offer(valid_until) WHERE sent_on IS NOT NULL AND decided_on IS NULL;
CREATE INDEX offer_invoice ON offer(purchase_id) WHERE purchase_id IS NOT NULL;

-- Lines of every version. `product` is a name: an offer may name what nobody bought yet.
CREATE TABLE offer_line (
  offer_id   INTEGER NOT NULL REFERENCES offer(id),
  version    INTEGER NOT NULL,
  n          INTEGER NOT NULL,
  code       TEXT NOT NULL DEFAULT '',
  product    TEXT NOT NULL,
  category   TEXT NOT NULL DEFAULT '',
  quantity   ANY NOT NULL,
  unit_price ANY NOT NULL,
  discount   ANY NOT NULL DEFAULT 0,
  amount     INTEGER NOT NULL,
  cost       INTEGER,
  PRIMARY KEY (offer_id, version, n)
) STRICT, WITHOUT ROWID;

-- Versions that were sent before the present one.
CREATE TABLE offer_version (
  offer_id    INTEGER NOT NULL REFERENCES offer(id),
  version     INTEGER NOT NULL,
  amount      INTEGER NOT NULL,
  valid_until INTEGER,
  sent_on     INTEGER,
  PRIMARY KEY (offer_id, version)
) STRICT, WITHOUT ROWID;
