-- The claims by :speaker that count, for whom somebody speaks and who else may be meant included, in articles that are no copies of each other.
CREATE TEMP TABLE asked AS
SELECT DISTINCT claim.id, claim.article, claim.coding
FROM speaker
CROSS JOIN claim_speaker ON claim_speaker.speaker = speaker.id
CROSS JOIN claim ON claim.id = claim_speaker.claim
WHERE speaker.key = :speaker;

CREATE TEMP TABLE chosen AS
WITH RECURSIVE
above (article, original) AS (
  SELECT DISTINCT article, article FROM asked
  UNION
  SELECT above.article, article.copy_of
  FROM above
  CROSS JOIN article ON article.id = above.original
  WHERE article.copy_of IS NOT NULL
),
linked AS (
  SELECT above.article, above.original
  FROM above
  CROSS JOIN article ON article.id = above.original
  WHERE article.copy_of IS NULL
)
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
FROM asked
CROSS JOIN claim ON claim.id = asked.id
JOIN chosen ON chosen.coding = asked.coding
WHERE claim.status <> 'rejected';

CREATE TEMP VIEW counted AS
SELECT * FROM candidate WHERE counts;
