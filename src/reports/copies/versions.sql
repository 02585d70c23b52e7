-- The newest version of the articles given; of the same article the last row is the newest.
SELECT
  article_version.article,
  article_version.id
FROM json_each(:ids) AS wanted
CROSS JOIN article_version ON article_version.article = wanted.value
ORDER BY
  article_version.article,
  article_version.number
