-- Views: what anybody may ask a book in SQL, with `claimbook sql` or any other program that reads SQLite. Their names and columns are a
-- promise, the tables' are not.
-- Rules for every view:
-- The comments inside it are its documentation: SQLite keeps them, and `claimbook schema` prints them. One before the list of columns says
-- what a row is, one before a column what the column holds; a comment that begins with "Internal:" marks a view that is no promise.
-- A view's name is plural; a column named after a kind of record holds the key of one, so that USING joins.
-- Keys that are looked up are written exactly as their index below; LEFT JOINs stand before the inner joins, because SQLite reorders what
-- comes after them and puts no view into another query whose last table is outer joined.

-- The keys of articles and claims are computed; with these, a filter or a join by key does not read everything.
CREATE INDEX article_key ON article ('a' || id);
CREATE INDEX claim_key ON claim ('a' || article || '.' || number);
-- The claims of an article on one proposition are one counted unit: `counted` looks for a stronger one.
DROP INDEX claim_coding;
CREATE INDEX claim_coding ON claim (coding, proposition);

CREATE VIEW outlets
-- Who publishes; one row an outlet.
(
  -- Key of the outlet.
  outlet,
  -- Its name.
  name,
  -- What tables print instead of the name.
  short,
  -- Key of the organization that this outlet is.
  organization,
  -- Key of the organization that pays for it.
  sponsor,
  -- ISO 3166-1 alpha-2, upper case.
  country,
  -- BCP 47, such as en or zh-Hant.
  language,
  -- Anything else.
  note
) AS
SELECT
  o.key,
  o.name,
  o.short,
  (SELECT b.key FROM organization AS b WHERE b.id = o.organization),
  (SELECT b.key FROM organization AS b WHERE b.id = o.sponsor),
  o.country,
  o.language,
  o.note
FROM outlet AS o;

CREATE VIEW organizations
-- Bodies that people belong to; one row an organization.
(
  -- Key of the organization.
  organization,
  -- Its name.
  name,
  -- Such as state, academic, company, ngo, media; free.
  kind,
  -- ISO 3166-1 alpha-2, upper case.
  country,
  -- Key of the organization it is part of.
  parent,
  -- Key of the highest organization above it; its own where none is.
  top,
  -- Anything else.
  note
) AS
WITH RECURSIVE tree (id, top) AS (
  SELECT id, key
  FROM organization
  WHERE parent IS NULL
  UNION ALL
  SELECT o.id, tree.top
  FROM tree
  CROSS JOIN organization AS o ON o.parent = tree.id
)
SELECT
  o.key,
  o.name,
  o.kind,
  o.country,
  (SELECT p.key FROM organization AS p WHERE p.id = o.parent),
  (SELECT tree.top FROM tree WHERE tree.id = o.id),
  o.note
FROM organization AS o;

CREATE VIEW speakers
-- Who claims; one row a speaker.
(
  -- Key of the speaker.
  speaker,
  -- The full name.
  name,
  -- What tables print instead of the name.
  short,
  -- person, group, organization, country, document or unnamed.
  kind,
  -- ISO 3166-1 alpha-2, upper case.
  country,
  -- Key of the organization that this speaker is.
  organization,
  -- Key of the article to which an unnamed speaker belongs.
  article,
  -- Anything else.
  note
) AS
SELECT
  s.key,
  s.name,
  s.short,
  s.kind,
  s.country,
  (SELECT b.key FROM organization AS b WHERE b.id = s.organization),
  'a' || s.article,
  s.note
FROM speaker AS s;

CREATE VIEW affiliations
-- A speaker in a role at an organization; one row an affiliation.
(
  -- Key of the affiliation.
  affiliation,
  -- Key of the speaker.
  speaker,
  -- The role, such as chief engineer.
  role,
  -- Key of the organization.
  organization,
  -- Anything else.
  note
) AS
SELECT
  f.key,
  s.key,
  f.role,
  b.key,
  f.note
FROM affiliation AS f
LEFT JOIN organization AS b ON b.id = f.organization
JOIN speaker AS s ON s.id = f.speaker;

CREATE VIEW events
-- Where and when things were said or happened; one row an event.
(
  -- Key of the event.
  event,
  -- Its name.
  name,
  -- Its extent: 2017, 2017-12, a day, a minute, a..b, a.. or ..b; a trailing ? is a guess.
  dates,
  -- Where it was.
  place,
  -- ISO 3166-1 alpha-2, upper case.
  country,
  -- Key of the event it is part of.
  parent,
  -- Anything else.
  note
) AS
SELECT
  e.key,
  e.name,
  e.dates,
  e.place,
  e.country,
  (SELECT p.key FROM event AS p WHERE p.id = e.parent),
  e.note
FROM event AS e;

