-- The first schema: a book holds outlets, articles, claims and the journal that undo stands on.
-- Rules for every table: STRICT; `id` joins and is never reused (AUTOINCREMENT, because an undone row must come back under its id);
-- `uid` (UUIDv7) names a record across books; `key` is what a person types, unique in its kind.
-- Foreign keys are NO ACTION: evidence is never deleted by cascade.
-- Dates are the text of domain::Date ("2017-12", "2025-04-19..2025-04-20?"); instants (`at`, `retrieved_at`) are UTC, RFC 3339.
-- Offsets (`start_cp`, `end_cp`) count Unicode code points, half-open.
-- `as_logged` is JSON: what the sheet last said of the row, with records as uids; the base of the next logging's differences.

-- What people wrote about: a tree of subjects.
CREATE TABLE topic (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (name <> ''),
  parent INTEGER REFERENCES topic (id),
  note TEXT
) STRICT;
CREATE INDEX topic_parent ON topic (parent);

CREATE TABLE organization (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (name <> ''),
  -- Such as state, academic, company, ngo, media, international; free, because every codebook has its own list.
  kind TEXT,
  -- ISO 3166-1 alpha-2, upper case.
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  -- The centre's university, the institute's president.
  parent INTEGER REFERENCES organization (id),
  note TEXT
) STRICT;
CREATE INDEX organization_parent ON organization (parent);
CREATE INDEX organization_name ON organization (name);

-- Who publishes.
CREATE TABLE outlet (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (name <> ''),
  -- Printed in table headings instead of the name.
  short TEXT,
  -- The organization that this outlet is.
  organization INTEGER REFERENCES organization (id),
  sponsor INTEGER REFERENCES organization (id),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  -- BCP 47, such as en or zh-Hant.
  language TEXT,
  note TEXT
) STRICT;
CREATE INDEX outlet_organization ON outlet (organization);
CREATE INDEX outlet_sponsor ON outlet (sponsor);
CREATE INDEX outlet_name ON outlet (name);

-- One published item of an outlet. Its key is 'a' and the id.
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  outlet INTEGER NOT NULL REFERENCES outlet (id),
  -- The original source the article names.
  credit INTEGER REFERENCES outlet (id),
  url TEXT,
  title TEXT NOT NULL CHECK (title <> ''),
  published TEXT,
  updated TEXT,
  -- IANA name or offset; a trailing ? marks a guess.
  zone TEXT,
  language TEXT,
  status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('published', 'corrected', 'withdrawn')),
  copy_of INTEGER REFERENCES article (id),
  note TEXT,
  as_logged TEXT
) STRICT;
CREATE INDEX article_outlet ON article (outlet);
CREATE INDEX article_credit ON article (credit);
CREATE INDEX article_copy_of ON article (copy_of);
CREATE INDEX article_url ON article (url);
CREATE INDEX article_title ON article (title);
CREATE INDEX article_published ON article (published);

CREATE TABLE article_author (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES article (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  UNIQUE (article, number)
) STRICT;

-- Texts and raw pages, compressed (zlib) and shared by hash. Outside the journal: dropped by `check --repair` when nothing refers to them.
CREATE TABLE content (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Of the uncompressed bytes, lower-case hexadecimal.
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  -- Uncompressed length in bytes.
  size INTEGER NOT NULL CHECK (size >= 0),
  bytes BLOB NOT NULL
) STRICT;

-- One immutable text of an article.
CREATE TABLE article_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  article INTEGER NOT NULL REFERENCES article (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  content INTEGER NOT NULL REFERENCES content (id),
  -- Length of the text in code points.
  length_cp INTEGER NOT NULL,
  retrieved_at TEXT,
  media_type TEXT NOT NULL DEFAULT 'text/plain',
  raw_content INTEGER REFERENCES content (id),
  UNIQUE (article, number)
) STRICT;
CREATE INDEX article_version_content ON article_version (content);
CREATE INDEX article_version_raw_content ON article_version (raw_content);

CREATE TABLE block (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL REFERENCES article_version (id),
  kind TEXT NOT NULL CHECK (kind IN ('headline', 'byline', 'caption', 'body', 'boilerplate')),
  start_cp INTEGER NOT NULL CHECK (start_cp >= 0),
  end_cp INTEGER NOT NULL CHECK (end_cp > start_cp)
) STRICT;
CREATE INDEX block_version ON block (version, start_cp);

-- Where and when things were said or happened.
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (name <> ''),
  -- The extent of the event.
  dates TEXT,
  place TEXT,
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  parent INTEGER REFERENCES event (id),
  note TEXT
) STRICT;
CREATE INDEX event_parent ON event (parent);
CREATE INDEX event_name ON event (name);

