-- Offers travel from laptop to laptop. `uid` tells them apart there, for two laptops give the same next number at the same time.
-- An offer of a file is the same wherever that file was read. One that was written down here before gets a uid that copies
-- of this file agree on: by row and the moment it was written, which the journal knows; two that copies of this file gave
-- the same row since are told apart by that moment. Its beginning differs from row to row, since it may come to stand
-- behind a number.
ALTER TABLE offer ADD COLUMN uid TEXT NOT NULL DEFAULT '';
CREATE INDEX offer_uid ON offer(uid) WHERE uid <> '';
UPDATE offer SET uid = 'i' || lower(hex(number)) WHERE import_id IS NOT NULL;
UPDATE offer SET uid = date(made_on * 86400, 'unixepoch') WHERE import_id IS NULL;
UPDATE offer SET uid = made.at
FROM (
  SELECT r.row_key AS row_key, max(c.at) AS at
  FROM change_row r JOIN change c ON c.id = r.change_id
  WHERE r.tbl = 'offer' AND r.image IS NULL AND c.undone = 0
  GROUP BY r.row_key
) made
WHERE offer.import_id IS NULL AND made.row_key = unhex(printf(
  '000101%02x%02x%02x%02x00000000', offer.id & 255, offer.id >> 8 & 255, offer.id >> 16 & 255, offer.id >> 24 & 255));
UPDATE offer SET uid = printf('%04x-%d-%s', (id * 40503 + coalesce(unixepoch(uid), 0) * 31) & 65535, id, uid)
WHERE import_id IS NULL;
