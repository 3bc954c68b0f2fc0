-- Corrective actions travel from laptop to laptop. `uid` tells them apart there, as that of offers does (0016).
ALTER TABLE corrective_action ADD COLUMN uid TEXT NOT NULL DEFAULT '';
UPDATE corrective_action SET uid = date(made_on * 86400, 'unixepoch');
UPDATE corrective_action SET uid = made.at
FROM (
  SELECT r.row_key AS row_key, max(c.at) AS at
  FROM change_row r JOIN change c ON c.id = r.change_id
  WHERE r.tbl = 'corrective_action' AND r.image IS NULL AND c.undone = 0
  GROUP BY r.row_key
) made
WHERE made.row_key = unhex(printf('000101%02x%02x%02x%02x00000000', corrective_action.id & 255,
  corrective_action.id >> 8 & 255, corrective_action.id >> 16 & 255, corrective_action.id >> 24 & 255));
UPDATE corrective_action SET uid = 'm' || id || '-' || uid;
CREATE INDEX corrective_action_uid ON corrective_action(uid) WHERE uid <> '';
