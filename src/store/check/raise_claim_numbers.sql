INSERT INTO claim_number (article, last)
SELECT c.article, max(c.number)
FROM claim AS c
GROUP BY c.article
HAVING max(c.number) > coalesce((SELECT n.last FROM claim_number AS n WHERE n.article = c.article), 0)
ON CONFLICT (article) DO UPDATE SET last = excluded.last
