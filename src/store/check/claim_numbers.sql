-- The highest number ever given in an article is kept, so that no number names two claims.
SELECT
  'a' || c.article AS place,
  'has a claim ' || max(c.number) || ', and the highest number ever given is kept as '
    || coalesce((SELECT n.last FROM claim_number AS n WHERE n.article = c.article), 'none') AS what
FROM claim AS c
GROUP BY c.article
HAVING max(c.number) > coalesce((SELECT n.last FROM claim_number AS n WHERE n.article = c.article), 0)
ORDER BY c.article
