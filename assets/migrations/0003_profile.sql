-- What is known of a person beside the fixed fields. Serves: segmentation, custom fields, facts with their source,
-- full-text search, scorecards.

ALTER TABLE customer ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN timezone TEXT NOT NULL DEFAULT '';       -- only where it is not the address's own
ALTER TABLE customer ADD COLUMN birth_day INTEGER;
ALTER TABLE customer ADD COLUMN income_source INTEGER NOT NULL DEFAULT 0 CHECK (income_source BETWEEN 0 AND 2);  -- 0 unknown, 1 declared, 2 estimated
ALTER TABLE customer ADD COLUMN income_on INTEGER;
ALTER TABLE customer ADD COLUMN turnover INTEGER;
ALTER TABLE customer ADD COLUMN employees INTEGER;
ALTER TABLE customer ADD COLUMN activity TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN wallet INTEGER;
ALTER TABLE customer ADD COLUMN wallet_on INTEGER;
CREATE INDEX customer_birth ON customer(birth_day) WHERE birth_day IS NOT NULL;
CREATE INDEX customer_occasion ON customer(id) WHERE occasion <> '';
CREATE INDEX customer_benefit ON customer(id) WHERE benefit <> '';

ALTER TABLE purchase ADD COLUMN occasion TEXT NOT NULL DEFAULT '';       -- several parted by commas
CREATE INDEX purchase_occasion ON purchase(id) WHERE occasion <> '';

-- Fields the user defines. Values are text in one canonical form (see domain::people::custom).
CREATE TABLE field (
  id      INTEGER PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name    TEXT NOT NULL CHECK (name <> ''),
  kind    TEXT NOT NULL CHECK (kind IN ('text', 'number', 'money', 'date', 'yes_no', 'choice')),
  choices TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(choices)),
  rank    INTEGER NOT NULL
) STRICT;

CREATE TABLE field_value (
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  field_id    INTEGER NOT NULL REFERENCES field(id),
  value       TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (customer_id, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_value_field ON field_value(field_id);

-- Facts, benefits sought and files, each with where it is known from.
CREATE TABLE statement (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id),
  kind        TEXT NOT NULL CHECK (kind IN ('fact', 'benefit', 'file')),
  text        TEXT NOT NULL CHECK (text <> ''),
  source      TEXT NOT NULL DEFAULT '',
  note_id     INTEGER REFERENCES note(id),
  contact_id  INTEGER REFERENCES contact(id),
  day         INTEGER NOT NULL,
  author      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX statement_of_customer ON statement(customer_id, day);
CREATE INDEX statement_note ON statement(note_id) WHERE note_id IS NOT NULL;
CREATE INDEX statement_contact ON statement(contact_id) WHERE contact_id IS NOT NULL;

-- Scorecards. A version is never changed: a change makes the next one, so that a score can say by which it was made.
CREATE TABLE scale (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL CHECK (name <> ''),
  version INTEGER NOT NULL,
  body    TEXT NOT NULL CHECK (json_valid(body)),    -- domain::value::score::Scale; null: no longer in use
  day     INTEGER NOT NULL,
  author  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX scale_version ON scale(name, version);

-- Words of notes, contacts and statements, found whatever the accents and capitals. Kept in step by triggers and by
-- nothing else, so that undo, which swaps rows, cannot leave it behind. rowid = 4 * id + 0 note, 1 contact, 2 statement.
CREATE VIRTUAL TABLE words USING fts5 (
  text, customer_id UNINDEXED,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER note_words_new AFTER INSERT ON note WHEN new.text <> '' BEGIN
  INSERT INTO words (rowid, text, customer_id) VALUES (4 * new.id, new.text, new.customer_id);
END;
CREATE TRIGGER note_words_old AFTER DELETE ON note BEGIN
  DELETE FROM words WHERE rowid = 4 * old.id;
END;
CREATE TRIGGER note_words_edit AFTER UPDATE OF text, customer_id ON note BEGIN
  DELETE FROM words WHERE rowid = 4 * old.id;
  INSERT INTO words (rowid, text, customer_id) SELECT 4 * new.id, new.text, new.customer_id WHERE new.text <> '';
END;
CREATE TRIGGER contact_words_new AFTER INSERT ON contact WHEN new.note <> '' BEGIN
  INSERT INTO words (rowid, text, customer_id) VALUES (4 * new.id + 1, new.note, new.customer_id);
END;
CREATE TRIGGER contact_words_old AFTER DELETE ON contact WHEN old.note <> '' BEGIN
  DELETE FROM words WHERE rowid = 4 * old.id + 1;
END;
CREATE TRIGGER contact_words_edit AFTER UPDATE OF note, customer_id ON contact BEGIN
  DELETE FROM words WHERE rowid = 4 * old.id + 1;
  INSERT INTO words (rowid, text, customer_id) SELECT 4 * new.id + 1, new.note, new.customer_id WHERE new.note <> '';
END;
CREATE TRIGGER statement_words_new AFTER INSERT ON statement BEGIN
  INSERT INTO words (rowid, text, customer_id)
  VALUES (4 * new.id + 2, new.text || char(10) || new.source, new.customer_id);
END;
CREATE TRIGGER statement_words_old AFTER DELETE ON statement BEGIN
  DELETE FROM words WHERE rowid = 4 * old.id + 2;
END;
CREATE TRIGGER statement_words_edit AFTER UPDATE OF text, source, customer_id ON statement BEGIN
  DELETE FROM words WHERE rowid = 4 * old.id + 2;
  INSERT INTO words (rowid, text, customer_id)
  VALUES (4 * new.id + 2, new.text || char(10) || new.source, new.customer_id);
END;

-- What the index must hold.
CREATE VIEW spoken (id, text, customer_id) AS
  SELECT 4 * id, text, customer_id FROM note WHERE text <> ''
  UNION ALL SELECT 4 * id + 1, note, customer_id FROM contact WHERE note <> ''
  UNION ALL SELECT 4 * id + 2, text || char(10) || source, customer_id FROM statement;
INSERT INTO words (rowid, text, customer_id) SELECT id, text, customer_id FROM spoken;