CREATE TABLE article_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES article (id),
  event INTEGER NOT NULL REFERENCES event (id),
  UNIQUE (article, event)
) STRICT;
CREATE INDEX article_event_event ON article_event (event);

-- Who claims.
CREATE TABLE speaker (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'group', 'organization', 'country', 'document', 'unnamed')),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  -- Printed in tables instead of the name.
  short TEXT,
  -- The organization that this speaker is.
  organization INTEGER REFERENCES organization (id),
  -- An unnamed speaker belongs to this article, unless it is shared: "sources" of two articles are never one person.
  article INTEGER REFERENCES article (id),
  note TEXT,
  CHECK (article IS NULL OR kind = 'unnamed')
) STRICT;
CREATE INDEX speaker_name ON speaker (name);
CREATE INDEX speaker_organization ON speaker (organization);
CREATE INDEX speaker_article ON speaker (article);

-- Speaker + role + organization; an article asserts it by an introduction.
CREATE TABLE affiliation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  speaker INTEGER NOT NULL REFERENCES speaker (id),
  role TEXT,
  organization INTEGER REFERENCES organization (id),
  note TEXT,
  CHECK (role IS NOT NULL OR organization IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX affiliation_whole ON affiliation (speaker, coalesce(organization, 0), coalesce(role, ''));
CREATE INDEX affiliation_organization ON affiliation (organization);

-- What is claimed, as one sentence without figures or dates of its own.
CREATE TABLE proposition (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL CHECK (text <> ''),
  topic INTEGER REFERENCES topic (id),
  broader INTEGER REFERENCES proposition (id),
  negates INTEGER REFERENCES proposition (id),
  note TEXT
) STRICT;
CREATE INDEX proposition_text ON proposition (text);
CREATE INDEX proposition_topic ON proposition (topic);
CREATE INDEX proposition_broader ON proposition (broader);
CREATE INDEX proposition_negates ON proposition (negates);

-- Other names: spellings, translations, the names of merged records.
CREATE TABLE alias (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  outlet INTEGER REFERENCES outlet (id),
  organization INTEGER REFERENCES organization (id),
  speaker INTEGER REFERENCES speaker (id),
  event INTEGER REFERENCES event (id),
  proposition INTEGER REFERENCES proposition (id),
  name TEXT NOT NULL CHECK (name <> ''),
  language TEXT,
  CHECK ((outlet IS NOT NULL) + (organization IS NOT NULL) + (speaker IS NOT NULL) + (event IS NOT NULL) + (proposition IS NOT NULL) = 1)
) STRICT;
CREATE INDEX alias_name ON alias (name);
CREATE UNIQUE INDEX alias_outlet ON alias (outlet, name) WHERE outlet IS NOT NULL;
CREATE UNIQUE INDEX alias_organization ON alias (organization, name) WHERE organization IS NOT NULL;
CREATE UNIQUE INDEX alias_speaker ON alias (speaker, name) WHERE speaker IS NOT NULL;
CREATE UNIQUE INDEX alias_event ON alias (event, name) WHERE event IS NOT NULL;
CREATE UNIQUE INDEX alias_proposition ON alias (proposition, name) WHERE proposition IS NOT NULL;

-- A key that was edited or merged away keeps resolving.
CREATE TABLE former_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('outlet', 'organization', 'speaker', 'affiliation', 'event', 'topic', 'proposition')),
  key TEXT NOT NULL,
  -- The id of the record of that kind; checked by `check`, since no one foreign key can hold seven kinds.
  record INTEGER NOT NULL,
  UNIQUE (kind, key)
) STRICT;
CREATE INDEX former_key_record ON former_key (kind, record);