CREATE VIEW topics
-- Subjects, in a tree; one row a topic.
(
  -- Key of the topic.
  topic,
  -- Its name.
  name,
  -- The names from the root to it, as in: technology / artificial intelligence.
  path,
  -- Key of the topic it is part of.
  parent,
  -- Anything else.
  note
) AS
WITH RECURSIVE tree (id, path) AS (
  SELECT id, name
  FROM topic
  WHERE parent IS NULL
  UNION ALL
  SELECT t.id, tree.path || ' / ' || t.name
  FROM tree
  CROSS JOIN topic AS t ON t.parent = tree.id
)
SELECT
  t.key,
  t.name,
  (SELECT tree.path FROM tree WHERE tree.id = t.id),
  (SELECT p.key FROM topic AS p WHERE p.id = t.parent),
  t.note
FROM topic AS t;

CREATE VIEW propositions
-- What is claimed, one sentence each; one row a proposition.
(
  -- Key of the proposition.
  proposition,
  -- The sentence.
  text,
  -- Key of its topic.
  topic,
  -- Key of a proposition that this one is a narrower case of.
  broader,
  -- Key of the proposition that this one denies.
  negates,
  -- Anything else.
  note
) AS
SELECT
  p.key,
  p.text,
  (SELECT t.key FROM topic AS t WHERE t.id = p.topic),
  (SELECT b.key FROM proposition AS b WHERE b.id = p.broader),
  (SELECT n.key FROM proposition AS n WHERE n.id = p.negates),
  p.note
FROM proposition AS p;

CREATE VIEW counted_coding
-- Internal: the one coding an article that counts, which is the decided one, else the oldest.
AS
SELECT
  k.id,
  k.article,
  k.version,
  k.coder,
  k.layer,
  k.extent
FROM coding AS k
WHERE k.id = (
  SELECT x.id
  FROM coding AS x
  WHERE x.article = k.article
  ORDER BY x.layer = 'decided' DESC, x.id
  LIMIT 1
);

CREATE VIEW articles
-- Published items of outlets, copies and uncoded ones too; one row an article.
(
  -- Key of the article.
  article,
  -- Key of its outlet.
  outlet,
  -- The title.
  title,
  -- Where it is.
  url,
  -- Key of the outlet that it names as its source.
  credit,
  -- When it was published, by the clock of its zone: a day or a time, as precise as is known; a trailing ? is a guess.
  published,
  -- stated or guessed; NULL without a date.
  published_certainty,
  -- The zone of that clock: an IANA name or an offset; a trailing ? is a guess.
  zone,
  -- stated, guessed or unknown. In an unknown zone a time may be that of any clock on earth.
  zone_certainty,
  -- When it was last changed, as published.
  updated,
  -- BCP 47, such as en or zh-Hant.
  language,
  -- published, corrected or withdrawn.
  status,
  -- Key of the article that this one is a copy of. The claims of a copy are not counted.
  copy_of,
  -- Who made the coding that counts, the decided one, else the oldest; NULL where nobody coded the article.
  coder,
  -- Whose reading that is: own or decided.
  layer,
  -- How much of the article it logs: full, partial or facts. What a full one lacks is really not in the article.
  extent,
  -- Anything else.
  note
) AS
SELECT
  'a' || a.id,
  o.key,
  a.title,
  a.url,
  (SELECT c.key FROM outlet AS c WHERE c.id = a.credit),
  a.published,
  iif(a.published GLOB '*[?]', 'guessed', iif(a.published IS NULL, NULL, 'stated')),
  a.zone,
  CASE
    WHEN a.zone IS NULL THEN 'unknown'
    WHEN a.zone GLOB '*[?]' THEN 'guessed'
    ELSE 'stated'
  END,
  a.updated,
  a.language,
  a.status,
  'a' || a.copy_of,
  k.coder,
  k.layer,
  k.extent,
  a.note
FROM article AS a
LEFT JOIN coding AS k ON k.id = (
  SELECT x.id
  FROM coding AS x
  WHERE x.article = a.id
  ORDER BY x.layer = 'decided' DESC, x.id
  LIMIT 1
)
JOIN outlet AS o ON o.id = a.outlet;

CREATE VIEW authors
-- Who wrote an article; one row a name.
(
  -- Key of the article.
  article,
  -- Its place among the names, from 1.
  number,
  -- The name as printed.
  author
) AS
SELECT
  'a' || a.id,
  w.number,
  w.name
FROM article_author AS w
JOIN article AS a ON a.id = w.article;

CREATE VIEW article_events
-- Which articles are about which events; one row a pair.
(
  -- Key of the article.
  article,
  -- Key of the event.
  event
) AS
SELECT
  'a' || a.id,
  e.key
FROM article_event AS x
JOIN article AS a ON a.id = x.article
JOIN event AS e ON e.id = x.event;

