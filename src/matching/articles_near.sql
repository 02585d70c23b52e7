WITH
me AS (
  SELECT
    a.id,
    a.url,
    a.outlet,
    a.title,
    substr(a.published, 1, 10) AS day,
    (SELECT v.content FROM article_version AS v WHERE v.article = a.id ORDER BY v.number DESC LIMIT 1) AS content
  FROM article AS a
  WHERE a.id = :article
),
-- Each of these uses an index of its own.
near AS (
  SELECT id FROM me
  UNION
  SELECT a.id FROM me JOIN article AS a ON a.title = me.title
  UNION
  SELECT v.article FROM me JOIN article_version AS v ON v.content = me.content
  UNION
  SELECT id FROM (
    SELECT a.id
    FROM me
    JOIN article AS a ON a.published >= date(me.day, '-3 days') AND a.published < date(me.day, '+4 days')
    WHERE a.id <> me.id
    ORDER BY a.id DESC
    LIMIT :limit
  )
)
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
FROM near
JOIN article AS a ON a.id = near.id
JOIN outlet AS o ON o.id = a.outlet
LEFT JOIN article_version AS v ON v.article = a.id
  AND v.number = (SELECT max(number) FROM article_version WHERE article = a.id)
ORDER BY a.id
