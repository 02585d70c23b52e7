-- The articles of the texts given, with what a list shows of them.
SELECT
  v.id AS text,
  a.id,
  'a' || a.id AS key,
  coalesce(o.short, o.name) AS outlet,
  a.published,
  a.title,
  v.number AS version,
  (SELECT count(*) FROM article_version AS w WHERE w.article = a.id) AS versions,
  (SELECT count(*) FROM claim AS c WHERE c.article = a.id) AS claims,
  a.note
FROM json_each(:ids) AS wanted
CROSS JOIN article_version AS v ON v.id = wanted.value
CROSS JOIN article AS a ON a.id = v.article
CROSS JOIN outlet AS o ON o.id = a.outlet