CREATE VIEW versions
-- The texts of an article; one row a text. The text itself is compressed: `claimbook article show` prints it.
(
  -- Key of the article.
  article,
  -- Its place among the texts of the article, from 1.
  version,
  -- Its length in Unicode code points.
  characters,
  -- When it was fetched: UTC, RFC 3339.
  retrieved_at,
  -- Such as text/plain.
  media_type,
  -- SHA-256 of the text in UTF-8, hexadecimal.
  sha256
) AS
SELECT
  'a' || a.id,
  v.number,
  v.length_cp,
  v.retrieved_at,
  v.media_type,
  t.sha256
FROM article_version AS v
JOIN article AS a ON a.id = v.article
JOIN content AS t ON t.id = v.content;

CREATE VIEW blocks
-- Which part of a text is what; one row a stretch.
(
  -- Key of the article.
  article,
  -- The text, by its number.
  version,
  -- headline, byline, caption, body or boilerplate.
  kind,
  -- Where it starts, in Unicode code points from 0.
  starts,
  -- Where it ends: the first code point after it.
  ends
) AS
SELECT
  'a' || a.id,
  v.number,
  b.kind,
  b.start_cp,
  b.end_cp
FROM block AS b
JOIN article_version AS v ON v.id = b.version
JOIN article AS a ON a.id = v.article;

CREATE VIEW codings
-- Who has read which article how far; one row a coding. Two codings of an article are never counted together.
(
  -- Key of the article.
  article,
  -- Who coded.
  coder,
  -- own, or decided for what several coders settled on.
  layer,
  -- How much of the article it logs: full, partial or facts.
  extent,
  -- The text that it was read against, by its number.
  version,
  -- 1 for the coding of the article that counts: the decided one, else the oldest; else 0.
  counted
) AS
SELECT
  'a' || a.id,
  k.coder,
  k.layer,
  k.extent,
  v.number,
  k.id = (
    SELECT x.id
    FROM coding AS x
    WHERE x.article = k.article
    ORDER BY x.layer = 'decided' DESC, x.id
    LIMIT 1
  )
FROM coding AS k
JOIN article AS a ON a.id = k.article
JOIN article_version AS v ON v.id = k.version;

CREATE VIEW claim_voice
-- Internal: every claim with its voice as printed, and whether by itself it counts, for the views below.
AS
SELECT
  c.*,
  -- Documents speak where every speaker is one, and there is one.
  CASE
    WHEN c.voice = 'narration' THEN 'N'
    WHEN (
      SELECT min(s.kind = 'document')
      FROM claim_speaker AS y
      CROSS JOIN speaker AS s ON s.id = y.speaker
      WHERE y.claim = c.id AND y.part = 'speaker'
    ) THEN 'D'
    WHEN c.voice = 'direct' THEN 'Q'
    ELSE 'I'
  END AS letter,
  coalesce(c.stance, iif(c.voice = 'narration', 'asserts', NULL)) AS counted_stance,
  c.status = 'accepted' AND c.block NOT IN ('headline', 'caption') AS counts
FROM claim AS c;

CREATE VIEW claim_row
-- Internal: every claim of every coding, for the views below.
AS
SELECT
  c.id,
  c.coding,
  c.proposition AS proposition_id,
  'a' || c.article || '.' || c.number AS claim,
  'a' || a.id AS article,
  c.number,
  o.key AS outlet,
  p.key AS proposition,
  t.key AS topic,
  c.voice,
  c.voice_guess,
  c.letter,
  c.stance,
  c.stance_guess,
  c.counted_stance,
  c.stance IS NULL AND c.voice = 'narration' AS stance_derived,
  c.voice_guess OR c.stance_guess OR EXISTS (
    SELECT 1
    FROM claim_speaker AS y
    WHERE y.claim = c.id AND (y.part = 'alternative' OR y.guess)
  ) AS ambiguous,
  c.block,
  c.status,
  c.origin,
  (
    SELECT group_concat(y.key, ', ')
    FROM (
      SELECT s.key
      FROM claim_speaker AS w
      CROSS JOIN speaker AS s ON s.id = w.speaker
      WHERE w.claim = c.id AND w.part = 'speaker'
      ORDER BY w.number
    ) AS y
  ) AS speakers,
  (
    SELECT group_concat(y.words, ' … ')
    FROM (
      SELECT w.words
      FROM span AS w
      WHERE w.claim = c.id AND w.version = k.version AND w.role = 'content'
      ORDER BY w.number
    ) AS y
  ) AS words,
  (
    SELECT group_concat(y.words, ' … ')
    FROM (
      SELECT w.words
      FROM span AS w
      WHERE w.claim = c.id AND w.version = k.version AND w.role = 'cue'
      ORDER BY w.number
    ) AS y
  ) AS cue,
  (
    SELECT group_concat(y.words, ' … ')
    FROM (
      SELECT w.words
      FROM span AS w
      WHERE w.claim = c.id AND w.version = k.version AND w.role = 'source'
      ORDER BY w.number
    ) AS y
  ) AS source,
  c.said,
  e.key AS at,
  f.key AS about,
  c.gloss,
  c.note,
  k.coder,
  k.layer,
  k.extent,
  k.id = (
    SELECT x.id
    FROM coding AS x
    WHERE x.article = k.article
    ORDER BY x.layer = 'decided' DESC, x.id
    LIMIT 1
  ) AS coding_counts,
  c.counts AND a.copy_of IS NULL AS counts