-- One coder's reading of one article, made against `version`. Reports take one coding an article.
CREATE TABLE coding (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  article INTEGER NOT NULL REFERENCES article (id),
  version INTEGER NOT NULL REFERENCES article_version (id),
  coder TEXT NOT NULL,
  extent TEXT NOT NULL CHECK (extent IN ('full', 'partial', 'facts')),
  layer TEXT NOT NULL DEFAULT 'own' CHECK (layer IN ('own', 'decided')),
  UNIQUE (article, coder, layer)
) STRICT;
CREATE INDEX coding_version ON coding (version);

-- How an article introduces a speaker: the affiliation it asserts, in the words of its span.
CREATE TABLE introduction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  coding INTEGER NOT NULL REFERENCES coding (id),
  number INTEGER NOT NULL,
  speaker INTEGER NOT NULL REFERENCES speaker (id),
  affiliation INTEGER REFERENCES affiliation (id),
  note TEXT,
  as_logged TEXT,
  UNIQUE (coding, number)
) STRICT;
CREATE INDEX introduction_speaker ON introduction (speaker);
CREATE INDEX introduction_affiliation ON introduction (affiliation);

-- What an article says of an event, a speaker or an organization.
CREATE TABLE reported_fact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  coding INTEGER NOT NULL REFERENCES coding (id),
  event INTEGER REFERENCES event (id),
  speaker INTEGER REFERENCES speaker (id),
  organization INTEGER REFERENCES organization (id),
  -- Such as date, name, theme, host, place, venue, attendance.
  attribute TEXT NOT NULL CHECK (attribute <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('text', 'figure', 'date', 'names')),
  -- text: the words; date: a domain::Date; names: a JSON array of names; figure: NULL, the value is in `figure`.
  value TEXT,
  as_logged TEXT,
  CHECK ((event IS NOT NULL) + (speaker IS NOT NULL) + (organization IS NOT NULL) = 1),
  CHECK ((kind = 'figure') = (value IS NULL))
) STRICT;
CREATE INDEX reported_fact_coding ON reported_fact (coding);
CREATE INDEX reported_fact_event ON reported_fact (event);
CREATE INDEX reported_fact_speaker ON reported_fact (speaker);
CREATE INDEX reported_fact_organization ON reported_fact (organization);

-- One proposition asserted, rejected, mentioned or declined once in one article. Its key is the article's key, a point and `number`.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  article INTEGER NOT NULL REFERENCES article (id),
  coding INTEGER NOT NULL REFERENCES coding (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  proposition INTEGER REFERENCES proposition (id),
  uttered_at INTEGER REFERENCES event (id),
  about INTEGER REFERENCES event (id),
  said TEXT,
  voice TEXT NOT NULL CHECK (voice IN ('direct', 'indirect', 'narration')),
  voice_guess INTEGER NOT NULL DEFAULT 0 CHECK (voice_guess IN (0, 1)),
  -- NULL is unset, which is never counted as anything else.
  stance TEXT CHECK (stance IN ('asserts', 'rejects', 'mentions', 'declines')),
  stance_guess INTEGER NOT NULL DEFAULT 0 CHECK (stance_guess IN (0, 1)),
  status TEXT NOT NULL DEFAULT 'accepted' CHECK (status IN ('draft', 'accepted', 'rejected')),
  origin TEXT NOT NULL DEFAULT 'person' CHECK (origin IN ('person', 'machine')),
  -- The kind of block in which the first content span stands: a claim in a headline or a caption is not counted by default.
  block TEXT NOT NULL CHECK (block IN ('headline', 'byline', 'caption', 'body', 'boilerplate')),
  -- A translation for the reader.
  gloss TEXT,
  note TEXT,
  as_logged TEXT,
  UNIQUE (article, number),
  CHECK (stance IS NOT NULL OR stance_guess = 0)
) STRICT;
CREATE INDEX claim_coding ON claim (coding);
CREATE INDEX claim_proposition ON claim (proposition);
CREATE INDEX claim_uttered_at ON claim (uttered_at) WHERE uttered_at IS NOT NULL;
CREATE INDEX claim_about ON claim (about) WHERE about IS NOT NULL;

