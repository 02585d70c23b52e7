-- The texts of articles that have more than one, each with its article.
SELECT v.id, v.article
FROM (SELECT DISTINCT article FROM article_version WHERE number > 1) AS several
CROSS JOIN article_version AS v ON v.article = several.article
LIMIT :most