FROM claim_voice AS c
LEFT JOIN proposition AS p ON p.id = c.proposition
LEFT JOIN topic AS t ON t.id = p.topic
LEFT JOIN event AS e ON e.id = c.uttered_at
LEFT JOIN event AS f ON f.id = c.about
JOIN coding AS k ON k.id = c.coding
JOIN article AS a ON a.id = k.article
-- A subquery, because SQLite looks again at the joins before it when it puts one in: that topic = 'x' needs a proposition it sees only then.
JOIN (SELECT id, key FROM outlet) AS o ON o.id = a.outlet;

CREATE VIEW claims
-- Who says what where; one row a claim of the coding of its article that counts, whether the claim itself is counted or not.
(
  -- Key of the claim.
  claim,
  -- Key of its article.
  article,
  -- Its number in the article: the 5 of a12.5.
  number,
  -- Key of the article's outlet.
  outlet,
  -- Key of the proposition; NULL where it has none yet.
  proposition,
  -- Key of the proposition's topic.
  topic,
  -- direct (quoted), indirect (reported) or narration (the article says it itself).
  voice,
  -- 1 where the voice is a guess, else 0.
  voice_guess,
  -- The voice as reports print it: Q direct, I indirect, N narration; D direct or indirect where every speaker is a document.
  letter,
  -- asserts, rejects, mentions or declines; NULL is unset, which is never counted as anything else.
  stance,
  -- 1 where the stance is a guess, else 0.
  stance_guess,
  -- The stance that reports count: the claim's own; asserts for narration without one.
  counted_stance,
  -- 1 where that is derived from narration, else 0.
  stance_derived,
  -- 1 where voice, stance or a speaker is a guess or somebody else may be meant (~ in reports), else 0.
  ambiguous,
  -- The kind of block in which its first words stand: headline, byline, caption, body or boilerplate.
  block,
  -- draft, accepted or rejected.
  status,
  -- person or machine: who made it.
  origin,
  -- Keys of those who say it, joined by a comma; claim_speakers has one a row, with principals and alternatives.
  speakers,
  -- The words of the claim, its pieces joined by ' … '.
  words,
  -- The reporting words, such as said.
  cue,
  -- The words that name who says it.
  source,
  -- When it was said, if not at the event: a date as in events.dates.
  said,
  -- Key of the event at which it was said.
  at,
  -- Key of the event that it is about.
  about,
  -- A translation for the reader.
  gloss,
  -- Anything else.
  note,
  -- Who coded it.
  coder,
  -- How much of the article that coding logs: full, partial or facts.
  extent,
  -- 1 where reports count it by default, else 0: accepted, in no headline or caption, in no copy of an article.
  counted
) AS
SELECT
  r.claim,
  r.article,
  r.number,
  r.outlet,
  r.proposition,
  r.topic,
  r.voice,
  r.voice_guess,
  r.letter,
  r.stance,
  r.stance_guess,
  r.counted_stance,
  r.stance_derived,
  r.ambiguous,
  r.block,
  r.status,
  r.origin,
  r.speakers,
  r.words,
  r.cue,
  r.source,
  r.said,
  r.at,
  r.about,
  r.gloss,
  r.note,
  r.coder,
  r.extent,
  r.counts
FROM claim_row AS r
WHERE r.coding_counts;

CREATE VIEW all_claims
-- The claims of every coder, to compare coders; one row a claim. They are never counted together: count in claims.
(
  -- Key of the claim.
  claim,
  -- Key of its article.
  article,
  -- Who coded it.
  coder,
  -- own, or decided for what several coders settled on.
  layer,
  -- How much of the article that coding logs: full, partial or facts.
  extent,
  -- 1 where this coding of the article is the one that counts, and the claim so in claims; else 0.
  in_claims,
  -- Key of the proposition; NULL where it has none yet.
  proposition,
  -- direct, indirect or narration.
  voice,
  -- The voice as reports print it: Q, I, D or N.
  letter,
  -- asserts, rejects, mentions or declines; NULL is unset.
  stance,
  -- 1 where voice, stance or a speaker is a guess or somebody else may be meant, else 0.
  ambiguous,
  -- headline, byline, caption, body or boilerplate.
  block,
  -- draft, accepted or rejected.
  status,
  -- Keys of those who say it, joined by a comma.
  speakers,
  -- The words of the claim, its pieces joined by ' … '.
  words,
  -- Anything else.
  note
) AS
SELECT
  r.claim,
  r.article,
  r.coder,
  r.layer,
  r.extent,
  r.coding_counts,
  r.proposition,
  r.voice,
  r.letter,
  r.stance,
  r.ambiguous,
  r.block,
  r.status,
  r.speakers,
  r.words,
  r.note
