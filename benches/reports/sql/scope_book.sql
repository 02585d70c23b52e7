-- The whole book: of every article that is no copy the coding that counts (decided, else the oldest), and its claims that count.
CREATE TEMP VIEW chosen AS
SELECT
  article.id AS article,
  article.outlet,
  preferred.coding,
  preferred.version,
  preferred.extent
FROM (
  -- The other columns are those of the row that has the smallest number.
  SELECT
    coding.article,
    coding.id AS coding,
    coding.version,
    coding.extent,
    min(coding.id - (coding.layer = 'decided') * 1000000000)
  FROM coding
  GROUP BY coding.article
) AS preferred
CROSS JOIN article ON article.id = preferred.article
WHERE article.copy_of IS NULL;

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
  claim.status = 'accepted' AND claim.block NOT IN ('headline', 'caption') AS counts
FROM chosen
CROSS JOIN claim ON claim.coding = chosen.coding
WHERE claim.status <> 'rejected';

CREATE TEMP VIEW counted AS
SELECT * FROM candidate WHERE counts;
