-- When the articles given were changed after their publication, as far as they say it.
SELECT
  article.id,
  article.updated
FROM json_each(:ids) AS wanted
CROSS JOIN article ON article.id = wanted.value
WHERE article.updated IS NOT NULL
ORDER BY article.id