FROM claim_row AS r;

CREATE VIEW claim_speakers
-- Who says a claim, for whom, and who else may be meant; one row a speaker of a claim in claims.
(
  -- Key of the claim.
  claim,
  -- speaker (says it), principal (for whom a spokesman speaks) or alternative (who else may be meant).
  part,
  -- Its place among those of the same part.
  number,
  -- Key of the speaker.
  speaker,
  -- Key of the affiliation in which the speaker says it.
  affiliation,
  -- 1 where it is a guess, else 0.
  guess
) AS
SELECT
  'a' || c.article || '.' || c.number,
  x.part,
  x.number,
  s.key,
  f.key,
  x.guess
FROM claim_speaker AS x
LEFT JOIN affiliation AS f ON f.id = x.affiliation
JOIN speaker AS s ON s.id = x.speaker
JOIN claim AS c ON c.id = x.claim
JOIN counted_coding AS k ON k.id = c.coding;

CREATE VIEW claim_vias
-- The chain by which a claim reached its article; one row a link of a claim in claims.
(
  -- Key of the claim.
  claim,
  -- Its place in the chain: 1 is whom the article heard.
  number,
  -- Key of the speaker who passed it on.
  speaker
) AS
SELECT
  'a' || c.article || '.' || c.number,
  x.number,
  s.key
FROM claim_via AS x
JOIN speaker AS s ON s.id = x.speaker
JOIN claim AS c ON c.id = x.claim
JOIN counted_coding AS k ON k.id = c.coding;

CREATE VIEW claim_links
-- Which claim stands inside another or supports it; one row a link of a claim in claims.
(
  -- Key of the claim.
  claim,
  -- part (the claim stands inside the other) or evidence (it supports the other).
  relation,
  -- Key of the other claim.
  other
) AS
SELECT
  'a' || c.article || '.' || c.number,
  x.relation,
  'a' || d.article || '.' || d.number
FROM claim_link AS x
JOIN claim AS c ON c.id = x.claim
JOIN claim AS d ON d.id = x.other
JOIN counted_coding AS k ON k.id = c.coding;

CREATE VIEW figures
-- The numbers of claims; one row a figure of a claim in claims.
(
  -- Key of the claim.
  claim,
  -- Its place among the claim's figures.
  number,
  -- The number, in its unit; NULL where low and high are set.
  value,
  -- The lower end of a range, in its unit.
  low,
  -- The upper end of a range, in its unit.
  high,
  -- How the true number stands to it: =, <, <=, >, >= or ~ (about).
  comparator,
  -- The hedging word as printed, such as nearly.
  hedge,
  -- What it is counted in, such as people or crowns.
  unit,
  -- What is counted; NULL is the proposition itself.
  what,
  -- The time that it is of, as printed.
  period,
  -- The words as printed.
  printed
) AS
SELECT
  'a' || c.article || '.' || c.number,
  x.number,
  x.value,
  x.low,
  x.high,
  x.comparator,
  x.hedge,
  x.unit,
  x.what,
  x.period,
  x.printed
FROM figure AS x
JOIN claim AS c ON c.id = x.claim
JOIN counted_coding AS k ON k.id = c.coding;

CREATE VIEW targets
-- Whom a claim addresses or is about; one row a target of a claim in claims.
(
  -- Key of the claim.
  claim,
  -- Its place among the claim's targets.
  number,
  -- Key of the speaker who is the target.
  speaker,
  -- addressee or object.
  role,
  -- -1 against, 0 neutral, 1 for; NULL is unset.
  tone
) AS
SELECT
  'a' || c.article || '.' || c.number,
  x.number,
  s.key,
  x.role,
  x.tone
FROM target AS x
JOIN speaker AS s ON s.id = x.speaker
JOIN claim AS c ON c.id = x.claim
JOIN counted_coding AS k ON k.id = c.coding;

CREATE VIEW introductions
-- How an article introduces a speaker; one row an introduction of the coding that counts.
(
  -- Key of the article.
  article,
  -- Its number in the article.
  introduction,
  -- Key of the speaker.
  speaker,
  -- Key of the affiliation that the article gives.
  affiliation,
  -- The role of that affiliation.
  role,
  -- Key of its organization.
  organization,
  -- The words of the article, pieces joined by ' … '.
  words,
  -- Anything else.
  note
) AS
SELECT
  'a' || a.id,
  i.number,
  s.key,
  f.key,
  f.role,
  b.key,
  (
    SELECT group_concat(y.words, ' … ')
    FROM (
      SELECT w.words
      FROM span AS w
      WHERE w.introduction = i.id AND w.version = k.version AND w.role = 'content'
      ORDER BY w.number
    ) AS y
  ),
  i.note