-- part: the claim stands inside the other; evidence: it supports the other.
CREATE TABLE claim_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim INTEGER NOT NULL REFERENCES claim (id),
  other INTEGER NOT NULL REFERENCES claim (id),
  relation TEXT NOT NULL CHECK (relation IN ('part', 'evidence')),
  UNIQUE (claim, relation, other),
  CHECK (claim <> other)
) STRICT;
CREATE INDEX claim_link_other ON claim_link (other);

-- part: speaker (says it), principal (for whom a spokesman speaks), alternative (who else may be meant).
CREATE TABLE claim_speaker (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim INTEGER NOT NULL REFERENCES claim (id),
  number INTEGER NOT NULL,
  speaker INTEGER NOT NULL REFERENCES speaker (id),
  affiliation INTEGER REFERENCES affiliation (id),
  part TEXT NOT NULL CHECK (part IN ('speaker', 'principal', 'alternative')),
  guess INTEGER NOT NULL DEFAULT 0 CHECK (guess IN (0, 1)),
  UNIQUE (claim, part, number)
) STRICT;
CREATE INDEX claim_speaker_speaker ON claim_speaker (speaker);
CREATE INDEX claim_speaker_affiliation ON claim_speaker (affiliation) WHERE affiliation IS NOT NULL;

-- The chain by which the claim reached the article: number 1 is whom the article heard.
CREATE TABLE claim_via (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim INTEGER NOT NULL REFERENCES claim (id),
  number INTEGER NOT NULL,
  speaker INTEGER NOT NULL REFERENCES speaker (id),
  UNIQUE (claim, number)
) STRICT;
CREATE INDEX claim_via_speaker ON claim_via (speaker);

CREATE TABLE figure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim INTEGER REFERENCES claim (id),
  reported_fact INTEGER REFERENCES reported_fact (id),
  number INTEGER NOT NULL,
  -- Either value, or low and high.
  value REAL,
  low REAL,
  high REAL,
  comparator TEXT NOT NULL DEFAULT '=' CHECK (comparator IN ('=', '<', '<=', '>', '>=', '~')),
  -- The hedging word as printed, such as nearly.
  hedge TEXT,
  unit TEXT,
  -- What is counted; NULL is the proposition itself.
  what TEXT,
  period TEXT,
  printed TEXT,
  CHECK ((claim IS NOT NULL) + (reported_fact IS NOT NULL) = 1),
  CHECK ((value IS NOT NULL AND low IS NULL AND high IS NULL) OR (value IS NULL AND low IS NOT NULL AND high IS NOT NULL AND low <= high))
) STRICT;
CREATE UNIQUE INDEX figure_claim ON figure (claim, number) WHERE claim IS NOT NULL;
CREATE UNIQUE INDEX figure_reported_fact ON figure (reported_fact, number) WHERE reported_fact IS NOT NULL;

-- Whom the claim addresses or is about.
CREATE TABLE target (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim INTEGER NOT NULL REFERENCES claim (id),
  number INTEGER NOT NULL,
  speaker INTEGER NOT NULL REFERENCES speaker (id),
  role TEXT NOT NULL DEFAULT 'object' CHECK (role IN ('addressee', 'object')),
  -- NULL is unset.
  tone INTEGER CHECK (tone IN (-1, 0, 1)),
  UNIQUE (claim, number)
) STRICT;
CREATE INDEX target_speaker ON target (speaker);

-- Where the words stand in a version's text. `words` lets `check` prove the span.
CREATE TABLE span (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim INTEGER REFERENCES claim (id),
  introduction INTEGER REFERENCES introduction (id),
  reported_fact INTEGER REFERENCES reported_fact (id),
  version INTEGER NOT NULL REFERENCES article_version (id),
  role TEXT NOT NULL CHECK (role IN ('content', 'cue', 'source')),
  number INTEGER NOT NULL,
  start_cp INTEGER NOT NULL CHECK (start_cp >= 0),
  end_cp INTEGER NOT NULL CHECK (end_cp > start_cp),
  words TEXT NOT NULL,
  CHECK ((claim IS NOT NULL) + (introduction IS NOT NULL) + (reported_fact IS NOT NULL) = 1)
) STRICT;
CREATE UNIQUE INDEX span_claim ON span (claim, version, role, number) WHERE claim IS NOT NULL;
CREATE UNIQUE INDEX span_introduction ON span (introduction, version, role, number) WHERE introduction IS NOT NULL;
CREATE UNIQUE INDEX span_reported_fact ON span (reported_fact, version, role, number) WHERE reported_fact IS NOT NULL;
CREATE INDEX span_version ON span (version);

