-- What `merge OTHER.db` remembers: what came from which book, and which edits of both sides nobody has decided between yet.
-- All of it is in the journal, so that undoing a merge forgets it too.

-- One book taken into this one, once each time. It owns the operations that came with it.
CREATE TABLE merged_book (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  -- The file, as it was named.
  name TEXT NOT NULL CHECK (name <> '')
) STRICT;

-- An operation of another book whose effect is in this one since. Both sides' state after the last operation that both know is what
-- the next merge compares with.
CREATE TABLE merged_operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  book INTEGER NOT NULL REFERENCES merged_book (id),
  operation_uid TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX merged_operation_book ON merged_operation (book);

-- Another uid of a row: in another book it was found to be the same by what it says, or it was merged away here. No foreign key, since
-- one column cannot refer to every kind, and a row that is gone may come back by undo.
CREATE TABLE merged_uid (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_table TEXT NOT NULL,
  other_uid TEXT NOT NULL,
  record_uid TEXT NOT NULL,
  UNIQUE (record_table, other_uid)
) STRICT;
CREATE INDEX merged_uid_record ON merged_uid (record_table, record_uid);

-- A field that was edited in this book and in another one, to different values. This book keeps its own until somebody decides.
CREATE TABLE conflict (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  record_table TEXT NOT NULL,
  record_uid TEXT NOT NULL,
  -- A column of the record, or a table of rows that belong to it.
  field TEXT NOT NULL,
  -- The two values as JSON, {column or table: value}, with records as uids. `ours` is as of the merge.
  ours TEXT NOT NULL,
  theirs TEXT NOT NULL,
  -- The other book's file, as it was named.
  source TEXT NOT NULL,
  -- NULL until decided.
  verdict TEXT CHECK (verdict IN ('ours', 'theirs'))
) STRICT;
CREATE UNIQUE INDEX conflict_open ON conflict (record_table, record_uid, field, source) WHERE verdict IS NULL;
CREATE INDEX conflict_record ON conflict (record_table, record_uid);

-- The default is for whatever opens an operation without knowing of merged books.
ALTER TABLE open_operation ADD COLUMN merged_book_floor INTEGER NOT NULL DEFAULT 0;