FROM introduction AS i
LEFT JOIN affiliation AS f ON f.id = i.affiliation
LEFT JOIN organization AS b ON b.id = f.organization
JOIN speaker AS s ON s.id = i.speaker
JOIN counted_coding AS k ON k.id = i.coding
JOIN article AS a ON a.id = k.article;

CREATE VIEW reported_facts
-- What an article says of an event, a speaker or an organization; one row a fact of the coding that counts.
(
  -- Key of the article.
  article,
  -- Its number in the article, in the order of logging.
  fact,
  -- event, speaker or organization.
  subject_kind,
  -- Key of what it is said of.
  subject,
  -- Such as date, name, theme, host, place, venue, attendance.
  attribute,
  -- text, figure, date or names.
  kind,
  -- The text, the date, or the names as a JSON array; NULL for a figure.
  value,
  -- The number of a figure, in its unit.
  amount,
  -- The lower end of a figure that is a range, in its unit.
  low,
  -- The upper end of a figure that is a range, in its unit.
  high,
  -- How the true number stands to it: =, <, <=, >, >= or ~ (about).
  comparator,
  -- The hedging word of a figure as printed.
  hedge,
  -- What a figure is counted in.
  unit,
  -- The words of the article, pieces joined by ' … '.
  words
) AS
SELECT
  'a' || a.id,
  (SELECT count(*) FROM reported_fact AS x WHERE x.coding = r.coding AND x.id <= r.id),
  CASE
    WHEN r.event IS NOT NULL THEN 'event'
    WHEN r.speaker IS NOT NULL THEN 'speaker'
    ELSE 'organization'
  END,
  coalesce(
    (SELECT e.key FROM event AS e WHERE e.id = r.event),
    (SELECT s.key FROM speaker AS s WHERE s.id = r.speaker),
    (SELECT b.key FROM organization AS b WHERE b.id = r.organization)
  ),
  r.attribute,
  r.kind,
  r.value,
  g.value,
  g.low,
  g.high,
  g.comparator,
  g.hedge,
  g.unit,
  (
    SELECT group_concat(y.words, ' … ')
    FROM (
      SELECT w.words
      FROM span AS w
      WHERE w.reported_fact = r.id AND w.version = k.version AND w.role = 'content'
      ORDER BY w.number
    ) AS y
  )
FROM reported_fact AS r
LEFT JOIN figure AS g ON g.reported_fact = r.id AND g.number = (
  SELECT min(x.number)
  FROM figure AS x
  WHERE x.reported_fact = r.id
)
JOIN counted_coding AS k ON k.id = r.coding
JOIN article AS a ON a.id = k.article;

CREATE VIEW spans
-- Where words stand in a text; one row a stretch of words of a claim, an introduction or a fact of the coding that counts.
(
  -- Key of the article.
  article,
  -- The text, by its number.
  version,
  -- Key of the claim whose words these are, else NULL.
  claim,
  -- Number of the introduction whose words these are, else NULL.
  introduction,
  -- Number of the reported fact whose words these are, else NULL.
  fact,
  -- content, cue or source.
  role,
  -- Its place among the pieces of the same role.
  number,
  -- Where it starts, in Unicode code points from 0.
  starts,
  -- Where it ends: the first code point after it.
  ends,
  -- The words that stand there.
  words
) AS
SELECT
  'a' || a.id,
  v.number,
  'a' || c.article || '.' || c.number,
  NULL,
  NULL,
  w.role,
  w.number,
  w.start_cp,
  w.end_cp,
  w.words
FROM span AS w
JOIN claim AS c ON c.id = w.claim
JOIN counted_coding AS k ON k.id = c.coding
JOIN article AS a ON a.id = k.article
JOIN article_version AS v ON v.id = w.version
UNION ALL
SELECT
  'a' || a.id,
  v.number,
  NULL,
  i.number,
  NULL,
  w.role,
  w.number,
  w.start_cp,
  w.end_cp,
  w.words
FROM span AS w
JOIN introduction AS i ON i.id = w.introduction
JOIN counted_coding AS k ON k.id = i.coding
JOIN article AS a ON a.id = k.article
JOIN article_version AS v ON v.id = w.version
UNION ALL
SELECT
  'a' || a.id,
  v.number,
  NULL,
  NULL,
  (SELECT count(*) FROM reported_fact AS x WHERE x.coding = r.coding AND x.id <= r.id),
  w.role,
  w.number,
  w.start_cp,
  w.end_cp,
  w.words
