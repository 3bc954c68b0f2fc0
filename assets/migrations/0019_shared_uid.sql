-- Campaigns, handovers and versions of scales travel from laptop to laptop. `uid` tells them apart there, as that of actions does (0017).
ALTER TABLE campaign ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE handover ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE scale ADD COLUMN uid TEXT NOT NULL DEFAULT '';
-- A version of a scale is never changed: two copies of a file that hold the same one agree on what it is.
UPDATE scale SET uid = 'm' || version || '-' || day || '-' || lower(hex(name)) || '-' || length(body) || '-' || id;
UPDATE campaign SET uid = date(made_on * 86400, 'unixepoch');
UPDATE handover SET uid = date(day * 86400, 'unixepoch');
UPDATE campaign SET uid = made.at
FROM (
  SELECT r.row_key AS row_key, max(c.at) AS at
  FROM change_row r JOIN change c ON c.id = r.change_id
  WHERE r.tbl = 'campaign' AND r.image IS NULL AND c.undone = 0
  GROUP BY r.row_key
) made
WHERE made.row_key = unhex(printf('000101%02x%02x%02x%02x00000000', campaign.id & 255,
  campaign.id >> 8 & 255, campaign.id >> 16 & 255, campaign.id >> 24 & 255));
UPDATE handover SET uid = made.at
FROM (
  SELECT r.row_key AS row_key, max(c.at) AS at
  FROM change_row r JOIN change c ON c.id = r.change_id
  WHERE r.tbl = 'handover' AND r.image IS NULL AND c.undone = 0
  GROUP BY r.row_key
) made
WHERE made.row_key = unhex(printf('000101%02x%02x%02x%02x00000000', handover.id & 255,
  handover.id >> 8 & 255, handover.id >> 16 & 255, handover.id >> 24 & 255));
-- Its beginning differs from row to row, since it may come to stand behind a name.
UPDATE campaign SET uid = printf('%04x-%d-%s', (id * 40503 + coalesce(unixepoch(uid), 0) * 31) & 65535, id, uid);
UPDATE handover SET uid = 'm' || id || '-' || uid;
CREATE INDEX campaign_uid ON campaign(uid) WHERE uid <> '';
