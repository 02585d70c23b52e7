-- The articles given, each with its outlet.
SELECT
  article.id,
  article.outlet,
  outlet.key AS outlet_key,
  coalesce(outlet.short, outlet.name) AS outlet_name,
  article.title,
  article.published,
  article.zone,
  article.language,
  article.status,
  article.copy_of
FROM json_each(:ids) AS wanted
CROSS JOIN article ON article.id = wanted.value
CROSS JOIN outlet ON outlet.id = article.outlet
ORDER BY article.id
