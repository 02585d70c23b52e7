SELECT
  a.id,
  a.uid,
  a.title,
  o.key AS outlet,
  a.published,
  a.url,
  a.copy_of,
  v.id AS version,
  v.content
FROM article AS a
JOIN outlet AS o ON o.id = a.outlet
LEFT JOIN article_version AS v ON v.article = a.id
  AND v.number = (SELECT max(number) FROM article_version WHERE article = a.id)
ORDER BY a.id
