-- How far each outlet's articles are coded, and what is left to do on their claims.
WITH
coded AS MATERIALIZED (
  SELECT
    article.outlet,
    coding.id AS coding,
    coding.extent,
    min(coding.id - (coding.layer = 'decided') * 1000000000)
  FROM article
  LEFT JOIN coding ON coding.article = article.id
  GROUP BY article.id
),
articles AS (
  SELECT
    outlet,
    count(*) AS articles,
    sum(extent IS 'full') AS whole,
    sum(extent IS 'partial') AS part,
    sum(extent IS 'facts') AS facts,
    sum(extent IS NULL) AS uncoded
  FROM coded
  GROUP BY outlet
),
claims AS (
  SELECT
    coded.outlet,
    count(*) AS claims,
    sum(claim.status = 'draft') AS drafts,
    sum(claim.status = 'accepted') AS accepted,
    sum(claim.status = 'rejected') AS rejected,
    sum(claim.proposition IS NULL) AS without_proposition,
    sum(claim.stance IS NULL) AS without_stance
  FROM coded
  CROSS JOIN claim ON claim.coding = coded.coding
  GROUP BY coded.outlet
)
SELECT outlet.name, articles.*, claims.*
FROM articles
CROSS JOIN outlet ON outlet.id = articles.outlet
LEFT JOIN claims ON claims.outlet = articles.outlet
ORDER BY articles.articles DESC, outlet.name;
