-- The articles of :event and of events under it, copies of one of them aside, and their claims that count and are not on other events only.
CREATE TEMP TABLE asked AS
WITH RECURSIVE under (id) AS (
  SELECT id FROM event WHERE key = :event
  UNION
  SELECT event.id FROM under CROSS JOIN event ON event.parent = under.id
)
SELECT id FROM under;

CREATE TEMP TABLE linked AS
WITH RECURSIVE
linked (article) AS (
  SELECT DISTINCT article_event.article
  FROM asked
  CROSS JOIN article_event ON article_event.event = asked.id
),
above (article, original) AS (
  SELECT article, article FROM linked
  UNION
  SELECT above.article, article.copy_of
  FROM above
  CROSS JOIN article ON article.id = above.original
  WHERE article.copy_of IS NOT NULL
)
SELECT above.article, above.original
FROM above
CROSS JOIN article ON article.id = above.original
WHERE article.copy_of IS NULL;

CREATE TEMP TABLE chosen AS
SELECT
  article.id AS article,
  article.outlet,
  coding.id AS coding,
  coding.version,
  coding.extent,
  row_number() OVER (PARTITION BY linked.original ORDER BY article.copy_of IS NOT NULL, article.published, article.id) > 1 AS collapsed
FROM linked
CROSS JOIN article ON article.id = linked.article
LEFT JOIN coding ON coding.id = (
  SELECT own.id
  FROM coding AS own
  WHERE own.article = article.id
  ORDER BY own.layer = 'decided' DESC, own.id
  LIMIT 1
);

CREATE TEMP VIEW candidate AS
SELECT
  chosen.article,
  chosen.outlet,
  chosen.version,
  chosen.extent,
  claim.id,
  claim.number,
  claim.proposition,
  claim.voice,
  claim.voice_guess,
  claim.stance,
  claim.stance_guess,
  claim.block,
  NOT chosen.collapsed AND claim.status = 'accepted' AND claim.block NOT IN ('headline', 'caption') AS counts
FROM chosen
CROSS JOIN claim ON claim.coding = chosen.coding
WHERE claim.status <> 'rejected'
  AND (
    (claim.uttered_at IS NULL AND claim.about IS NULL)
    OR claim.uttered_at IN (SELECT id FROM asked)
    OR claim.about IN (SELECT id FROM asked)
  );

CREATE TEMP VIEW counted AS
SELECT * FROM candidate WHERE counts;