FROM span AS w
JOIN reported_fact AS r ON r.id = w.reported_fact
JOIN counted_coding AS k ON k.id = r.coding
JOIN article AS a ON a.id = k.article
JOIN article_version AS v ON v.id = w.version;

CREATE VIEW labels
-- Free marks such as to-check or ownership:state; one row a mark.
(
  -- outlet, organization, speaker, article, proposition or claim.
  kind,
  -- Key of what carries it.
  key,
  -- The mark.
  label
) AS
SELECT 'outlet', o.key, l.name
FROM label AS l
JOIN outlet AS o ON o.id = l.outlet
UNION ALL
SELECT 'organization', b.key, l.name
FROM label AS l
JOIN organization AS b ON b.id = l.organization
UNION ALL
SELECT 'speaker', s.key, l.name
FROM label AS l
JOIN speaker AS s ON s.id = l.speaker
UNION ALL
SELECT 'article', 'a' || a.id, l.name
FROM label AS l
JOIN article AS a ON a.id = l.article
UNION ALL
SELECT 'proposition', p.key, l.name
FROM label AS l
JOIN proposition AS p ON p.id = l.proposition
UNION ALL
SELECT 'claim', 'a' || c.article || '.' || c.number, l.name
FROM label AS l
JOIN claim AS c ON c.id = l.claim;

CREATE VIEW aliases
-- Other names: spellings, translations, the names of merged records; one row a name.
(
  -- outlet, organization, speaker, event or proposition.
  kind,
  -- Key of what has it.
  key,
  -- The other name.
  alias,
  -- BCP 47, such as en or zh-Hant.
  language
) AS
SELECT 'outlet', o.key, x.name, x.language
FROM alias AS x
JOIN outlet AS o ON o.id = x.outlet
UNION ALL
SELECT 'organization', b.key, x.name, x.language
FROM alias AS x
JOIN organization AS b ON b.id = x.organization
UNION ALL
SELECT 'speaker', s.key, x.name, x.language
FROM alias AS x
JOIN speaker AS s ON s.id = x.speaker
UNION ALL
SELECT 'event', e.key, x.name, x.language
FROM alias AS x
JOIN event AS e ON e.id = x.event
UNION ALL
SELECT 'proposition', p.key, x.name, x.language
FROM alias AS x
JOIN proposition AS p ON p.id = x.proposition;

CREATE VIEW former_keys
-- Keys that were edited or merged away and keep resolving on the command line; one row a key. Views hold present keys only.
(
  -- outlet, organization, speaker, affiliation, event, topic or proposition.
  kind,
  -- The key that was.
  former,
  -- The key that is.
  key
) AS
SELECT x.kind, x.key, o.key
FROM former_key AS x
JOIN outlet AS o ON o.id = x.record
WHERE x.kind = 'outlet'
UNION ALL
SELECT x.kind, x.key, b.key
FROM former_key AS x
JOIN organization AS b ON b.id = x.record
WHERE x.kind = 'organization'
UNION ALL
SELECT x.kind, x.key, s.key
FROM former_key AS x
JOIN speaker AS s ON s.id = x.record
WHERE x.kind = 'speaker'
UNION ALL
SELECT x.kind, x.key, f.key
FROM former_key AS x
JOIN affiliation AS f ON f.id = x.record
WHERE x.kind = 'affiliation'
UNION ALL
SELECT x.kind, x.key, e.key
FROM former_key AS x
JOIN event AS e ON e.id = x.record
WHERE x.kind = 'event'
UNION ALL
SELECT x.kind, x.key, t.key
FROM former_key AS x
JOIN topic AS t ON t.id = x.record
WHERE x.kind = 'topic'
UNION ALL
SELECT x.kind, x.key, p.key
FROM former_key AS x
JOIN proposition AS p ON p.id = x.record
WHERE x.kind = 'proposition';

CREATE VIEW operations
-- The journal: what was written, by whom and when; one row an operation.
(
  -- Its number, as history prints it and undo takes it.
  operation,
  -- What all operations of one command line share.
  batch,
  -- What was done, such as: log gazette.toml
  name,
  -- Who did it.
  coder,
  -- When: UTC, RFC 3339.
  at,
  -- do, undo or redo.
  kind,
  -- The operation that an undo took back or a redo brought back.
  target,
  -- The undo that is in force over it.
  undone_by,
  -- How many records it added; a claim with all that belongs to it is one.
  added,
  -- How many rows it changed.
  changed,
  -- How many rows it removed.
  removed
) AS
SELECT
  o.id,
  o.batch,
  o.name,
  o.coder,
  o.at,
  o.kind,
  o.target,
  o.undone_by,
  (SELECT count(*) FROM change AS x WHERE x.operation = o.id AND x.action = 'insert'),
  (SELECT count(*) FROM change AS x WHERE x.operation = o.id AND x.action = 'update'),
  (SELECT count(*) FROM change AS x WHERE x.operation = o.id AND x.action = 'delete')
