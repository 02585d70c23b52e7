-- Full-text indexes of what people search. They hold nothing of their own: the store writes them in the transaction of the operation
-- that changes a claim, a text or a record, and `check --repair` makes them anew from this file. Outside the journal.
-- The words are those of domain::search_words, joined by spaces: folded, numbers whole, scripts without spaces in overlapping pairs of
-- characters, `·` alone where two passages do not belong together. The tokenizer therefore only splits at spaces.

-- rowid is claim.id.
CREATE VIRTUAL TABLE search_claim USING fts5 (
  -- The content spans in the version that the coding reads.
  words,
  gloss,
  note,
  tokenize = 'ascii'
);

-- rowid is article_version.id.
CREATE VIRTUAL TABLE search_text USING fts5 (
  title,
  -- The text of the version.
  body,
  -- Authors and note of the article.
  about,
  tokenize = 'ascii'
);

-- rowid is 16 times the id of the record and 0 for an outlet, 1 an organization, 2 a speaker, 3 an event, 4 a topic, 5 a proposition.
-- Speakers that belong to one article are left out.
CREATE VIRTUAL TABLE search_record USING fts5 (
  -- Name, or the text of a proposition; the short form.
  name,
  -- Key and aliases.
  alias,
  note,
  tokenize = 'ascii'
);

-- A search for figures above a number; a range reaches up to its high end.
CREATE INDEX IF NOT EXISTS figure_upper ON figure (coalesce(high, value), claim) WHERE claim IS NOT NULL;
