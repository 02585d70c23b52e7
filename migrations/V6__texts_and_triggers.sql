-- The articles that have more than one text, which are few: search counts articles by their texts and looks only these up.
CREATE INDEX article_version_later ON article_version (article) WHERE number > 1;

-- Every migration makes the journal's triggers anew. From this one on they say the same in half the words: each command that opens a book
-- reads them.
