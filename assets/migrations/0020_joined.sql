-- That two customers are one, as somebody said it. Serves: laptops that join the same customers in different ways, or take
-- apart what another one joined, end the same: who stays, and what they say, follows from these rows and from what each of
-- the customers said by themselves (store::write::merge). `merged` is what came of it here.

-- Row ids are those that customers have, or had before they were joined to another. `at` is the moment, `take` the fields of
-- which somebody chose what `gone_id` says, as a JSON array.
CREATE TABLE joined (
  gone_id INTEGER NOT NULL,
  into_id INTEGER NOT NULL,
  at      TEXT NOT NULL,
  day     INTEGER NOT NULL,
  author  TEXT NOT NULL DEFAULT '',
  take    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(take)),
  PRIMARY KEY (gone_id, into_id),
  CHECK (gone_id <> into_id)
) STRICT, WITHOUT ROWID;

INSERT INTO joined (gone_id, into_id, at, day, author)
SELECT m.id, json_extract(m.before, '$.keep'), date(m.day * 86400, 'unixepoch') || 'T23:59:59', m.day, m.author
FROM merged m WHERE json_extract(m.before, '$.keep') IS NOT NULL;
UPDATE joined SET at = made.at
FROM (
  SELECT r.row_key AS row_key, max(c.at) AS at
  FROM change_row r JOIN change c ON c.id = r.change_id
  WHERE r.tbl = 'merged' AND r.image IS NULL AND c.undone = 0
  GROUP BY r.row_key
) made
WHERE made.row_key = unhex(printf('000101%02x%02x%02x%02x00000000', joined.gone_id & 255,
  joined.gone_id >> 8 & 255, joined.gone_id >> 16 & 255, joined.gone_id >> 24 & 255));

-- What somebody chose of the one who went is what the other one said otherwise before.
UPDATE joined SET take = (
  SELECT json_group_array(DISTINCT chosen.field) FROM (
    SELECT CASE json_extract(col.value, '$[0]')
        WHEN 'origin' THEN 'source' WHEN 'birth_year' THEN 'birth' WHEN 'birth_day' THEN 'birth'
        WHEN 'income_source' THEN 'income' WHEN 'income_on' THEN 'income' WHEN 'wallet_on' THEN 'wallet'
        ELSE json_extract(col.value, '$[0]') END AS field
    FROM merged m, json_each(m.before, '$.changed') c, json_each(c.value, '$[2]') col
    WHERE m.id = joined.gone_id AND json_extract(c.value, '$[0]') = 'customer'
      AND json_extract(col.value, '$[1]') NOT IN ('', 0)
      AND json_extract(col.value, '$[0]') IN ('name', 'contact', 'company', 'tax_id', 'phone', 'mobile', 'fax',
        'email', 'address', 'postal_code', 'city', 'region', 'country', 'zone', 'owner', 'origin', 'activity',
        'birth_year', 'birth_day', 'income', 'income_source', 'income_on', 'turnover', 'employees', 'wallet',
        'wallet_on', 'occasion', 'benefit', 'language', 'timezone', 'seasonal')
    UNION ALL
    SELECT 'custom:' || f.key
    FROM merged m, json_each(m.before, '$.changed') c JOIN field f ON f.id = json_extract(c.value, '$[1][1]')
    WHERE m.id = joined.gone_id AND json_extract(c.value, '$[0]') = 'field_value'
  ) chosen
);

-- When what whoever was joined had said was written: it is known again while they are looked at by themselves.
INSERT OR IGNORE INTO exchanged (owner, field, at, base)
SELECT json_extract(d.value, '$[1][0][1]'), json_extract(d.value, '$[1][1][1]'),
  json_extract(d.value, '$[1][2][1]'), json_extract(d.value, '$[1][3][1]')
FROM merged m, json_each(m.before, '$.dropped') d WHERE json_extract(d.value, '$[0]') = 'exchanged';