-- Free marks such as ownership:state, to-check, frame:security.
CREATE TABLE label (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  outlet INTEGER REFERENCES outlet (id),
  organization INTEGER REFERENCES organization (id),
  speaker INTEGER REFERENCES speaker (id),
  article INTEGER REFERENCES article (id),
  proposition INTEGER REFERENCES proposition (id),
  claim INTEGER REFERENCES claim (id),
  name TEXT NOT NULL CHECK (name <> ''),
  CHECK ((outlet IS NOT NULL) + (organization IS NOT NULL) + (speaker IS NOT NULL) + (article IS NOT NULL) + (proposition IS NOT NULL) + (claim IS NOT NULL) = 1)
) STRICT;
CREATE INDEX label_name ON label (name);
CREATE UNIQUE INDEX label_outlet ON label (outlet, name) WHERE outlet IS NOT NULL;
CREATE UNIQUE INDEX label_organization ON label (organization, name) WHERE organization IS NOT NULL;
CREATE UNIQUE INDEX label_speaker ON label (speaker, name) WHERE speaker IS NOT NULL;
CREATE UNIQUE INDEX label_article ON label (article, name) WHERE article IS NOT NULL;
CREATE UNIQUE INDEX label_proposition ON label (proposition, name) WHERE proposition IS NOT NULL;
CREATE UNIQUE INDEX label_claim ON label (claim, name) WHERE claim IS NOT NULL;

-- Whether two records are the same: proposed by matching, decided by a person, kept.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('outlet', 'organization', 'speaker', 'event', 'topic', 'proposition', 'article', 'claim')),
  left_uid TEXT NOT NULL,
  right_uid TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  note TEXT,
  UNIQUE (kind, left_uid, right_uid)
) STRICT;

-- The journal. Every write is one operation: a name, a time, a coder. One command line is one batch.
CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  batch TEXT NOT NULL,
  -- Such as: log a-humanrights.toml
  name TEXT NOT NULL,
  coder TEXT NOT NULL,
  at TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  kind TEXT NOT NULL DEFAULT 'do' CHECK (kind IN ('do', 'undo', 'redo')),
  -- What an undo took back, or a redo brought back.
  target INTEGER REFERENCES operation (id),
  -- Set while an undo of this operation is in force.
  undone_by INTEGER REFERENCES operation (id),
  CHECK ((kind = 'do') = (target IS NULL))
) STRICT;
CREATE INDEX operation_batch ON operation (batch);
CREATE INDEX operation_target ON operation (target);
CREATE INDEX operation_undone_by ON operation (undone_by);

-- What an operation changed, in order. insert: the uid, and with it the whole aggregate (a claim with its spans and speakers);
-- update: {column: [old, new]} of the changed columns; delete: the row as {column: value}.
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation INTEGER NOT NULL REFERENCES operation (id),
  record_table TEXT NOT NULL,
  record INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  uid TEXT,
  columns TEXT
) STRICT;
CREATE INDEX change_operation ON change (operation);
CREATE INDEX change_record ON change (record_table, record);

-- The operation being written, inside its transaction only: no row here is ever committed. The journal's triggers read it and abort
-- without it. A `_floor` is the highest id of that table before the operation: rows of a newer aggregate need no change of their own.
CREATE TABLE open_operation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  operation INTEGER NOT NULL REFERENCES operation (id),
  outlet_floor INTEGER NOT NULL,
  organization_floor INTEGER NOT NULL,
  speaker_floor INTEGER NOT NULL,
  event_floor INTEGER NOT NULL,
  proposition_floor INTEGER NOT NULL,
  article_floor INTEGER NOT NULL,
  article_version_floor INTEGER NOT NULL,
  introduction_floor INTEGER NOT NULL,
  reported_fact_floor INTEGER NOT NULL,
  claim_floor INTEGER NOT NULL
) STRICT;

-- Part of the journal: the highest claim number ever given in an article, so that no number names two claims. No foreign key: it outlives an undone article.
CREATE TABLE claim_number (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL UNIQUE,
  last INTEGER NOT NULL
) STRICT;