FROM operation AS o;

CREATE VIEW counted_voice
-- Internal: the claims that by themselves count, once for each speaker or with none; `place` sorts by the strength of the voice, then by
-- number.
AS
SELECT
  c.id,
  c.coding,
  c.proposition,
  y.speaker,
  c.counted_stance,
  1000000000 * instr('QIDN', c.letter) + c.number AS place
FROM claim_voice AS c
LEFT JOIN claim_speaker AS y ON y.claim = c.id AND y.part = 'speaker'
WHERE c.counts;

CREATE VIEW counted
-- What reports count by default: a proposition once a speaker and article, in the strongest voice (Q, I, D, N); one row a counted unit.
-- A claim by two speakers is two units; one by nobody is one; one without a proposition is a unit of its own for each speaker.
(
  -- Key of the article.
  article,
  -- Key of its outlet.
  outlet,
  -- Key of the proposition; NULL for a claim that has none yet.
  proposition,
  -- Key of the proposition's topic.
  topic,
  -- Key of the speaker; NULL where nobody is named.
  speaker,
  -- The strongest voice: Q, I, D or N.
  letter,
  -- Key of the first claim in that voice.
  claim,
  -- How many claims the unit stands for.
  claims,
  -- The stances of those claims, in this order, a space between: asserts rejects mentions declines unset.
  stances
) AS
SELECT
  r.article,
  r.outlet,
  r.proposition,
  r.topic,
  s.key,
  r.letter,
  r.claim,
  (
    SELECT count(*)
    FROM counted_voice AS q
    WHERE q.coding = r.coding
      AND q.proposition IS r.proposition_id
      AND (r.proposition_id IS NOT NULL OR q.id = r.id)
      AND q.speaker IS y.speaker
  ),
  (
    SELECT rtrim(
      iif(max(q.counted_stance = 'asserts'), 'asserts ', '')
        || iif(max(q.counted_stance = 'rejects'), 'rejects ', '')
        || iif(max(q.counted_stance = 'mentions'), 'mentions ', '')
        || iif(max(q.counted_stance = 'declines'), 'declines ', '')
        || iif(max(q.counted_stance IS NULL), 'unset', '')
    )
    FROM counted_voice AS q
    WHERE q.coding = r.coding
      AND q.proposition IS r.proposition_id
      AND (r.proposition_id IS NOT NULL OR q.id = r.id)
      AND q.speaker IS y.speaker
  )
FROM claim_row AS r
JOIN claim_speaker AS y ON y.claim = r.id AND y.part = 'speaker'
JOIN speaker AS s ON s.id = y.speaker
WHERE r.counts
  AND r.coding_counts
  AND NOT EXISTS (
    SELECT 1
    FROM counted_voice AS q
    WHERE q.coding = r.coding
      AND q.proposition = r.proposition_id
      AND q.id <> r.id
      AND q.speaker IS y.speaker
      AND q.place < 1000000000 * instr('QIDN', r.letter) + r.number
  )
UNION ALL
SELECT
  r.article,
  r.outlet,
  r.proposition,
  r.topic,
  NULL,
  r.letter,
  r.claim,
  (
    SELECT count(*)
    FROM counted_voice AS q
    WHERE q.coding = r.coding
      AND q.proposition IS r.proposition_id
      AND (r.proposition_id IS NOT NULL OR q.id = r.id)
      AND q.speaker IS NULL
  ),
  (
    SELECT rtrim(
      iif(max(q.counted_stance = 'asserts'), 'asserts ', '')
        || iif(max(q.counted_stance = 'rejects'), 'rejects ', '')
        || iif(max(q.counted_stance = 'mentions'), 'mentions ', '')
        || iif(max(q.counted_stance = 'declines'), 'declines ', '')
        || iif(max(q.counted_stance IS NULL), 'unset', '')
    )
    FROM counted_voice AS q
    WHERE q.coding = r.coding
      AND q.proposition IS r.proposition_id
      AND (r.proposition_id IS NOT NULL OR q.id = r.id)
      AND q.speaker IS NULL
  )
FROM claim_row AS r
WHERE r.counts
  AND r.coding_counts
  AND NOT EXISTS (SELECT 1 FROM claim_speaker AS y WHERE y.claim = r.id AND y.part = 'speaker')
  AND NOT EXISTS (
    SELECT 1
    FROM counted_voice AS q
    WHERE q.coding = r.coding
      AND q.proposition = r.proposition_id
      AND q.id <> r.id
      AND q.speaker IS NULL
      AND q.place < 1000000000 * instr('QIDN', r.letter) + r.number
  );
