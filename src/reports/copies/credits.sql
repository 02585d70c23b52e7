-- Whom the articles given credit as the original source.
SELECT
  article.id,
  outlet.id AS outlet,
  coalesce(outlet.short, outlet.name) AS name
FROM json_each(:ids) AS wanted
CROSS JOIN article ON article.id = wanted.value
CROSS JOIN outlet ON outlet.id = article.credit
ORDER BY article.id
